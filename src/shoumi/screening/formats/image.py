"""Pictures: what their metadata say. What they show is read by the eyes that the caller brings."""

import warnings
from collections.abc import Iterator

from PIL import ExifTags, Image, UnidentifiedImageError

from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Layer, Passage, Pieces, Place, Why
from shoumi.screening.source import Source, opened

GPS_IFD, EXIF_IFD = 0x8825, 0x8769
NO_TEXT = frozenset({"exif", "icc_profile"})
FAILURES = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    Image.DecompressionBombError,
)
WIDE_TEXT = frozenset({0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F})


def read(source: Source, *, limits: Limits) -> Pieces:
    """Metadata as text; pixels are not decoded here."""
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # Pillow warns of size and of torn tags; both are told below
        try:
            picture = Image.open(opened(source))
            told = [*_noted(picture), *_exif(picture)]
        except FAILURES:
            yield unopened(Why.DAMAGED, "the picture")
            return
    if picture.width * picture.height > limits.picture_pixels:
        yield unopened(Why.TOO_LARGE, "the picture")
    yield from told


def _noted(picture: Image.Image) -> Iterator[Passage]:
    """Comments and text chunks."""
    for key, value in picture.info.items():
        if key in NO_TEXT or isinstance(value, int | float | tuple):
            continue
        text = _text(value)
        if text.strip():
            yield Passage(text=text, layer=Layer.EXIF, place=Place(part=str(key)))


def _exif(picture: Image.Image) -> Iterator[Passage]:
    exif = picture.getexif()
    for source in (exif, exif.get_ifd(EXIF_IFD)):
        for tag, value in source.items():
            text = (
                value.decode("utf-16-le", "replace")
                if tag in WIDE_TEXT and isinstance(value, bytes)
                else _text(value)
            )
            if len(text.strip("\x00 ")) > 1 and isinstance(value, str | bytes):
                yield Passage(
                    text=text.strip("\x00"),
                    layer=Layer.EXIF,
                    place=Place(part=ExifTags.TAGS.get(tag, str(tag))),
                )
    position = _position(dict(exif.get_ifd(GPS_IFD)))
    if position:
        yield Passage(text=position, layer=Layer.EXIF, place=Place(part="GPS"))


def _position(gps: dict[int, object]) -> str:
    latitude, longitude = _degrees(gps.get(2), gps.get(1)), _degrees(gps.get(4), gps.get(3))
    return f"GPSPosition: {latitude:.6f}, {longitude:.6f}" if latitude or longitude else ""


def _degrees(parts: object, side: object) -> float:
    if not isinstance(parts, tuple) or len(parts) != 3:
        return 0.0
    degrees, minutes, seconds = (float(part) for part in parts)
    return (degrees + minutes / 60 + seconds / 3600) * (-1 if side in {"S", "W"} else 1)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        for name in ("utf-8", "gb18030"):
            try:
                return value.decode(name)
            except UnicodeDecodeError:
                continue
        return value.decode("latin-1")
    return str(value)
