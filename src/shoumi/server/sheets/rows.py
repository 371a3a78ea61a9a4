"""The rows of a book: every cell that cannot be used is named, with what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TypeAlias

import msgspec

from shoumi.law.levels import Levels
from shoumi.law.words import N_, Message
from shoumi.server.sheets.books import Book, Column, normal
from shoumi.server.sheets.reading import Cell, Sheet, address

HEADS_WITHIN = 10
IGNORED = frozenset({"序号", "序", ""})
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_COUNT = re.compile(r"(\d{1,6})\s*[件页份张]?")
Value: TypeAlias = str | int | date | None


class CellError(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with one cell, or with a row as a whole (`column` ""), and what is right."""

    row: int
    column: str
    cell: str
    message: Message


class BookRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row with what its cells mean, by the codes of its columns."""

    number: int
    values: Mapping[str, Value]

    def text(self, code: str) -> str | None:
        """A text, None where the cell is empty."""
        value = self.values.get(code)
        return str(value) if value is not None else None


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What the sheet would bring in; with any error, nothing does. `gone` rows are left out."""

    rows: tuple[BookRow, ...]
    gone: tuple[int, ...]
    errors: tuple[CellError, ...]


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """What cells are compared with: today, the levels in force, and people by name."""

    today: date
    levels: Levels
    people: Mapping[str, tuple[str, ...]]


def preview(sheet: Sheet, book: Book, meaning: Meaning) -> Preview:
    """Read every row; all errors are collected."""
    heads, first, errors = _heads(sheet, book)
    if errors:
        return Preview(rows=(), gone=(), errors=tuple(errors))
    rows: list[BookRow] = []
    gone: list[int] = []
    for place in range(first, len(sheet.rows)):
        cells = sheet.rows[place]
        if all(_blank(cell) for cell in cells):
            continue
        row, wrong = _row(sheet, place, heads, meaning)
        errors.extend(wrong)
        if any(row.values.get(column.code) is not None for column in heads.values() if column.gone):
            gone.append(row.number)
        elif not wrong:
            rows.append(row)
    errors.extend(_doubled(rows, book, heads))
    errors.sort(key=lambda one: one.row)
    return Preview(rows=tuple(rows), gone=tuple(gone), errors=tuple(errors))


def _heads(sheet: Sheet, book: Book) -> tuple[dict[int, Column], int, list[CellError]]:
    """Which column stands where, the first row below the heads, and what is wrong with them."""
    known = {
        normal(name): column for column in book.columns for name in (column.head, *column.also)
    }
    found = [
        {
            place: known[normal(str(cell))]
            for place, cell in enumerate(row)
            if normal(str(cell)) in known
        }
        for row in sheet.rows[:HEADS_WITHIN]
    ]
    top = max(range(len(found)), key=lambda place: len(set(found[place].values())), default=0)
    heads, first = dict(found[top]) if found else {}, top + 1
    if first < len(found) and _only_heads(sheet.rows[first], found[first]):
        # A head in two storeys: 签收 above 签收人 and 签名.
        heads, first = {**heads, **found[first]}, first + 1
    present = set(heads.values())
    absent = [column.head for column in book.columns if column.required and column not in present]
    errors = []
    if absent:
        errors.append(
            _error(
                top,
                None,
                "",
                N_("No column is headed {heads}; download the template to see all heads."),
                heads=" ".join(absent),
            )
        )
    errors.extend(_strange(sheet, top, heads, book))
    return heads, first, errors


def _only_heads(cells: tuple[Cell, ...], found: Mapping[int, Column]) -> bool:
    """Whether a row holds heads and nothing else; a row of values never does."""
    filled = {place for place, cell in enumerate(cells) if not _blank(cell)}
    return bool(filled) and filled <= found.keys()


def _strange(
    sheet: Sheet, top: int, heads: Mapping[int, Column], book: Book
) -> Iterator[CellError]:
    seen: set[Column] = set()
    for place, cell in enumerate(sheet.rows[top] if sheet.rows else ()):
        if place in heads:
            if heads[place] in seen:
                yield _error(
                    top, place, heads[place].head, N_("This column stands twice; keep one.")
                )
            seen.add(heads[place])
        elif normal(str(cell or "")) not in IGNORED:
            yield _error(
                top,
                place,
                str(cell),
                N_("{head} is no column of {book}; delete it, or head it as one of: {known}."),
                head=str(cell),
                book=book.title,
                known=" ".join(column.head for column in book.columns),
            )


