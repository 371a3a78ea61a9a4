"""Reads pictures: marks' zone at the head of the page first, then the rest. Offline."""

import warnings
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from rapidocr import RapidOCR
from rapidocr.utils.output import RapidOCROutput

from shoumi.screening.pieces import Layer, Passage, Place
from shoumi.screening.source import opened

Box: TypeAlias = tuple[float, float, float, float]
LARGEST_SIDE = 3200
STRIP = (
    940  # a page read whole takes 740 MB, in strips 505; narrower strips are enlarged and slower
)
OVERLAP = 96  # no line of print is higher
PIXEL_BOUND = 80_000_000
LEAST_SIDE = 24
PARAMETERS = {
    "Global.use_cls": False,
    "Global.log_level": "error",
    "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
}


@cache
def _engine() -> RapidOCR:
    """Loaded once a process. The orientation classifier stays off: it loses long lines."""
    return RapidOCR(params=PARAMETERS)


def see(content: bytes) -> Iterator[Passage]:
    """Lines from top to bottom; `box` is in pixels of the picture."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of size; the bound below decides
        picture = Image.open(opened(content))
    if picture.width * picture.height > PIXEL_BOUND or min(picture.size) < LEAST_SIDE:
        return
    frame = picture.convert("RGB")
    frame.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    scale = picture.width / frame.width
    pixels = np.asarray(frame)[:, :, ::-1]
    seen: list[Passage] = []
    for top in range(0, max(frame.height - OVERLAP, 1), STRIP - OVERLAP):
        for line in _lines(np.ascontiguousarray(pixels[top : top + STRIP]), scale, top):
            if not _again(line, seen, (top + OVERLAP) * scale):
                seen.append(line)
                yield line


def _again(line: Passage, seen: list[Passage], until: float) -> bool:
    """Whether the strip above has read this line already."""
    box = line.place.box
    return (
        box is not None and box[1] < until and any(_covers(other.place.box, box) for other in seen)
    )


def _covers(other: Box | None, box: Box) -> bool:
    if other is None:
        return False
    middle = (box[1] + box[3]) / 2
    return other[1] <= middle <= other[3] and other[0] < box[2] and box[0] < other[2]


def _lines(pixels: NDArray[np.uint8], scale: float, top: int) -> Iterator[Passage]:
    result = _engine()(pixels)
    if not isinstance(result, RapidOCROutput) or result.txts is None or result.boxes is None:
        return
    for text, corners in zip(result.txts, result.boxes, strict=True):
        across = [float(corner[0]) * scale for corner in corners]
        down = [(float(corner[1]) + top) * scale for corner in corners]
        box = (
            round(min(across), 1),
            round(min(down), 1),
            round(max(across), 1),
            round(max(down), 1),
        )
        yield Passage(text=text, layer=Layer.PICTURE_TEXT, place=Place(box=box))
