"""What a form may take out of the registers: only what the one who prints it may read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, TypeVar

import msgspec

from shoumi.acts.thing import Thing
from shoumi.law.clause import Json
from shoumi.matters.carriers.things import Carrier, Edition
from shoumi.server.pages.desk import Desk
from shoumi.server.pages.environment import day, local, moment
from shoumi.server.visibility import Order, Wanted, readable

T = TypeVar("T", bound=Thing)
EVERY_GROUP = frozenset({"row", "know", "own", "desk", "audit"})
UNSEEN = "——"
"""Stands on a list for what the reader of the list may not see."""
LASTING = ""
"""The state of what is stuck to a carrier for life: it stays good through every hand-over."""
MOST_READ = 20_000


class TooLongError(Exception):
    """A register has more lines than one print holds: a shorter time has to be chosen."""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What one print says. `values` are the fields and lists that its layout arranges.

    An `unapproved` one is marked so across every page.
    """

    number: str
    state: str
    unapproved: bool = False
    values: dict[str, Json]


class Eyes:
    """Reads things with the groups that `sees` gives, and puts values into official words."""

    def __init__(self, desk: Desk, sees: Callable[[Thing], frozenset[str]]) -> None:
        """Look from `desk` at one moment of the registers."""
        self.desk, self.sees = desk, sees
        self.words, self.known = desk.words, desk.known

    def thing(self, kind: type[T], identifier: str | None) -> T | None:
        """The thing, if these eyes see it."""
        found = self.known.get(kind, identifier) if identifier else None
        return found if found is not None and self.sees(found) else None

    def told(self, thing: Thing | None) -> dict[str, Any]:
        """The fields of the thing that these eyes may read; none of an unseen one."""
        groups = self.sees(thing) if thing is not None else frozenset()
        return readable(thing, groups) if thing is not None and groups else {}

    def find(self, kind: type[T], **face: str) -> tuple[T, ...]:
        """The things with such a face that these eyes see."""
        return tuple(one for one in self.known.find(kind, **face) if self.sees(one))

    def listed(self, kind: type[T], order: Order) -> tuple[T, ...]:
        """All things of a kind that the person at the desk sees, in an order."""
        page = self.desk.sight.page(Wanted(kind=kind, order=order, size=MOST_READ))
        if page.more:
            raise TooLongError
        tag = str(kind.__struct_config__.tag)
        self.known.warm((tag, line.id) for line in page.lines)
        found = (self.known.get(kind, line.id) for line in page.lines)
        return tuple(one for one in found if one is not None)

    def edition_of(self, carrier: Carrier | None) -> dict[str, Any]:
        """What may be read of the document of which a carrier is a copy."""
        return self.told(self.thing(Edition, carrier.edition)) if carrier else {}

    # Values in words ----------------------------------------------------------------------------

    def person(self, identifier: str | None) -> str:
        """A person's name."""
        return self.words.person(identifier)

    def people(self, identifiers: Iterable[str]) -> str:
        """Several names."""
        return "、".join(self.person(one) for one in identifiers)

    def term(self, sort: str, code: object) -> str:
        """What a code is called."""
        return self.words.term(sort, code)

    def level(self, code: str | None) -> str:
        """What a level is called."""
        return self.words.term("level", code)

    def unit_name(self) -> str:
        """What the unit is called."""
        unit = self.desk.unit
        return unit.name if unit else ""


def eyes_of(desk: Desk) -> Eyes:
    """The eyes of the person at the desk."""
    return Eyes(desk, desk.groups)


def eyes_of_the_record(desk: Desk) -> Eyes:
    """See everything: only to tell whether a print still agrees with the record."""
    return Eyes(desk, lambda _: EVERY_GROUP)


def text(value: object) -> str:
    """A value as it stands in a cell; nothing for None."""
    return "" if value is None else str(value)


def on_day(on: date | datetime | None) -> str:
    """A day as officials write it."""
    return day(on)


def short_day(on: date | datetime | None) -> str:
    """A day for a narrow column."""
    if on is None:
        return ""
    told = local(on).date() if isinstance(on, datetime) else on
    return f"{told.year}.{told.month}.{told.day}"


def at_moment(at: datetime | None) -> str:
    """A day with the time of day."""
    return moment(at)
