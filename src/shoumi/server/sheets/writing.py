"""Sheets out: templates of the books, and registers through the filter of every list."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator

import xlsxwriter

from shoumi.acts.shape import Shape, shapes
from shoumi.acts.thing import Thing, kind_of
from shoumi.server.registry import DatabaseRegisters
from shoumi.server.sheets.books import Book
from shoumi.server.visibility import Sight, Wanted, readable

NAMING = Callable[[str, object], str]
PAGE = 500
_PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def template(book: Book) -> bytes:
    """An empty sheet with the heads of a book, ready to be filled and imported."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _PLAIN) as workbook:
        sheet = workbook.add_worksheet(book.title)
        bold = workbook.add_format({"bold": True, "bottom": 1})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        text = workbook.add_format({"num_format": "@"})
        for place, column in enumerate(book.columns):
            sheet.set_column(place, place, 16, day if column.sort == "date" else text)
            sheet.write_string(0, place, column.head + ("*" if column.required else ""), bold)
        sheet.freeze_panes(1, 0)
    return content.getvalue()


def register(
    kinds: Iterable[type[Thing]], sight: Sight, known: DatabaseRegisters, naming: NAMING
) -> bytes:
    """One sheet a kind, with the rows and fields that the person may read, and no others."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _PLAIN) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1})
        for kind in kinds:
            sheet = workbook.add_worksheet(naming("kind", kind_of(kind))[:31])
            fields = [shape for shape in shapes(kind) if shape.sort != "struct"]
            for place, shape in enumerate(fields):
                sheet.write_string(0, place, naming("field", shape.name), bold)
            for row, told in enumerate(_seen(kind, sight, known), 1):
                for place, shape in enumerate(fields):
                    value = told.get(shape.name)
                    if value not in (None, (), ""):
                        sheet.write_string(row, place, _written(shape, value, naming))
            sheet.freeze_panes(1, 0)
    return content.getvalue()


def _seen(kind: type[Thing], sight: Sight, known: DatabaseRegisters) -> Iterator[dict[str, object]]:
    """Every thing of the kind that the person may see, page by page."""
    wanted = Wanted(kind=kind, size=PAGE)
    while True:
        page = sight.page(wanted)
        known.warm((kind_of(kind), line.id) for line in page.lines)
        groups = {} if kind.open_to_all else sight.groups(page.lines)
        for line in page.lines:
            thing = known.get(kind, line.id)
            if thing is not None:
                mine = groups.get(line.id, frozenset())
                yield readable(thing, mine | {"know"} if kind.open_to_all else mine)
        if not page.more:
            return
        wanted = Wanted(kind=kind, size=PAGE, behind=page.lines[-1])


def _written(shape: Shape, value: object, naming: NAMING) -> str:
    if isinstance(value, tuple):
        return "; ".join(_written(shape, one, naming) for one in value)
    if shape.code:
        return naming(shape.code, value)
    return str(value)
