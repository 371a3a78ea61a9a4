"""What a tagged PDF says of its figures for people who cannot see them."""

from collections.abc import Iterator
from ctypes import create_string_buffer

import pypdfium2
import pypdfium2.raw as pdfium

from shoumi.screening.pieces import Layer, Passage, Place

READERS = (
    pdfium.FPDF_StructElement_GetAltText,
    pdfium.FPDF_StructElement_GetActualText,
    pdfium.FPDF_StructElement_GetExpansion,
)
MOST_ELEMENTS = 20_000


def captions(page: pypdfium2.PdfPage, place: Place) -> Iterator[Passage]:
    """Alternative texts of one page's elements, as deep as they go."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    count = pdfium.FPDF_StructTree_CountChildren(tree)
    waiting = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(count)]
    left = MOST_ELEMENTS
    while waiting and left:
        element = waiting.pop()
        left -= 1
        for read in READERS:
            text = _text(read, element) if element else ""
            if text.strip():
                yield Passage(text=text, layer=Layer.ALT_TEXT, place=place)
        inner = pdfium.FPDF_StructElement_CountChildren(element) if element else 0
        waiting += [pdfium.FPDF_StructElement_GetChildAtIndex(element, i) for i in range(inner)]
    pdfium.FPDF_StructTree_Close(tree)


def _text(read: object, element: object) -> str:
    length: int = read(element, None, 0)  # type: ignore[operator]  # a function of the library
    if length <= 2:
        return ""
    buffer = create_string_buffer(length)
    read(element, buffer, length)  # type: ignore[operator]  # … that has no types
    raw: bytes = buffer.raw
    return raw[: length - 2].decode("utf-16-le", "replace")
