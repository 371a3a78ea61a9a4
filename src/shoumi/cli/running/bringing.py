"""`shoumi import`: an official book out of Excel, whole or not at all."""

from __future__ import annotations

import argparse
from pathlib import Path

from shoumi.cli.asking.ledger import person_named, registers, the_house
from shoumi.cli.voice.ending import DONE, NO, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.law.words import N_
from shoumi.server.pages.house import PagesHouse
from shoumi.server.sheets.books import BOOKS, Book
from shoumi.server.sheets.importing import (
    Bringing,
    Imported,
    bring_in,
    meaning_of,
    try_out,
)
from shoumi.server.sheets.reading import Sheet, UnreadableSheetError, read_sheet
from shoumi.server.sheets.rows import Meaning
from shoumi.server.sheets.writing import template


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument(
        "register",
        metavar="REGISTER",
        choices=tuple(BOOKS),
        help=N_("receiving (收文登记簿) or sending (发文登记簿)"),
    )
    parser.add_argument("file", type=Path, metavar="FILE.xlsx", help=N_("the filled sheet"))
    parser.add_argument(
        "--by", metavar="PERSON", help=N_("who enters it and becomes the first holder")
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=N_("check everything, ask the law, keep nothing")
    )
    parser.add_argument(
        "--confirm",
        action="append",
        default=[],
        metavar="STATEMENT",
        help=N_("what that person confirms of all rows, e.g. stamp_on_first_page"),
    )
    parser.add_argument(
        "--counter",
        action="append",
        default=[],
        metavar="PERSON",
        help=N_("who counts what came in, alone; name two people, one of whom does not keep it"),
    )
    parser.add_argument(
        "--template", action="store_true", help=N_("write an empty sheet into FILE.xlsx instead")
    )


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Import, or try out; exit 1 if a row is refused or unusable."""
    book = BOOKS[asked.register]
    if asked.template:
        return _template(book, asked.file, speaker)
    if asked.by is None:
        raise UnusableInputError(N_("Name who enters it with --by."))
    sheet = _sheet(asked.file)
    house = the_house()
    bringing = Bringing(
        book=book,
        by=person_named(house, asked.by),
        statements=tuple(asked.confirm),
        counters=tuple(person_named(house, one) for one in asked.counter),
    )
    how = try_out if asked.dry_run else bring_in
    found = how(house.door, sheet, _meaning(house), bringing)
    speaker.value(_values(found, speaker))
    return _print(found, speaker, dry=asked.dry_run)


def _template(book: Book, file: Path, speaker: Speaker) -> int:
    try:
        with file.open("xb") as opened:
            opened.write(template(book))
    except FileExistsError as error:
        raise UnusableInputError(
            N_("{file} exists already; name a new file."), file=str(file)
        ) from error
    speaker.value({"written": str(file)})
    speaker.tell(N_("The empty sheet stands in {file}."), file=str(file))
    return DONE


def _sheet(file: Path) -> Sheet:
    try:
        return read_sheet(file.read_bytes())
    except OSError as error:
        raise UnusableInputError(
            N_("{file} cannot be read: {why}."), file=str(file), why=error.strerror or str(error)
        ) from error
    except UnreadableSheetError as error:
        raise UnusableInputError(
            N_("{file}: {why}"), file=str(file), why=str(error.message)
        ) from error


def _meaning(house: PagesHouse) -> Meaning:
    with registers(house) as known:
        asking, _law = house.door.asked("", house.clock(), known, house.make_book())
        return meaning_of(asking, known)


def _values(found: Imported, speaker: Speaker) -> dict[str, object]:
    return {
        "rows": len(found.preview.rows),
        "left_out": found.preview.gone,
        "made": found.made,
        "batch": found.batch.id if found.batch else None,
        "number": found.batch.number if found.batch else None,
        "count": found.count.id if found.count else None,
        "first_entry": found.first_entry,
        "last_entry": found.last_entry,
        "errors": [
            {
                "row": error.row,
                "column": error.column,
                "cell": error.cell,
                "message": speaker.message(error.message),
            }
            for error in found.errors
        ],
    }


def _print(found: Imported, speaker: Speaker, *, dry: bool) -> int:
    for error in found.errors:
        speaker.line(f"{error.cell:8} {error.column}  {speaker.message(error.message)}")
    if found.preview.gone:
        speaker.tell(
            N_("{count} rows have left the house and are left out."), count=len(found.preview.gone)
        )
    if found.errors:
        speaker.tell(N_("{count} errors; nothing was entered."), count=len(found.errors))
        return NO
    if dry:
        speaker.tell(N_("{count} rows can be entered."), count=len(found.preview.rows))
    else:
        speaker.tell(
            N_("{count} carriers entered as import {number}; their count {inventory} is open."),
            count=len(found.made),
            number=found.batch.number if found.batch else "-",
            inventory=found.count.number if found.count else "-",
        )
    return DONE
