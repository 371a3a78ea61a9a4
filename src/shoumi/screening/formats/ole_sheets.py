"""Excel 5 to 2003 and WPS Spreadsheets: cells, and what stands around and behind them."""

import struct
from collections.abc import Iterator
from struct import unpack, unpack_from

import msgspec

from shoumi.screening.formats.biff import (
    BOF,
    CODEPAGE,
    CODEPAGES,
    EOF,
    LOCKED,
    WIDE_STRINGS,
    Record,
    Strings,
    long_string,
    records,
    short_string,
    string,
)
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.pieces import Layer, Passage, Piece, Place, Why

SHEET, SHARED, SHARED_CELL, LABEL, RICH_LABEL, RESULT = 0x85, 0xFC, 0xFD, 0x204, 0xD6, 0x207
NUMBER, SHORT_NUMBER, SHORT_NUMBERS, FORMULA = 0x203, 0x27E, 0xBD, 0x06
ROW, COLUMNS, HEADER, FOOTER = 0x208, 0x7D, 0x14, 0x15
OBJECT, TEXT, NOTE, CHOICE, NAMED = 0x5D, 0x1B6, 0x1C, 0x1BE, 0x18
ROW_HIDDEN, NOTE_OBJECT, SHORTEST_NUMBER = 0x20, 0x19, 6
QUOTED = b"\x17"  # a text in a formula


class _Book(msgspec.Struct, kw_only=True):
    wide_strings: bool = True
    encoding: str = "gb18030"
    shared: list[str] = []
    used: set[int] = set()
    sheets: dict[int, tuple[str, bool]] = {}


class _Sheet(msgspec.Struct, kw_only=True):
    """What was met so far of one sheet. Rows stand before their cells."""

    name: str
    hidden: bool
    rows: set[int] = set()
    columns: list[tuple[int, int]] = []
    cell: tuple[int, int] = (0, 0)
    note: bool = False


def pieces(stream: bytes) -> Iterator[Piece]:
    """Sheets in the order in which they stand, hidden ones too; then strings that no cell shows."""
    book, sheet = _Book(), _Sheet(name="", hidden=False)
    deep = 0
    for record in records(stream):
        if record.kind == LOCKED:
            yield unopened(Why.ENCRYPTED, "the workbook")
            return
        try:
            if record.kind == BOF:
                deep += 1
                book.wide_strings = unpack_from("<H", record.body)[0] >= WIDE_STRINGS
                name, hidden = book.sheets.get(record.at, (sheet.name, sheet.hidden))
                if deep == 1:
                    sheet = _Sheet(name=name, hidden=hidden)
            elif record.kind == EOF:
                deep = max(deep - 1, 0)
            else:
                yield from _record(record, book, sheet)
        except (struct.error, IndexError):
            yield unopened(Why.DAMAGED, "a record of the workbook", Place(sheet=sheet.name))
    for number, text in enumerate(book.shared):
        if number not in book.used and text.strip():
            yield Passage(text=text, layer=Layer.HIDDEN_TEXT, place=Place(paragraph=number + 1))


def _record(record: Record, book: _Book, sheet: _Sheet) -> Iterator[Passage]:
    kind, body = record.kind, record.body
    if kind == CODEPAGE:
        book.encoding = CODEPAGES.get(unpack_from("<H", body)[0], "gb18030")
    elif kind == SHEET:
        yield _listed(body, book)
    elif kind == SHARED:
        book.shared.extend(_shared(record))
    elif kind in {ROW, COLUMNS}:
        _concealed(kind, body, sheet)
    elif kind in {HEADER, FOOTER}:
        layer = Layer.HEADER if kind == HEADER else Layer.FOOTER
        read = long_string if book.wide_strings else short_string
        text = read(body, book.encoding, wide_strings=book.wide_strings)
        yield from _said(text, layer, sheet)
    elif kind in {OBJECT, TEXT, NOTE, CHOICE, NAMED}:
        yield from _beside(record, book, sheet)
    else:
        yield from _cell(kind, body, book, sheet)


def _shared(record: Record) -> Iterator[str]:
    strings = Strings(parts=record.parts)
    strings.skip(8)
    while not strings.done():
        yield strings.next()


def _concealed(kind: int, body: bytes, sheet: _Sheet) -> None:
    """Rows and columns that do not show."""
    if kind == ROW:
        if unpack_from("<H", body, 12)[0] & ROW_HIDDEN:
            sheet.rows.add(unpack_from("<H", body)[0])
        return
    first, last, _, _, flags = unpack_from("<HHHHH", body)
    if flags & 1:
        sheet.columns.append((first, last))


