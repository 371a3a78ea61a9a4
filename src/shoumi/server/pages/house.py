"""What all pages stand on: one unit's door and the packs on the shelf."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

import msgspec
from django.apps import apps
from django.conf import settings
from django.db import connections

from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook, Shelf
from shoumi.server.keys import open_keys, read_master
from shoumi.server.perform import Door
from shoumi.server.shelf import stand_up

Clock = Callable[[], datetime]


class PagesHouse(msgspec.Struct, frozen=True, kw_only=True):
    """One unit's door, what stands on the shelf, and the clock by which pages tell the time."""

    door: Door
    shelf: Shelf
    clock: Clock

    def make_book(self) -> LawBook:
        """Law and calendar, to be read out of the registers of one moment."""
        return LawBook(self.shelf)

    @property
    def unit(self) -> str:
        """The unit whose ledger this is."""
        return self.door.unit


def now() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


def house_of_this_installation(clock: Clock = now) -> PagesHouse:
    """The house of the one unit in the database."""
    # Asked for by name: models are not there yet when applications are read.
    unit = apps.get_model("tables", "Head").objects.values_list("unit", flat=True).get()
    catalogue = everything()
    shelf = _shelf(catalogue.served)
    keyring = open_keys(connections["default"], unit, read_master(settings.SHOUMI_HOME))
    door = Door(
        unit=unit,
        catalogue=catalogue,
        make_book=lambda: LawBook(shelf),
        keyring=keyring,
        clock=clock,
    )
    return PagesHouse(door=door, shelf=shelf, clock=clock)


@cache
def _shelf(served: frozenset[str]) -> Shelf:
    """Packs do not change while the program runs."""
    return stand_up(frozenset())
