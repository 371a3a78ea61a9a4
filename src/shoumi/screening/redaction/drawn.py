"""A PDF of pictures, written by hand: nothing stands in it but what is written here."""

import io
from collections.abc import Iterable

import msgspec
from PIL import Image

QUALITY = 80


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One page: its picture, and its size in points."""

    picture: Image.Image
    width: float
    height: float


def written(sheets: Iterable[Sheet]) -> bytes:
    """Pages are taken one at a time, so that a long document never stands in memory whole."""
    target = io.BytesIO()
    places: dict[int, int] = {}
    target.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    pages: list[int] = []
    for number, sheet in enumerate(sheets):
        first = 3 + 3 * number
        pages.append(first)
        _put(target, places, first, _page(sheet, first))
        _put(target, places, first + 1, _drawing(sheet))
        _put(target, places, first + 2, _picture(sheet.picture))
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    _put(target, places, 1, b"<< /Type /Catalog /Pages 2 0 R >>")
    _put(target, places, 2, b"<< /Type /Pages /Count %d /Kids [ %s ] >>" % (len(pages), kids))
    _end(target, places)
    return target.getvalue()


def _page(sheet: Sheet, number: int) -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 %.2f %.2f ] /Contents %d 0 R"
        b" /Resources << /XObject << /Page %d 0 R >> >> >>"
    ) % (sheet.width, sheet.height, number + 1, number + 2)


def _drawing(sheet: Sheet) -> bytes:
    return _stream(b"", b"q %.2f 0 0 %.2f 0 0 cm /Page Do Q" % (sheet.width, sheet.height))


def _picture(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=QUALITY)
    head = (
        b"/Type /XObject /Subtype /Image /ColorSpace /DeviceRGB /BitsPerComponent 8"
        b" /Filter /DCTDecode /Width %d /Height %d"
    ) % picture.size
    return _stream(head, held.getvalue())


def _stream(head: bytes, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (head, len(content), content)


def _put(target: io.BytesIO, places: dict[int, int], number: int, content: bytes) -> None:
    places[number] = target.tell()
    target.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))


def _end(target: io.BytesIO, places: dict[int, int]) -> None:
    start = target.tell()
    target.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    rows = (b"%010d 00000 n \n" % places[number] for number in sorted(places))
    target.writelines(rows)
    target.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(places) + 1))
    target.write(b"startxref\n%d\n%%%%EOF\n" % start)
