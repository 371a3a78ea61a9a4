"""`shoumi export`: registers as an Excel file, with what a person may read and no more."""

from __future__ import annotations

import argparse
from pathlib import Path

from shoumi.acts.thing import Thing
from shoumi.cli.asking.house import terms_of
from shoumi.cli.asking.ledger import person_named, registers, the_house
from shoumi.cli.voice.ending import DONE, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.law.words import N_
from shoumi.server.pages.house import PagesHouse
from shoumi.server.sheets.writing import register
from shoumi.server.visibility import Sight, viewer_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("file", type=Path, metavar="FILE.xlsx", help=N_("a new file"))
    parser.add_argument(
        "--by", required=True, metavar="PERSON", help=N_("with whose eyes: an id, or a name")
    )
    parser.add_argument(
        "--registers",
        nargs="+",
        metavar="KIND",
        default=["carriers.carrier", "carriers.edition"],
        help=N_("which registers (default carriers.carrier and carriers.edition)"),
    )


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Write the file."""
    house = the_house()
    kinds = _kinds(house, asked.registers)
    by = person_named(house, asked.by)
    terms = terms_of(house.shelf)

    def naming(sort: str, code: object) -> str:
        found = terms.get((sort, str(code)))
        return speaker.text(found) if found else str(code)

    with registers(house) as known:
        asking, _law = house.door.asked(by, house.clock(), known, house.make_book())
        viewer = viewer_of(by, asking.people, asking.levels)
        content = register(kinds, Sight(known.direct, house.unit, viewer), known, naming)
    _write(asked.file, content)
    speaker.value({"written": str(asked.file), "registers": asked.registers})
    speaker.tell(N_("The registers stand in {file}."), file=str(asked.file))
    return DONE


def _kinds(house: PagesHouse, named: list[str]) -> list[type[Thing]]:
    things = house.door.catalogue.things
    for kind in named:
        if kind not in things:
            raise UnusableInputError(
                N_("There is no register {kind}; there are: {known}."),
                kind=kind,
                known=" ".join(sorted(things)),
            )
    return [things[kind] for kind in named]


def _write(file: Path, content: bytes) -> None:
    try:
        with file.open("xb") as opened:
            file.chmod(0o600)
            opened.write(content)
    except FileExistsError as error:
        raise UnusableInputError(
            N_("{file} exists already; name a new file."), file=str(file)
        ) from error
