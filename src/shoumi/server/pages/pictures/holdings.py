"""Who holds how much, by the holder's department and by level, among what the reader may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from shoumi.acts.thing import kind_of
from shoumi.matters.carriers.things import ENDED, Carrier
from shoumi.matters.organisation.things import Person
from shoumi.server.pages.desk import Desk
from shoumi.server.visibility import Wanted

MOST = 20_000
WIDE = 600
LISTED = 20


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a department's bar: a level, how many, and where it lies in the picture."""

    level: str
    number: int
    x: float
    width: float


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """What is with one department; the empty id is what lies with none."""

    department: str
    bars: tuple[Bar, ...]
    total: int

    def number(self, level: str) -> int:
        """How many of a level."""
        return next((bar.number for bar in self.bars if bar.level == level), 0)


class Holdings(msgspec.Struct, frozen=True, kw_only=True):
    """All departments, those with most first, and the people with most.

    `capped`: only the newest were counted.
    """

    levels: tuple[str, ...]
    rows: tuple[Holding, ...]
    people: tuple[tuple[str, int], ...]
    total: int
    capped: bool

    def sum_of(self, level: str) -> int:
        """How many of a level in all departments."""
        return sum(row.number(level) for row in self.rows)


def holdings_of(desk: Desk) -> Holdings:
    """Count the newest carriers that have not ended."""
    page = desk.sight.page(Wanted(kind=Carrier, size=MOST))
    held = [line for line in page.lines if line.state not in ENDED]
    people = Counter(line.holder or "" for line in held)
    place = _departments(desk, people)
    counted = Counter((place[line.holder or ""], line.level or "") for line in held)
    found = {level for _, level in counted}
    levels = tuple(code for code, _ in desk.words.codes("level") if code in found)
    levels += tuple(sorted(found - set(levels)))
    totals = Counter[str]()
    for (department, _), number in counted.items():
        totals[department] += number
    longest = max(totals.values(), default=1)
    rows = tuple(
        Holding(
            department=department,
            bars=_bars(department, levels, counted, longest),
            total=total,
        )
        for department, total in totals.most_common()
    )
    return Holdings(
        levels=levels,
        rows=rows,
        people=tuple(people.most_common(LISTED)),
        total=totals.total(),
        capped=page.more,
    )


def _departments(desk: Desk, people: Iterable[str]) -> dict[str, str]:
    """Where each holder works; nobody's is the empty one."""
    named = tuple(people)
    desk.known.warm((kind_of(Person), one) for one in named if one)
    found = {one: desk.known.get(Person, one) if one else None for one in named}
    return {one: (person.department or "") if person else "" for one, person in found.items()}


def _bars(
    department: str, levels: tuple[str, ...], counted: Counter[tuple[str, str]], longest: int
) -> tuple[Bar, ...]:
    bars: list[Bar] = []
    begins = 0.0
    for level in levels:
        number = counted[department, level]
        width = round(WIDE * number / longest, 1)
        if number:
            bars.append(Bar(level=level, number=number, x=begins, width=width))
        begins += width
    return tuple(bars)