def _row(
    sheet: Sheet, place: int, heads: Mapping[int, Column], meaning: Meaning
) -> tuple[BookRow, list[CellError]]:
    values: dict[str, Value] = {}
    errors: list[CellError] = []
    for column_place, column in heads.items():
        cell = sheet.rows[place][column_place]
        at = address(place, column_place)
        if at in sheet.formulas:
            found: Value | Message = Message(
                N_("This cell is computed; copy the column and paste it as values.")
            )
        elif _blank(cell):
            required = column.required
            found = Message(N_("{head} is missing."), {"head": column.head}) if required else None
        else:
            found = _READ[column.sort](cell, column, meaning)
        if isinstance(found, Message):
            errors.append(CellError(row=place + 1, column=column.head, cell=at, message=found))
        else:
            values[column.code] = found
    return BookRow(number=place + 1, values=values), errors


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _text(cell: Cell, column: Column, _meaning: Meaning) -> Value | Message:
    written = f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    if len(written) > column.longest:
        return Message(N_("At most {most} characters."), {"most": column.longest})
    return written


def _date(cell: Cell, _column: Column, meaning: Meaning) -> Value | Message:
    day = _day(cell)
    if day is None:
        return Message(N_("{value} is no date; write it as 2024-03-05."), {"value": str(cell)})
    if day > meaning.today:
        return Message(N_("{value} lies ahead; give a day up to today."), {"value": str(day)})
    return day


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    written = f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    found = _DATE.fullmatch(written) or _EIGHT.fullmatch(written)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _level(cell: Cell, _column: Column, meaning: Meaning) -> Value | Message:
    """A mark such as 机密★10年: the code of its level, a star, and the period as written."""
    written = normal(str(cell))
    word, _, period = written.replace("☆", "★").replace("*", "★").partition("★")
    named = {
        name: level.code
        for level in meaning.levels.levels.values()
        if level.scheme == meaning.levels.reference
        for name in (level.name.zh, level.name.en, level.code)
    }
    if word not in named:
        known = " ".join(name for name in named if not name.isascii())
        return Message(
            N_("{value} is no level; write one of {known}, with ★ and the period behind it."),
            {"value": str(cell), "known": known},
        )
    return f"{named[word]}★{period}" if period else named[word]


def _person(cell: Cell, _column: Column, meaning: Meaning) -> Value | Message:
    bearing = meaning.people.get(str(cell).strip(), ())
    if len(bearing) == 1:
        return bearing[0]
    if bearing:
        return Message(
            N_("{count} people are called {name}; leave the cell empty and enter it by hand."),
            {"count": len(bearing), "name": str(cell)},
        )
    return Message(
        N_("Nobody here is called {name}; check the spelling, or enrol the person first."),
        {"name": str(cell)},
    )


def _count(cell: Cell, _column: Column, _meaning: Meaning) -> Value | Message:
    written = f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
    found = _COUNT.fullmatch(written)
    if found is None:
        return Message(N_("{value} is no whole number."), {"value": str(cell)})
    return int(found[1])


_READ: Mapping[str, Callable[[Cell, Column, Meaning], Value | Message]] = {
    "text": _text,
    "date": _date,
    "level": _level,
    "person": _person,
    "count": _count,
}


def _doubled(
    rows: Iterable[BookRow], book: Book, heads: Mapping[int, Column]
) -> Iterator[CellError]:
    """A running number stands once in its book, a copy number once in its document."""
    places = {column.code: place for place, column in heads.items()}
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        running, copy = row.text(book.number), row.text("copy_number")
        keys = [(book.number, running)] if running else []
        if copy and row.text("document_number"):
            keys.append(("copy_number", f"{row.text('document_number')}\0{copy}"))
        for key in keys:
            if key in first:
                place = places[key[0]]
                yield _error(
                    row.number - 1,
                    place,
                    heads[place].head,
                    N_("This number stands in row {row} already; each is given once."),
                    row=first[key],
                )
            first.setdefault(key, row.number)


def _error(
    place: int, column: int | None, named: str, template: str, /, **values: str | int
) -> CellError:
    cell = address(place, column) if column is not None else ""
    return CellError(row=place + 1, column=named, cell=cell, message=Message(template, values))
