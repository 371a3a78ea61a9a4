"""PDF without the strings: every page drawn anew as a picture with the places painted over.

A picture has no text, no fonts, no objects, no earlier versions: what is painted over is gone.
The price is that the copy cannot be searched; for release that is the safe side.
"""

import io

import pypdfium2
from PIL import Image, ImageDraw

from shoumi.screening.redaction.removal import RedactionRefused, Removal, spans
from shoumi.screening.source import Source
from shoumi.screening.walk import Eyes

DOTS = 150
POINTS = 72
MARGIN = 1.5  # points around each character: accents and slanted strokes
QUALITY = 80


def redacted(source: Source, wanted: Removal, eyes: Eyes | None) -> bytes:
    """A PDF of pictures. Raises RedactionRefused where it cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(bytes(source))
    except pypdfium2.PdfiumError as error:
        raise RedactionRefused(
            f"the PDF cannot be opened: {error}; open it with its password first"
        ) from error
    try:
        pages = [_page(document, number, wanted, eyes) for number in range(len(document))]
    finally:
        document.close()
    target = io.BytesIO()
    pages[0].save(
        target, "PDF", save_all=True, append_images=pages[1:], resolution=DOTS, quality=QUALITY
    )
    return target.getvalue()


def _page(
    document: pypdfium2.PdfDocument, number: int, wanted: Removal, eyes: Eyes | None
) -> Image.Image:
    page = document[number]
    text_page = page.get_textpage()
    picture: Image.Image = page.render(scale=DOTS / POINTS).to_pil().convert("RGB")
    pen = ImageDraw.Draw(picture)
    height = page.get_height()
    text = text_page.get_text_range()
    for start, end in spans([text], wanted)[0]:
        for position in range(start, min(end, text_page.count_chars())):
            left, bottom, right, top = text_page.get_charbox(position, loose=True)
            box = (left - MARGIN, height - top - MARGIN, right + MARGIN, height - bottom + MARGIN)
            pen.rectangle(tuple(edge * DOTS / POINTS for edge in box), fill="black")
    text_page.close()
    page.close()
    if eyes is not None:
        _paint_seen(picture, pen, wanted, eyes)
    return picture


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
