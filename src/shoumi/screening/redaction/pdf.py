"""PDF without the strings: every page drawn anew as a picture with the places painted over.

A picture has no text, no fonts, no objects, no earlier versions: what is painted over is gone.
The price is that the copy cannot be searched; for release that is the safe side.
"""

import io
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

from shoumi.screening.redaction.drawn import Sheet, written
from shoumi.screening.redaction.removal import RedactionRefused, Removal, spans
from shoumi.screening.source import Source
from shoumi.screening.walk import Eyes

DOTS = 150
POINTS = 72
LARGEST_SIDE = 5000  # pixels: a poster is drawn coarser, not larger
MARGIN = 1.5  # points around each character: accents and slanted strokes


def redacted(source: Source, wanted: Removal, eyes: Eyes | None) -> bytes:
    """A PDF of pictures. Raises RedactionRefused where it cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(bytes(source))
    except pypdfium2.PdfiumError as error:
        raise RedactionRefused(
            f"the PDF cannot be opened: {error}; open it with its password first"
        ) from error
    try:
        if not len(document):
            raise RedactionRefused("the PDF has no page; there is nothing to hand out")
        return written(_sheets(document, wanted, eyes))
    except pypdfium2.PdfiumError as error:
        raise RedactionRefused(f"a page of the PDF is damaged: {error}") from error
    finally:
        document.close()


def _sheets(document: pypdfium2.PdfDocument, wanted: Removal, eyes: Eyes | None) -> Iterator[Sheet]:
    for number in range(len(document)):
        page = document[number]
        pdfium.FPDFPage_Flatten(
            page, pdfium.FLAT_NORMALDISPLAY
        )  # what notes and fields show becomes text of the page, and is looked at
        page.close()
        page = document[number]
        width, height = page.get_size()
        scale = min(DOTS / POINTS, LARGEST_SIDE / max(width, height, 1))
        picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        pen = ImageDraw.Draw(picture)
        _paint_written(page, pen, wanted, scale)
        page.close()
        if eyes is not None:
            _paint_seen(picture, pen, wanted, eyes)
        yield Sheet(picture=picture, width=width, height=height)


def _paint_written(
    page: pypdfium2.PdfPage, pen: ImageDraw.ImageDraw, wanted: Removal, scale: float
) -> None:
    """Characters one by one: their numbers and a page's text as a whole may not agree."""
    text_page = page.get_textpage()
    points = [
        pdfium.FPDFText_GetUnicode(text_page, position)
        for position in range(text_page.count_chars())
    ]
    text = "".join(chr(point) if 0 < point <= 0x10FFFF else "\ufffd" for point in points)  # noqa: PLR2004 -- the last code point
    for start, end in spans([text], wanted)[0]:
        for position in range(start, end):
            box = text_page.get_charbox(position, loose=True)
            pen.rectangle(_on_picture(page, box, scale), fill="black")
    text_page.close()


def _on_picture(
    page: pypdfium2.PdfPage, box: tuple[float, float, float, float], scale: float
) -> tuple[float, float, float, float]:
    """A box of the page's own space as drawn: crop box and turning of the page included."""
    left, bottom, right, top = box
    width, height = page.get_size()
    sides = (round(width * scale), round(height * scale))
    corners = []
    for across, up in ((left - MARGIN, bottom - MARGIN), (right + MARGIN, top + MARGIN)):
        x, y = pdfium.c_int(), pdfium.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, *sides, 0, across, up, x, y)
        corners.append((x.value, y.value))
    (one, two), (three, four) = corners
    return (min(one, three), min(two, four), max(one, three), max(two, four))


def _paint_seen(
    picture: Image.Image, pen: ImageDraw.ImageDraw, wanted: Removal, eyes: Eyes
) -> None:
    """What is drawn and not written: scanned pages, stamps, pictures on the page."""
    held = io.BytesIO()
    picture.save(held, "BMP")
    lines = [line for line in eyes(held.getvalue()) if line.place.box is not None]
    for line, found in zip(lines, spans([line.text for line in lines], wanted), strict=True):
        if found and line.place.box is not None:
            left, top, right, bottom = line.place.box
            margin = (bottom - top) / 4
            pen.rectangle(
                (left - margin, top - margin, right + margin, bottom + margin), fill="black"
            )
