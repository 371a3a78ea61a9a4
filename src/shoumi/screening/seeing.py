"""Reads pictures: marks' zone at the head of the page first, then the rest. Offline."""

import warnings
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

import numpy as np
from PIL import Image, ImageOps, ImageSequence
from rapidocr import RapidOCR
from rapidocr.ch_ppocr_rec.typings import TextRecOutput
from rapidocr.utils.output import RapidOCROutput

from shoumi.screening.looks import Pixels, laid_flat, looks
from shoumi.screening.pieces import Layer, Passage, Place
from shoumi.screening.source import opened

Box: TypeAlias = tuple[float, float, float, float]
LARGEST = (2000, 3200)  # width and height; the engine itself makes wider pieces narrower
STRIP = 850_000  # pixels at a time: a page read whole takes 740 MB
STRIP_LEAST = 480  # lower strips the engine would enlarge again
OVERLAP = 96  # no line of print is higher
EVEN = 40  # shades within a row between lines: paper and its grain
PIXEL_BOUND = 80_000_000
LEAST_SIDE = 24
SLENDER = 4  # times as long as wide: the engine would enlarge it many times over
UPRIGHT = 2.2  # as high as that many times its width: letters stand one below another
FRAMES = 200
ORIENTATION = 0x0112
PARAMETERS = {
    "Global.use_cls": False,
    "Global.log_level": "error",
    "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
    "Det.limit_side_len": STRIP_LEAST,
    "Rec.rec_batch_num": 1,  # several lines together take 200 MB more, and longer
}


@cache
def _engine() -> RapidOCR:
    """Loaded once a process. The orientation classifier stays off: it loses long lines."""
    return RapidOCR(params=PARAMETERS)


def see(content: bytes) -> Iterator[Passage]:
    """Lines from top to bottom; `box` is in pixels of the picture as it is meant to be looked at.

    A picture of several pages gives each line its page. What a picture hides under transparent
    points, seals and bars is looked at too.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of size; the bound below decides
        picture = Image.open(opened(content))
    if picture.width * picture.height > PIXEL_BOUND or min(picture.size) < LEAST_SIDE:
        return
    several = getattr(picture, "n_frames", 1) > 1
    for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
        if number > FRAMES:
            return
        for layer in _layers(frame.copy() if several else frame):
            small, scale = _small(layer)
            for line in _page(small, scale):
                place = Place(page=number if several else 0, box=line.place.box)
                yield Passage(text=line.text, layer=Layer.PICTURE_TEXT, place=place)


def _layers(frame: Image.Image) -> Iterator[Image.Image]:
    """What shows on white paper; where points are transparent, also what stands under them.

    A plain picture is given on as it is: three copies of a large scan would not fit a worker.
    """
    if "A" not in frame.getbands() and "transparency" not in frame.info:
        yield frame if frame.mode in {"RGB", "L"} else frame.convert("RGB")
        return
    full = frame.convert("RGBA")
    alpha = full.getchannel("A")
    shown = Image.new("RGB", full.size, "white")
    shown.paste(full, mask=alpha)
    yield _turned_like(shown, frame)
    if alpha.getextrema() != (255, 255):
        yield _turned_like(full.convert("RGB"), frame)


def _turned_like(picture: Image.Image, frame: Image.Image) -> Image.Image:
    picture.getexif()[ORIENTATION] = frame.getexif().get(ORIENTATION, 1)
    return picture


def _small(picture: Image.Image) -> tuple[Image.Image, float]:
    """The picture upright and of a size to read, and by how much it was larger."""
    width = picture.width
    picture.thumbnail(LARGEST)
    scale = width / picture.width
    if picture.getexif().get(ORIENTATION, 1) != 1:
        picture = ImageOps.exif_transpose(picture)
    return picture if picture.mode == "RGB" else picture.convert("RGB"), scale


def _page(frame: Image.Image, scale: float) -> Iterator[Passage]:
    pixels = np.asarray(frame)[:, :, ::-1]
    seen: list[Passage] = []
    for top, bottom in _strips(pixels, max(STRIP // frame.width, STRIP_LEAST)):
        strip = np.ascontiguousarray(pixels[top:bottom])
        for look in looks(strip):
            for line in _lines(look.pixels, scale, look.left, top + look.top):
                if not _again(line, seen):
                    seen.append(line)
                    yield line


def _strips(pixels: Pixels, high: int) -> Iterator[tuple[int, int]]:
    """Top and bottom of each strip, cut between lines of print; where there is no gap they overlap.

    A line that is cut would be read twice, and wrongly once.
    """
    height, top = pixels.shape[0], 0
    while height - top > high + OVERLAP:
        rows = pixels[top + high - 2 * OVERLAP : top + high]
        even = np.flatnonzero(np.ptp(rows, axis=1).max(axis=1) < EVEN)
        bottom = top + high - 2 * OVERLAP + int(even[-1]) if even.size else top + high
        yield top, bottom
        top = bottom if even.size else bottom - OVERLAP
    yield top, height


def _again(line: Passage, seen: list[Passage]) -> bool:
    """Whether the strip above, or another look at this one, has read this line already."""
    box = line.place.box
    return box is not None and any(
        other.text == line.text and _covers(other.place.box, box) for other in seen[-60:]
    )


def _covers(other: Box | None, box: Box) -> bool:
    if other is None:
        return False
    middle = (box[1] + box[3]) / 2
    return other[1] <= middle <= other[3] and other[0] < box[2] and box[0] < other[2]


def _lines(pixels: Pixels, scale: float, left: int, top: int) -> Iterator[Passage]:
    ground = _on_ground(pixels)
    result = _engine()(ground, use_det=True, use_rec=True)
    if not isinstance(result, RapidOCROutput) or result.txts is None or result.boxes is None:
        return
    for text, corners in zip(result.txts, result.boxes, strict=True):
        across = [float(corner[0]) for corner in corners]
        down = [float(corner[1]) for corner in corners]
        edges = (min(across), min(down), max(across), max(down))
        if edges[3] - edges[1] > UPRIGHT * (edges[2] - edges[0]):
            text = _upright(ground, edges) or text  # noqa: PLW2901 -- the same line, read rightly
        box = (
            round((edges[0] + left) * scale, 1),
            round((edges[1] + top) * scale, 1),
            round((edges[2] + left) * scale, 1),
            round((edges[3] + top) * scale, 1),
        )
        yield Passage(text=text, layer=Layer.PICTURE_TEXT, place=Place(box=box))


def _on_ground(pixels: Pixels) -> Pixels:
    """A slender piece in the corner of a ground of its own colour."""
    height, width = pixels.shape[:2]
    least = max(height, width) // SLENDER
    if min(height, width) >= least:
        return np.ascontiguousarray(pixels)
    colour = np.median(pixels.reshape(-1, 3), axis=0).astype(np.uint8)
    ground = np.empty((max(height, least), max(width, least), 3), np.uint8)
    ground[:] = colour
    ground[:height, :width] = pixels
    return ground


def _upright(pixels: Pixels, edges: Box) -> str:
    left, top, right, bottom = (round(edge) for edge in edges)
    column = pixels[max(top, 0) : bottom, max(left, 0) : right]
    if not column.size:
        return ""
    result = _engine()(laid_flat(column), use_det=False, use_rec=True)
    return "".join(result.txts or ()) if isinstance(result, TextRecOutput) else ""