def _listed(body: bytes, book: _Book) -> Passage:
    """A sheet's name and whether it is hidden, by the place where it begins."""
    place, state = unpack_from("<IB", body)
    name = short_string(body[6:], book.encoding, wide_strings=book.wide_strings)
    book.sheets[place] = (name, state & 3 != 0)
    layer = Layer.HIDDEN_SHEET if state & 3 else Layer.BODY
    return Passage(text=name, layer=layer, place=Place(sheet=name))


def _beside(record: Record, book: _Book, sheet: _Sheet) -> Iterator[Passage]:
    """Boxes and notes: an object says which of the two the text behind it belongs to."""
    kind, body = record.kind, record.body
    if kind == OBJECT:
        sheet.note = len(body) >= 6 and unpack_from("<H", body, 4)[0] == NOTE_OBJECT
    elif kind == TEXT and len(record.parts) > 1:
        text = string(record.parts[1], unpack_from("<H", body, 10)[0])
        yield from _said(text, Layer.COMMENT if sheet.note else Layer.TEXT_BOX, sheet)
    elif kind == NOTE:
        author = long_string(body[8:], book.encoding, wide_strings=book.wide_strings)
        text = author if book.wide_strings else body[6:].decode(book.encoding, "replace")
        yield from _said(text, Layer.COMMENT, sheet)
    elif kind == CHOICE:
        strings = Strings(parts=(body[4:],))
        for _ in range(4):  # prompts and errors, each with a title
            yield from _said(strings.next(), Layer.FORM_FIELD, sheet)
        strings.skip(4)
        listed = strings.rest()
        if listed[:1] == QUOTED:
            items = string(listed[2:], listed[1]).replace("\0", "\n")
            yield from _said(items, Layer.FORM_FIELD, sheet)
    elif kind == NAMED and len(body) > 14:
        yield from _said(string(body[14:], body[3]), Layer.MARKUP, sheet)


def _cell(kind: int, body: bytes, book: _Book, sheet: _Sheet) -> Iterator[Passage]:
    if kind in {SHARED_CELL, LABEL, RICH_LABEL, NUMBER, SHORT_NUMBER, SHORT_NUMBERS, FORMULA}:
        sheet.cell = unpack_from("<HH", body)
    if kind == SHARED_CELL:
        number = unpack_from("<I", body, 6)[0]
        book.used.add(number)
        text = book.shared[number]
    elif kind in {LABEL, RICH_LABEL}:
        text = long_string(body[6:], book.encoding, wide_strings=book.wide_strings)
    elif kind == RESULT:
        text = long_string(body, book.encoding, wide_strings=book.wide_strings)
    elif kind == NUMBER or (kind == FORMULA and body[12:14] != b"\xff\xff"):
        text = _digits(unpack_from("<d", body, 6)[0])
    elif kind == SHORT_NUMBER:
        text = _digits(_short(unpack_from("<I", body, 6)[0]))
    elif kind == SHORT_NUMBERS:
        values = (unpack_from("<I", body, 6 + 6 * i)[0] for i in range((len(body) - 6) // 6))
        text = " ".join(filter(None, (_digits(_short(value)) for value in values)))
    else:
        return
    row, column = sheet.cell
    hidden = row in sheet.rows or any(low <= column <= high for low, high in sheet.columns)
    yield from _said(text, Layer.HIDDEN_ROW if hidden else Layer.BODY, sheet, cell=True)


def _said(text: str, layer: Layer, sheet: _Sheet, *, cell: bool = False) -> Iterator[Passage]:
    if not text.strip("\x00 "):
        return
    place = Place(sheet=sheet.name)
    if cell:
        row, column = sheet.cell
        place = Place(sheet=sheet.name, cell=f"{letters(column)}{row + 1}")
    if sheet.hidden and layer in {Layer.BODY, Layer.HIDDEN_ROW}:
        layer = Layer.HIDDEN_SHEET
    yield Passage(text=text, layer=layer, place=place)


def _short(value: int) -> float:
    """A number in four bytes: whole or the upper half of a double, maybe a hundredth."""
    if value & 2:
        number = float((value ^ 0x80000000) - 0x80000000 >> 2)
    else:
        number = float(unpack("<d", bytes(4) + (value & ~3).to_bytes(4, "little"))[0])
    return number / 100 if value & 1 else number


def _digits(value: float) -> str:
    text = f"{value:.0f}" if value.is_integer() else str(value)
    return text if len(text) >= SHORTEST_NUMBER else ""


def letters(column: int) -> str:
    """A column's letters; the first is 0."""
    said = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said
