"""What all pages stand on: one unit's door and the packs on the shelf."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

import msgspec
from django.apps import apps
from django.conf import settings
from django.db import connections

from shoumi.acts.thing import kind_of
from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook, Shelf
from shoumi.matters.calendar.things import AnnouncedYear, ChangedDay
from shoumi.matters.law.things import AdoptedPack, SetParameter
from shoumi.server.journal.packs import kept_packs
from shoumi.server.keys.keyring import open_keys, read_master
from shoumi.server.perform import Door, one_moment
from shoumi.server.shelf import stand_up, with_kept
from shoumi.server.tables.statements import Direct

Clock = Callable[[], datetime]
READ_BY_THE_BOOK = tuple(
    kind_of(kind) for kind in (AdoptedPack, SetParameter, AnnouncedYear, ChangedDay)
)
"""What the law and the calendar of a day are made of."""


class PagesHouse(msgspec.Struct, frozen=True, kw_only=True):
    """One unit's door, what stands on the shelf, and the clock by which pages tell the time."""

    door: Door
    shelf: Shelf
    clock: Clock
    kept: dict[str, tuple[tuple[int, ...], LawBook]] = msgspec.field(default_factory=dict)

    def make_book(self) -> LawBook:
        """Law and calendar, to be read out of the registers of one moment."""
        return LawBook(self.shelf)

    def book_for(self, direct: Direct) -> LawBook:
        """Law and calendar as they were read before, unless an act has changed them since."""
        marks = ", ".join(["%s"] * len(READ_BY_THE_BOOK))
        rows = direct.ask(
            "SELECT count(*), coalesce(max(row), 0), coalesce(sum(version), 0) FROM thing "  # noqa: S608
            f"WHERE unit = %s AND kind IN ({marks})",
            [self.unit, *READ_BY_THE_BOOK],
        )
        state = tuple(int(each) for each in rows[0])
        found = self.kept.get(self.unit)
        if found is None or found[0] != state:
            found = self.kept[self.unit] = (state, LawBook(self.shelf))
        return found[1]

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
    with one_moment(connections["default"]) as direct:
        shelf = with_kept(_shelf(), tuple(kept_packs(direct)))
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
def _shelf() -> Shelf:
    """Packs do not change while the program runs."""
    return stand_up(frozenset())
