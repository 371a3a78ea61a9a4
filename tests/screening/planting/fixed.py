"""PDF files written by hand, with marks where no page shows them; and files in office files."""

import io
import zlib

from tests.screening.planting import others
from tests.screening.planting.marks import Planted, mark
from tests.screening.planting.office import W, para, run, zipped
from tests.screening.planting.old import binary
from tests.screening.planting.old.compound import compound, packaged


def said(words: str) -> str:
    """A text as PDF writes it outside of pages."""
    return f"<{(chr(0xFEFF) + words).encode('utf-16-be').hex()}>"


def stream(content: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(content)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode {entries} >>"
    return head.encode() + b"\nstream\n" + packed + b"\nendstream"


def written(objects: dict[int, bytes], trailer: str, *, before: bytes = b"%PDF-1.7\n") -> bytes:
    """A file of these objects, or what a later save appends to `before`."""
    target, places = io.BytesIO(), {}
    target.write(before)
    for number, body in objects.items():
        places[number] = target.tell()
        target.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    table = target.tell()
    target.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        target.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    target.write(f"trailer\n<< {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode())
    return target.getvalue()


def _page_font(words: str) -> tuple[bytes, bytes]:
    """A page's commands that draw the words with codes of their own, and the map of the codes."""
    letters = {letter: code for code, letter in enumerate(dict.fromkeys(words), start=1)}
    codes = "".join(f"{letters[letter]:04x}" for letter in words)
    pairs = "\n".join(f"<{code:04x}> <{ord(letter):04x}>" for letter, code in letters.items())
    mapped = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )
    return f"BT /F1 20 Tf 3 Tr 50 700 Td <{codes}> Tj ET".encode(), mapped.encode()


def _objects(shown: str) -> dict[int, bytes]:
    page, mapped = _page_font(shown)
    texts = {
        1: "<< /Type /Catalog /Pages 2 0 R /Outlines 10 0 R /AcroForm << /Fields [12 0 R] >> /MarkInfo << /Marked true >>"
        " /StructTreeRoot 13 0 R /Names << /JavaScript << /Names [(a) 15 0 R] >> >> /Metadata 16 0 R /OCProperties << /OCGs [17 0 R] /D << /OFF [17 0 R] >> >> >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [12 0 R 18 0 R] /StructParents 0"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        5: "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>",
        6: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 7 0 R >>",
        7: "<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
        9: f"<< /Title {said(mark(2))} /Author (a) >>",
        10: "<< /Type /Outlines /First 11 0 R /Last 11 0 R /Count 1 >>",
        11: f"<< /Title {said(mark(3))} /Parent 10 0 R /Dest [3 0 R /Fit] >>",
        12: f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (field) /TU {said(mark(4))} /V {said(mark(5))} /Rect [50 50 200 70] /P 3 0 R >>",
        13: "<< /Type /StructTreeRoot /K [14 0 R] /ParentTree << /Nums [0 [14 0 R]] >> >>",
        14: f"<< /Type /StructElem /S /Figure /P 13 0 R /Pg 3 0 R /K 0 /Alt {said(mark(6))} /ActualText {said(mark(7))} >>",
        15: f"<< /S /JavaScript /JS {said(f'app.alert(1) // {mark(8)}')} >>",
        17: f"<< /Type /OCG /Name {said(mark(9))} >>",
        18: f"<< /Type /Annot /Subtype /FreeText /Contents {said(mark(10))} /Rect [0 0 9 9] /F 2 >>",
    }  # fmt: skip
    packet = f"<x:xmpmeta><dc:title>{mark(11)}</dc:title></x:xmpmeta>".encode()
    marked = b"/Figure << /MCID 0 >> BDC " + page + b" EMC"
    return {
        **{number: text.encode() for number, text in texts.items()},
        4: stream(marked),
        8: stream(mapped),
        16: b"<< /Type /Metadata /Subtype /XML /Length %d >>\nstream\n" % len(packet) + packet + b"\nendstream",
    }  # fmt: skip


def pdf() -> Planted:
    """A page of text that is not painted, and marks beside it; an earlier save said another."""
    trailer = "/Size 19 /Root 1 0 R /Info 9 0 R"
    first = written(_objects(f"正文{mark(12)}"), trailer)
    now, mapped = _page_font(f"正文{mark(1)}")
    changed = {4: stream(b"/Figure << /MCID 0 >> BDC " + now + b" EMC"), 8: stream(mapped)}
    before = first.rindex(b"startxref")
    table = int(first[before:].split()[1])
    return Planted(
        name="pdf by hand",
        content=written(changed, f"{trailer} /Prev {table}", before=first),
        layers={
            "body": {1},
            "properties": {2, 3, 11},
            "form-field": {4, 5},
            "alt-text": {6, 7},
            "markup": {8, 9},
            "annotation": {10},
            "deleted": {12},
        },
    )


def enclosing() -> Planted:
    """A document that holds a workbook, a PDF, macros, an old object and an archive of a mail."""
    body = f"<w:document {W}><w:body>{para(run('正文'))}</w:body></w:document>"
    mail = zipped({"m.eml": others.eml().content})
    macros = compound({"VBA": {"M": binary.module(f"' {mark(41)}")}})
    wrapped = compound({"\x01Ole10Native": packaged("a.txt", mark(42).encode())})
    return Planted(
        name="docm with files",
        content=zipped(
            {
                "word/document.xml": body,
                "word/vbaProject.bin": macros,
                "word/embeddings/oleObject1.bin": wrapped,
                "word/embeddings/Book1.xlsx": others.xlsx().content,
                "word/embeddings/a.pdf": others.pdf().content,
                "word/embeddings/b.zip": mail,
                "word/media/image1.jpeg": others.picture().content,
            }
        ),
        layers={
            "markup": {41},
            "embedded": {1, 3, 11, 42},
            "attachment": {4, 7, 8},
            "hidden-sheet": {8, 9},
            "exif": {2},
            "annotation": {5},
        },
    )
