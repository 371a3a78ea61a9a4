"""PDF: the text of every page, and what stands beside the pages."""

import re
from collections.abc import Iterator, Sequence
from ctypes import create_string_buffer
from itertools import chain

import pypdfium2
import pypdfium2.raw as pdfium

from shoumi.screening.formats.pdf_strings import loose
from shoumi.screening.formats.pdf_tags import captions
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Passage, Piece, Pieces, Place, Why
from shoumi.screening.source import Source

Box = tuple[float, float, float, float]
RENDER_SCALE = 2.0  # 144 dots an inch: small print stays legible, a page stays below 10 MB
PICTURE_SIDE = 3000
EARLIER = 4
XMP = re.compile(rb"<x:xmpmeta.{0,200000}?</x:xmpmeta>", re.DOTALL)
TAGS = re.compile(r"<[^>]*>")


def read(source: Source, *, limits: Limits) -> Pieces:
    """Pages in order; a page that is only a picture is given on as a picture."""
    content = bytes(source)
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        why = Why.ENCRYPTED if "assword" in str(error) else Why.DAMAGED
        yield unopened(why, "the PDF")
        return
    told: set[str] = set()
    try:
        for piece in chain(_pages(document, limits), _beside(document, content, limits)):
            if isinstance(piece, Passage) and piece.layer is not Layer.BODY:
                told.add(piece.text.strip())
            yield piece
    finally:
        document.close()
    for text in loose(content):
        if text.strip() not in told:
            told.add(text.strip())
            yield Passage(text=text, layer=Layer.MARKUP, place=Place(part="objects"))


def _pages(document: pypdfium2.PdfDocument, limits: Limits) -> Iterator[Piece]:
    tagged = pdfium.FPDFCatalog_IsTagged(document)
    for number in range(min(len(document), limits.pages)):
        page = document[number]
        text_page = page.get_textpage()
        text = text_page.get_text_range()
        place = Place(page=number + 1)
        if text.strip():
            yield Passage(text=text, layer=Layer.BODY, place=place)
        elif pdfium.FPDFPage_CountObjects(page):
            yield Enclosed(
                name=f"page {number + 1}",
                content=_picture(page),
                layer=Layer.PICTURE_TEXT,
                place=place,
            )
        yield from _annotations(page, place)
        if tagged:
            yield from captions(page, place)
        text_page.close()
        page.close()
    if len(document) > limits.pages:
        yield unopened(Why.TOO_MANY, f"page {limits.pages + 1}")


def _picture(page: pypdfium2.PdfPage) -> bytes:
    """The page as an uncompressed bitmap file (BMP), small enough for any limit."""
    side = max(page.get_size())
    scale = min(RENDER_SCALE, PICTURE_SIDE / max(side, 1))
    bitmap = page.render(scale=scale, rev_byteorder=False)
    height, stride = bitmap.height, bitmap.stride
    pixels: bytes = bytes(bitmap.buffer)
    bits = 8 * bitmap.n_channels
    head = b"BM" + (54 + len(pixels)).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little")
    shape = (
        (40).to_bytes(4, "little")
        + (stride // bitmap.n_channels).to_bytes(4, "little")
        + (-height).to_bytes(4, "little", signed=True)
    )
    picture: bytes = (
        head + shape + (1).to_bytes(2, "little") + bits.to_bytes(2, "little") + bytes(24) + pixels
    )
    return picture


def _annotations(page: pypdfium2.PdfPage, place: Place) -> Iterator[Passage]:
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        widget = pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET
        for key in (b"Contents", b"T", b"Subj", b"V", b"TU", b"RC"):
            text = _string(annotation, key)
            if text.strip():
                yield Passage(
                    text=text, layer=Layer.FORM_FIELD if widget else Layer.ANNOTATION, place=place
                )
        pdfium.FPDFPage_CloseAnnot(annotation)


def _string(annotation: object, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if length <= 2:
        return ""
    buffer = create_string_buffer(length)
    wide = (pdfium.FPDF_WCHAR * (length // 2)).from_buffer(buffer)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, wide, length)
    raw: bytes = buffer.raw
    return raw[: length - 2].decode("utf-16-le", "replace")


def _beside(document: pypdfium2.PdfDocument, content: bytes, limits: Limits) -> Iterator[Piece]:
    for key, value in document.get_metadata_dict(skip_empty=True).items():
        yield Passage(text=value, layer=Layer.PROPERTIES, place=Place(part=f"Info/{key}"))
    for packet in XMP.findall(content):
        text = TAGS.sub("\n", packet.decode("utf-8", "replace"))
        yield Passage(
            text=re.sub(r"\s*\n\s*", "\n", text).strip(),
            layer=Layer.PROPERTIES,
            place=Place(part="XMP"),
        )
    for entry in document.get_toc(max_depth=8):
        title = entry.get_title() if hasattr(entry, "get_title") else entry.title
        if title:
            yield Passage(text=title, layer=Layer.PROPERTIES, place=Place(part="Outlines"))
    for number in range(min(document.count_attachments(), limits.members)):
        attachment = document.get_attachment(number)
        yield Enclosed(
            name=attachment.get_name(), content=bytes(attachment.get_data()), layer=Layer.ATTACHMENT
        )
    yield from _earlier(content)


def _earlier(content: bytes) -> Iterator[Enclosed]:
    """Versions that later saves only appended to: their text is still in the file."""
    if b"/Linearized" in content[:2048]:
        return
    ends = [match.end() for match in re.finditer(rb"startxref\s+\d+\s+%%EOF", content)]
    for number, end in enumerate(ends[:-1][:EARLIER], start=1):
        yield Enclosed(
            name=f"earlier version {number}", content=content[:end] + b"\n", layer=Layer.DELETED
        )


def boxes(source: Source, spans: Sequence[tuple[int, int, int]]) -> list[Box | None]:
    """For (page, first, end) characters: left, top, right, bottom in points from the top left."""
    document = pypdfium2.PdfDocument(bytes(source))
    try:
        return [_box(document, *span) for span in spans]
    finally:
        document.close()


def _box(document: pypdfium2.PdfDocument, number: int, start: int, end: int) -> Box | None:
    page = document[number - 1]
    height = page.get_height()
    text_page = page.get_textpage()
    edges = [text_page.get_charbox(i) for i in range(start, min(end, text_page.count_chars()))]
    solid = [edge for edge in edges if edge[2] > edge[0]]
    text_page.close()
    page.close()
    if not solid:
        return None
    return (
        round(min(e[0] for e in solid), 1), round(height - max(e[3] for e in solid), 1),
        round(max(e[2] for e in solid), 1), round(height - min(e[1] for e in solid), 1),
    )  # fmt: skip
