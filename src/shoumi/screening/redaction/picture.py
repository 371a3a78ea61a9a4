"""Pictures without the strings: painted over in the pixels, written anew without metadata."""

import io

import numpy as np
from PIL import Image, ImageDraw

from shoumi.screening.redaction.removal import Removal, spans
from shoumi.screening.source import opened
from shoumi.screening.walk import Eyes

MARGIN = 0.35  # of a line's height: boxes of a reader of pictures are tight


def redacted(content: bytes, wanted: Removal, eyes: Eyes | None) -> bytes:
    """The same kind of picture, its pixels only. Without eyes only metadata can be removed."""
    picture = Image.open(opened(content))
    kind = picture.format or "PNG"
    plain = picture.convert("RGB")
    if eyes is not None:
        _paint(plain, content, wanted, eyes)
    fresh = Image.fromarray(np.asarray(plain).copy())
    target = io.BytesIO()
    fresh.save(target, kind if kind in {"PNG", "JPEG", "BMP", "TIFF", "WEBP"} else "PNG")
    return target.getvalue()


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
