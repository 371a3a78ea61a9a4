"""Pictures without the strings: painted over in the pixels, written anew without metadata."""

import io
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageDraw, ImageOps, ImageSequence

from shoumi.screening.redaction.removal import RedactionRefused, Removal, spans
from shoumi.screening.source import opened
from shoumi.screening.walk import Eyes

MARGIN = 0.35  # of a line's height: boxes of a reader of pictures are tight
WRITTEN = frozenset({"PNG", "JPEG", "BMP", "TIFF", "WEBP"})
PAGED = frozenset({"TIFF"})
FRAMES = 200
PIXEL_BOUND = 80_000_000


def redacted(content: bytes, wanted: Removal, eyes: Eyes | None) -> bytes:
    """The same kind of picture, its visible pixels only, the right way up.

    Transparent pixels are laid on white, so that none of what they hid comes out. Without eyes
    only metadata can be removed. Raises RedactionRefused for what cannot be opened.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of size; the bound below decides
            picture = Image.open(opened(content))
            if picture.width * picture.height > PIXEL_BOUND:
                raise RedactionRefused("the picture is too large; make it smaller first")
            kind = picture.format or "PNG"
            pages = [_page(frame, wanted, eyes) for frame in _frames(picture, kind)]
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RedactionRefused(f"the picture cannot be opened: {type(error).__name__}") from error
    target = io.BytesIO()
    if len(pages) > 1:
        pages[0].save(target, kind, save_all=True, append_images=pages[1:])
    else:
        pages[0].save(target, kind if kind in WRITTEN else "PNG")
    return target.getvalue()


def _frames(picture: Image.Image, kind: str) -> Iterator[Image.Image]:
    """All pages of a fax; of moving pictures only the first."""
    for number, frame in enumerate(ImageSequence.Iterator(picture)):
        if number and kind not in PAGED:
            return
        if number >= FRAMES:
            raise RedactionRefused(f"the picture has more than {FRAMES} pages; split it first")
        yield frame


def _page(frame: Image.Image, wanted: Removal, eyes: Eyes | None) -> Image.Image:
    upright = ImageOps.exif_transpose(frame).convert("RGBA")
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A"))
    if eyes is not None:
        held = io.BytesIO()
        plain.save(held, "BMP")
        _paint(plain, held.getvalue(), wanted, eyes)
    return Image.fromarray(np.asarray(plain).copy())


def _paint(plain: Image.Image, content: bytes, wanted: Removal, eyes: Eyes) -> None:
    lines = [line for line in eyes(content) if line.place.box is not None]
    pen = ImageDraw.Draw(plain)
    for line, found in zip(lines, spans([line.text for line in lines], wanted), strict=True):
        box = line.place.box
        if found and box is not None:
            margin = (box[3] - box[1]) * MARGIN
            pen.rectangle(
                (box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin), fill="black"
            )
