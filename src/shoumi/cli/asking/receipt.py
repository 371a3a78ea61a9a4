"""`shoumi receipt ENTRY`: a proof that an entry is in the journal, verifiable without it."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec
from django.db import connections

from shoumi.cli.asking.ledger import the_house
from shoumi.cli.voice.ending import DONE, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.evidence.receipt import Receipt, receipt_for, without_body
from shoumi.evidence.tree import leaf
from shoumi.law.words import N_
from shoumi.server.journal.reading import checkpoints_of, entries_of
from shoumi.server.pages.house import PagesHouse
from shoumi.server.perform import one_moment
from shoumi.server.verify import checkpoint_now


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("entry", type=int, metavar="ENTRY", help=N_("the number of the entry"))
    parser.add_argument("--to", type=Path, metavar="FILE", help=N_("write it into this new file"))
    parser.add_argument(
        "--without-body",
        action="store_true",
        help=N_("for someone who may know that the entry is, not what it says"),
    )


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Print the receipt, or write it into a file. Signs the head first if nothing covers it."""
    receipt = receipt_of(the_house(), asked.entry)
    if asked.without_body:
        receipt = without_body(receipt)
    content = msgspec.json.format(msgspec.json.encode(receipt), indent=2)
    if asked.to is None:
        print(content.decode())
        return DONE
    try:
        with asked.to.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise UnusableInputError(
            N_("{file} exists already; name a new file."), file=str(asked.to)
        ) from error
    speaker.value({"written": str(asked.to), "entry": receipt.number, "digest": receipt.digest})
    speaker.tell(
        N_("The receipt of entry {number} stands in {file}."),
        number=receipt.number,
        file=str(asked.to),
    )
    return DONE


def receipt_of(house: PagesHouse, number: int) -> Receipt:
    """The receipt of an entry under the newest checkpoint, which covers it."""
    if not _is_covered(house, number):
        checkpoint_now(house.door)
    with one_moment(connections[house.door.using]) as direct:
        entries = list(entries_of(direct, house.unit))
        if not 0 < number <= len(entries):
            raise UnusableInputError(
                N_("There is no entry {number}; the journal has {count}."),
                number=number,
                count=len(entries),
            )
        checkpoint = checkpoints_of(direct, house.unit)[-1]
    leaves = [leaf(entry.digest) for entry in entries]
    return receipt_for(entries[number - 1], leaves, checkpoint)


def _is_covered(house: PagesHouse, number: int) -> bool:
    with one_moment(connections[house.door.using]) as direct:
        found = checkpoints_of(direct, house.unit)
    return any(one.statement.number >= number for one in found)
