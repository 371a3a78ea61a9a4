"""From rows to acts: each goes through the one door, all in one transaction or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

import msgspec

from shoumi.acts.known import Asking
from shoumi.decision.catalogue import UnusableActError
from shoumi.decision.verdict import Ruling, Verdict
from shoumi.law.clause import Json
from shoumi.law.words import N_, Message
from shoumi.matters.organisation.things import Person
from shoumi.server.perform import Door
from shoumi.server.registry import DatabaseRegisters
from shoumi.server.sheets.books import Book
from shoumi.server.sheets.reading import Sheet
from shoumi.server.sheets.rows import BookRow, CellError, Meaning, Preview, preview


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an import. With any error nothing was recorded; `made` are the new carriers."""

    preview: Preview
    errors: tuple[CellError, ...] = ()
    made: tuple[str, ...] = ()
    first_entry: int | None = None
    last_entry: int | None = None


class _NotKeptError(Exception):
    """Ends the turn without anything being kept."""


def meaning_of(asking: Asking, known: DatabaseRegisters) -> Meaning:
    """What cells are compared with on the day of the import."""
    people: dict[str, tuple[str, ...]] = {}
    for person in known.find(Person):
        if person.left_on is None:
            people[person.name] = (*people.get(person.name, ()), person.id)
    return Meaning(today=asking.on, levels=asking.levels, people=people)


def bring_in(
    door: Door, sheet: Sheet, book: Book, by: str, meaning: Meaning, statements: tuple[str, ...]
) -> Imported:
    """Enter every row, or none: the law is asked for each, and one refusal undoes all."""
    return _tried(door, preview(sheet, book, meaning), by, statements, keep=True)


def try_out(
    door: Door, sheet: Sheet, book: Book, by: str, meaning: Meaning, statements: tuple[str, ...]
) -> Imported:
    """The same, up to the last row, and nothing of it is kept."""
    return _tried(door, preview(sheet, book, meaning), by, statements, keep=False)


def _tried(
    door: Door, read: Preview, by: str, statements: tuple[str, ...], *, keep: bool
) -> Imported:
    if read.errors:
        return Imported(preview=read, errors=read.errors)
    errors: list[CellError] = []
    made: list[str] = []
    entries: list[int] = []
    try:
        with door.turn() as turn:
            for rows in _together(read.rows):
                try:
                    outcome = turn.perform(door.read(_payload(rows, statements)), by)
                except UnusableActError as error:
                    errors.append(_whole(rows[0], error.message))
                    continue
                made += outcome.made
                entries.append(outcome.entry_number)
                if outcome.ruling.verdict is not Verdict.PERMITTED:
                    errors.extend(_refused(rows[0], outcome.ruling))
            if errors or not keep:
                raise _NotKeptError  # noqa: TRY301 leaving the turn is what undoes it
    except _NotKeptError:
        return Imported(preview=read, errors=tuple(errors))
    return Imported(
        preview=read,
        made=tuple(made),
        first_entry=min(entries, default=None),
        last_entry=max(entries, default=None),
    )


def _together(rows: tuple[BookRow, ...]) -> Iterator[list[BookRow]]:
    """Copies of one document that came in together are entered by one act."""
    for _, same in groupby(rows, key=_document):
        yield list(same)


def _document(row: BookRow) -> tuple[object, ...]:
    number = row.text("document_number")
    if number is None:
        return (row.number,)
    codes = ("title", "level", "issuer", "received_on", "book", "dispatch_number")
    return (number, *(row.values.get(code) for code in codes))


def _payload(rows: list[BookRow], statements: tuple[str, ...]) -> Mapping[str, Json]:
    row = rows[0]
    level, _, period = (row.text("level") or "").partition("★")
    edition = {
        "title": row.text("title"),
        "document_number": row.text("document_number"),
        "issuer": row.text("issuer"),
        "level": level,
        "period": period or None,
    }
    return {
        "do": "carriers.register",
        "origin": "opening_stock",
        "received_on": row.text("received_on"),
        "packet": row.text("dispatch_number"),
        "book": _place_in_book(rows),
        "new_edition": {name: value for name, value in edition.items() if value is not None},
        "copies": [_copy(one, statements) for one in rows],
        "statements": dict.fromkeys(statements, True),
    }


def _place_in_book(rows: list[BookRow]) -> str | None:
    """The serial of the printed book and the running numbers in it: the way back to the paper."""
    numbers = [one for row in rows if (one := row.text("receipt_number"))]
    span = numbers[0] if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}" if numbers else None
    return " ".join(one for one in (rows[0].text("book"), span) if one) or None


def _copy(row: BookRow, statements: tuple[str, ...]) -> dict[str, Json]:
    told = {
        "copy_number": row.text("copy_number"),
        "pages": row.values.get("pages"),
        "keeper": row.values.get("keeper"),
        "stamp_on_first_page": True if "stamp_on_first_page" in statements else None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _refused(row: BookRow, ruling: Ruling) -> Iterator[CellError]:
    for finding in ruling.refusing():
        if finding.breach:
            message = Message(
                N_("{clause}: {why}"),
                {"clause": finding.clause, "why": str(finding.breach.message)},
            )
            yield _whole(row, message)
    if ruling.verdict is Verdict.WAITING:
        yield _whole(row, Message(N_("This entry needs approval; enter it by itself.")))


def _whole(row: BookRow, message: Message) -> CellError:
    return CellError(row=row.number, column="", cell=f"{row.number}:{row.number}", message=message)
