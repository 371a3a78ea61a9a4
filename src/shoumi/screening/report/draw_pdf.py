"""Pages of a PDF as pictures, and where on them the findings stand."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from ctypes import c_double, c_int
from typing import TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from shoumi.screening.findings import Finding, Report
from shoumi.screening.formats.pdf import PICTURE_SIDE, RENDER_SCALE
from shoumi.screening.pieces import Layer
from shoumi.screening.report.sheets import (
    LONGEST_SIDE,
    MOST_BYTES,
    Sheet,
    Sheets,
    Spot,
    bounded,
    chosen,
)  # fmt: skip
from shoumi.screening.source import Source

Numbered: TypeAlias = tuple[int, Finding]
SCANNED = re.compile(r"page (\d+)")  # the name under which a page without text is read
FINE = 10  # steps in a point, where the library counts in whole steps
MARGIN = 1.0
QUALITY = 60


def draw(source: Source, report: Report) -> Sheets:
    """Every page upright and cropped as a reader shows it."""
    try:
        document = pypdfium2.PdfDocument(bytes(source))
    except pypdfium2.PdfiumError:
        return Sheets(failed=True)
    try:
        document.init_forms()
        return bounded(_sheets(document, _by_page(report)), len(document))
    except pypdfium2.PdfiumError:
        return Sheets(failed=True)
    finally:
        document.close()


def _by_page(report: Report) -> Mapping[int, Sequence[Numbered]]:
    found: defaultdict[int, list[Numbered]] = defaultdict(list)
    for number, finding in enumerate(report.findings):
        page = _page_of(finding)
        if page:
            found[page].append((number, finding))
    return found


def _page_of(finding: Finding) -> int:
    place = finding.place
    if not place.trail:
        return place.page
    scanned = SCANNED.fullmatch(place.trail[0]) if len(place.trail) == 1 else None
    return int(scanned[1]) if scanned and finding.layer is Layer.PICTURE_TEXT else 0


def _sheets(
    document: pypdfium2.PdfDocument, found: Mapping[int, Sequence[Numbered]]
) -> list[Sheet]:
    drawn: list[Sheet] = []
    for number in chosen(set(found), len(document)):
        drawn.append(_sheet(document, number, found.get(number, ())))
        if sum(len(sheet.content) for sheet in drawn) > MOST_BYTES:
            return drawn[:-1]
    return drawn


def _sheet(document: pypdfium2.PdfDocument, number: int, found: Sequence[Numbered]) -> Sheet:
    page = document[number - 1]
    width, height = page.get_size()
    picture: Image.Image = page.render(scale=LONGEST_SIDE / max(width, height, 1)).to_pil()
    held = io.BytesIO()
    picture.convert("RGB").save(held, "WEBP", quality=QUALITY, method=2)
    spots = tuple(_spots(page, found))
    page.close()
    return Sheet(number=number, width=width, height=height, content=held.getvalue(), spots=spots)


def _spots(page: pypdfium2.PdfPage, found: Sequence[Numbered]) -> Iterator[Spot]:
    text_page = page.get_textpage()
    scanned = not text_page.get_text_range().strip()
    for number, finding in found:
        if finding.place.trail and scanned:
            yield from _seen(page, number, finding)
        elif finding.layer is Layer.BODY and not finding.place.trail:
            yield from _written(page, text_page, number, finding)
    text_page.close()


def _seen(page: pypdfium2.PdfPage, number: int, finding: Finding) -> Iterator[Spot]:
    """A line of a page that was read as a picture: its pixels are those of the reader's picture."""
    box = finding.place.box
    if box:
        scale = min(RENDER_SCALE, PICTURE_SIDE / max(*page.get_size(), 1))
        left, top, right, bottom = (edge / scale for edge in box)
        yield Spot(finding=number, left=left, top=top, right=right, bottom=bottom)


def _written(
    page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, number: int, finding: Finding
) -> Iterator[Spot]:
    """One spot a line of print, so that a mark over two lines does not cover what is between."""
    first = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, finding.start)
    last = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, finding.end - 1)
    if first < 0 or last < first:
        return
    for line in range(pdfium.FPDFText_CountRects(text_page, first, last - first + 1)):
        left, top, right, bottom = c_double(), c_double(), c_double(), c_double()
        pdfium.FPDFText_GetRect(text_page, line, left, top, right, bottom)
        one = _as_shown(page, left.value - MARGIN, bottom.value - MARGIN)
        two = _as_shown(page, right.value + MARGIN, top.value + MARGIN)
        across, down = sorted((one[0], two[0])), sorted((one[1], two[1]))
        yield Spot(finding=number, left=across[0], top=down[0], right=across[1], bottom=down[1])


def _as_shown(page: pypdfium2.PdfPage, across: float, up: float) -> tuple[float, float]:
    """A point of the page's own space in points from the top left of what is shown of it."""
    width, height = (round(side * FINE) for side in page.get_size())
    x, y = c_int(), c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, across, up, x, y)
    return x.value / FINE, y.value / FINE
