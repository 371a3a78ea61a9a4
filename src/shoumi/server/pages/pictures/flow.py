"""Carriers that came into the unit and left it, month by month, as far as the reader keeps them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import msgspec
from django.db.models import Min

from shoumi.acts.thing import kind_of
from shoumi.matters.carriers.things import ENDED, Carrier
from shoumi.server.pages.desk import Desk
from shoumi.server.pages.environment import local
from shoumi.server.tables.models import Entry, Mention
from shoumi.server.visibility import Listed, Wanted

MOST = 20_000
AT_ONCE = 500
MONTHS = 12
TALL = 90
Month = tuple[int, int]


class Passing(msgspec.Struct, frozen=True, kw_only=True):
    """One month: how many came and went, and how tall its bars are."""

    month: date
    came: int
    went: int
    up: float
    down: float


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """The last twelve months. `capped`: only the newest carriers were counted."""

    months: tuple[Passing, ...]
    came: int
    went: int
    capped: bool


def flow_of(desk: Desk) -> Flow:
    """When each carrier was first entered and when it ended; whose keeping is not one's own is out.

    The day of an end is kept among the keeper's fields, so that nobody else is told by a count.
    """
    page = desk.sight.page(Wanted(kind=Carrier, size=MOST))
    kept = list(_kept(desk, page.lines))
    came = Counter(_entered(desk, [line.id for line in kept]))
    went = Counter(_ended(desk, [line.id for line in kept if line.state in ENDED]))
    months = _last_months(desk.asking.on)
    tallest = max([*(came[one] for one in months), *(went[one] for one in months), 1])
    return Flow(
        months=tuple(
            Passing(
                month=date(*one, 1),
                came=came[one],
                went=went[one],
                up=round(TALL * came[one] / tallest, 1),
                down=round(TALL * went[one] / tallest, 1),
            )
            for one in months
        ),
        came=sum(came[one] for one in months),
        went=sum(went[one] for one in months),
        capped=page.more,
    )


def _kept(desk: Desk, lines: Sequence[Listed]) -> Iterable[Listed]:
    for start in range(0, len(lines), AT_ONCE):
        part = lines[start : start + AT_ONCE]
        groups = desk.sight.groups(part)
        yield from (line for line in part if "desk" in groups.get(line.id, frozenset()))


def _entered(desk: Desk, carriers: Sequence[str]) -> Iterable[Month]:
    """The months of the entries that first spoke of each carrier."""
    using, unit = desk.pages.door.using, desk.pages.unit
    numbers: Counter[int] = Counter()
    for start in range(0, len(carriers), AT_ONCE):
        first = (
            Mention.objects.using(using)
            .filter(unit=unit, thing__in=carriers[start : start + AT_ONCE])
            .values("thing")
            .annotate(first=Min("number"))
        )
        numbers.update(row["first"] for row in first)
    wanted = sorted(numbers)
    for start in range(0, len(wanted), AT_ONCE):
        rows = Entry.objects.using(using).filter(
            unit=unit, number__in=wanted[start : start + AT_ONCE]
        )
        for number, at in rows.values_list("number", "at"):
            yield from [_month(at)] * numbers[number]


def _ended(desk: Desk, carriers: Sequence[str]) -> Iterable[Month]:
    for start in range(0, len(carriers), AT_ONCE):
        part = carriers[start : start + AT_ONCE]
        desk.known.warm((kind_of(Carrier), one) for one in part)
        for one in part:
            carrier = desk.known.get(Carrier, one)
            if carrier is not None and carrier.ended_on is not None:
                yield carrier.ended_on.year, carrier.ended_on.month


def _month(at: datetime) -> Month:
    day = local(at)
    return day.year, day.month


def _last_months(today: date) -> list[Month]:
    whole = today.year * 12 + today.month - 1
    return [(one // 12, one % 12 + 1) for one in range(whole - MONTHS + 1, whole + 1)]
