"""`shoumi take-back`: what one import entered ends as entered wrongly, whole or not at all."""

from __future__ import annotations

import argparse

from shoumi.cli.asking.do import answer_told
from shoumi.cli.asking.ledger import person_named, registers, the_house
from shoumi.cli.voice.ending import UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.law.words import N_
from shoumi.matters.carriers.imports import Import
from shoumi.server.pages.house import PagesHouse


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument(
        "number", metavar="IMPORT", help=N_("the number of the import, such as DR26-000001")
    )
    parser.add_argument(
        "--by", required=True, metavar="PERSON", help=N_("who performs it: an id, or a name")
    )
    parser.add_argument(
        "--reason", required=True, metavar="TEXT", help=N_("why, in one sentence; it is kept")
    )


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Take the import back; exit 1 where something that happened since stands in the way."""
    house = the_house()
    payload = {
        "do": "carriers.take-back-import",
        "import_batch": _import_numbered(house, asked.number),
        "reason": asked.reason,
    }
    outcome = house.door.do(payload, person_named(house, asked.by))
    recorded: dict[str, object] = {"entry": outcome.entry_number, "digest": outcome.digest}
    return answer_told(house, speaker, outcome.ruling, recorded)


def _import_numbered(house: PagesHouse, number: str) -> str:
    with registers(house) as known:
        found = [one.id for one in known.find(Import, number=number)]
    if not found:
        raise UnusableInputError(
            N_("There is no import {number}; the register of imports lists them all."),
            number=number,
        )
    return found[0]
