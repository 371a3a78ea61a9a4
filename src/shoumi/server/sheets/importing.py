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
from shoumi.matters.carriers.imports import Import
from shoumi.matters.carriers.work import Inventory
from shoumi.matters.organisation.things import Person
from shoumi.server.perform import Door, Outcome, Turn
from shoumi.server.registry import DatabaseRegisters
from shoumi.server.sheets.books import Book
from shoumi.server.sheets.reading import Sheet
from shoumi.server.sheets.rows import BookRow, CellError, Meaning, Preview, preview


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What came of an import. With any error nothing was recorded; `made` are the new carriers.

    `batch` is the import by which it can be taken back, `count` the count of what came in.
    """

    preview: Preview
    errors: tuple[CellError, ...] = ()
    made: tuple[str, ...] = ()
    batch: Import | None = None
    count: Inventory | None = None
    first_entry: int | None = None
    last_entry: int | None = None


class Bringing(msgspec.Struct, frozen=True, kw_only=True):
    """Who brings a book in, what that person confirms of all rows, and who will count it."""

    book: Book
    by: str
    statements: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()


class _NotKeptError(Exception):
    """Ends the turn without anything being kept."""


def meaning_of(asking: Asking, known: DatabaseRegisters) -> Meaning:
    """What cells are compared with on the day of the import."""
    people: dict[str, tuple[str, ...]] = {}
    for person in known.find(Person):
        if person.left_on is None:
            people[person.name] = (*people.get(person.name, ()), person.id)
    return Meaning(today=asking.on, levels=asking.levels, people=people)


def bring_in(door: Door, sheet: Sheet, meaning: Meaning, bringing: Bringing) -> Imported:
    """Enter every row, or none: the law is asked for each, and one refusal undoes all."""
    return _tried(door, sheet, meaning, bringing, keep=True)


def try_out(door: Door, sheet: Sheet, meaning: Meaning, bringing: Bringing) -> Imported:
    """The same, up to the last row, and nothing of it is kept."""
    return _tried(door, sheet, meaning, bringing, keep=False)


def _tried(
    door: Door, sheet: Sheet, meaning: Meaning, bringing: Bringing, *, keep: bool
) -> Imported:
    read = preview(sheet, bringing.book, meaning)
    if read.errors:
        return Imported(preview=read, errors=read.errors)
    errors: list[CellError] = []
    outcomes: list[Outcome] = []
    try:
        with door.turn() as turn:
            for rows in _together(read.rows):
                payload = _payload(rows, bringing.statements)
                errors += _performed(door, turn, payload, bringing.by, rows[0], outcomes)
            made = tuple(one for outcome in outcomes for one in outcome.made)
            if not errors:
                payload = _finishing(sheet, bringing, made)
                errors += _performed(door, turn, payload, bringing.by, None, outcomes)
            if errors or not keep:
                raise _NotKeptError  # noqa: TRY301 leaving the turn is what undoes it
            *_, count, batch = outcomes[-1].made
            found = turn.known.get(Import, batch), turn.known.get(Inventory, count)
    except _NotKeptError:
        return Imported(preview=read, errors=tuple(errors))
    return Imported(
        preview=read,
        made=made,
        batch=found[0],
        count=found[1],
        first_entry=outcomes[0].entry_number,
        last_entry=outcomes[-1].entry_number,
    )


def _performed(
    door: Door,
    turn: Turn,
    payload: Mapping[str, Json],
    by: str,
    row: BookRow | None,
    outcomes: list[Outcome],
) -> Iterator[CellError]:
    """Perform one act of the import; yield what keeps it out."""
    try:
        outcome = turn.perform(door.read(payload), by)
    except UnusableActError as error:
        yield _whole(row, error.message)
        return
    outcomes.append(outcome)
    if outcome.ruling.verdict is not Verdict.PERMITTED:
        yield from _refused(row, outcome.ruling)


def _finishing(sheet: Sheet, bringing: Bringing, made: tuple[str, ...]) -> Mapping[str, Json]:
    return {
        "do": "carriers.finish-import",
        "book": bringing.book.code,
        "sheet": sheet.digest,
        "carriers": [*made],
        "counters": [*bringing.counters],
    }


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


def _refused(row: BookRow | None, ruling: Ruling) -> Iterator[CellError]:
    for finding in ruling.refusing():
        if finding.breach:
            message = Message(
                N_("{clause}: {why}"),
                {"clause": finding.clause, "why": str(finding.breach.message)},
            )
            yield _whole(row, message)
    if ruling.verdict is Verdict.WAITING:
        yield _whole(row, Message(N_("This entry needs approval; enter it by itself.")))


def _whole(row: BookRow | None, message: Message) -> CellError:
    """What is wrong with a row as a whole, or with the whole sheet."""
    number = row.number if row else 0
    return CellError(
        row=number, column="", cell=f"{number}:{number}" if row else "", message=message
    )
