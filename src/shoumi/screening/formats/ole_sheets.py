"""Excel 97-2003 and WPS Spreadsheets."""

from collections.abc import Iterator, Sequence
from io import BytesIO

import python_calamine as calamine

from shoumi.screening.formats.unopened import unopened
from shoumi.screening.pieces import Layer, Passage, Piece, Place, Why

SHORTEST_NUMBER = 6


def pieces(content: bytes) -> Iterator[Piece]:
    """Cells of every sheet, hidden ones too."""
    try:
        book = calamine.load_workbook(BytesIO(content))
    except (calamine.CalamineError, OSError, ValueError) as error:
        why = Why.ENCRYPTED if "assword" in f"{error!r}" else Why.DAMAGED
        yield unopened(why, "the workbook")
        return
    for sheet in book.sheets_metadata:
        hidden = sheet.visible != calamine.SheetVisibleEnum.Visible
        layer = Layer.HIDDEN_SHEET if hidden else Layer.BODY
        yield Passage(text=sheet.name, layer=layer, place=Place(sheet=sheet.name))
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet:
            rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            yield from _cells(rows, sheet.name, layer)


def _cells(rows: Sequence[Sequence[object]], name: str, layer: Layer) -> Iterator[Passage]:
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            text = value if isinstance(value, str) else _number(value)
            if text.strip():
                yield Passage(
                    text=text,
                    layer=layer,
                    place=Place(sheet=name, cell=f"{_letters(column)}{number}"),
                )


def _number(value: object) -> str:
    text = f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
    return text if len(text) >= SHORTEST_NUMBER else ""


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
