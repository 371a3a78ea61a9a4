"""A small office's year, played in memory."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from random import Random

import msgspec

from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook, Shelf
from shoumi.decision.ledger import Ledger
from shoumi.server.demo.door import RehearsalDoor
from shoumi.server.demo.play import Play, Size
from shoumi.server.demo.year import play_year
from shoumi.server.shelf import stand_up

SMALL = Size(people=60, carriers=150, acts=1_200)


class Year(msgspec.Struct, frozen=True):
    """What came of a year: the play and the ledger that it was played into."""

    play: Play
    ledger: Ledger


@cache
def shelf() -> Shelf:
    # Whether clauses have their examples is the business of the tests of packs.
    return stand_up(frozenset())


def until() -> datetime:
    return datetime(2026, 11, 25, 10, 0, tzinfo=shelf().zone)


def a_year(ledger: Ledger, seed: int = 1) -> Year:
    door = RehearsalDoor(ledger)
    play = play_year(door, shelf=shelf(), until=until(), size=SMALL, chance=Random(seed))  # noqa: S311
    return Year(play, ledger)


def a_ledger() -> Ledger:
    return Ledger(everything(), LawBook(shelf()))


@cache
def the_year() -> Year:
    return a_year(a_ledger())
