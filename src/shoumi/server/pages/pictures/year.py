"""A year of duties as a heat map: a square for each day, by what fell due on it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

import msgspec

from shoumi.decision.inbox import periodic_duties
from shoumi.decision.verdict import Verdict
from shoumi.server.pages.desk import Desk
from shoumi.server.pages.entries import reads_all
from shoumi.server.pages.environment import local
from shoumi.server.tables.models import Duty

MOST = 50_000
SHADES = (1, 3, 10)
"""From how many on a square is a shade darker."""
DAY = timedelta(days=1)


class Fell(msgspec.Struct, kw_only=True):
    """What fell due on one day: kept in time, missed, or still to be done."""

    kept: int = 0
    missed: int = 0
    open: int = 0

    def add(self, other: Fell) -> None:
        """Count another day with this one."""
        self.kept += other.kept
        self.missed += other.missed
        self.open += other.open

    @property
    def total(self) -> int:
        """All of it."""
        return self.kept + self.missed + self.open

    @property
    def tone(self) -> str:
        """What a square is painted for: the missed before the open before the kept."""
        if not self.total:
            return "none"
        name = "missed" if self.missed else "open" if self.open else "kept"
        number = self.missed or self.open or self.kept
        return f"{name} shade-{sum(number >= least for least in SHADES)}"


class Square(msgspec.Struct, frozen=True, kw_only=True):
    """A day in its place: `week` from the left, `weekday` from the top."""

    day: date
    week: int
    weekday: int
    fell: Fell


class Year(msgspec.Struct, frozen=True, kw_only=True):
    """A whole year. `capped`: there was more than is counted."""

    year: int
    squares: tuple[Square, ...]
    months: tuple[tuple[int, int, Fell], ...]
    sum: Fell
    capped: bool


def may_see_the_units(desk: Desk) -> bool:
    """Who reads the whole journal reads of every duty in it."""
    return reads_all(desk).verdict is Verdict.PERMITTED


def year_of(desk: Desk, year: int, *, of_the_unit: bool) -> Year:
    """The duties of a year: one's own, or of all where one may know of all."""
    days: dict[date, Fell] = {}
    begins, ends = date(year, 1, 1), date(year + 1, 1, 1)
    rows = Duty.objects.using(desk.pages.door.using).filter(
        unit=desk.pages.unit,
        due_at__gte=_midnight(begins, desk),
        due_at__lt=_midnight(ends, desk),
    )
    if not (of_the_unit and may_see_the_units(desk)):
        rows = rows.filter(who=desk.person)
    found = list(rows.values_list("due_at", "body")[: MOST + 1])
    for due_at, fell in (*_told(found[:MOST], desk), *_coming_back(desk)):
        day = local(due_at).date()
        if begins <= day < ends:
            days.setdefault(day, Fell()).add(fell)
    squares = tuple(_squares(begins, ends, days))
    return Year(
        year=year,
        squares=squares,
        months=tuple(_months(squares)),
        sum=_sum(one.fell for one in squares),
        capped=len(found) > MOST,
    )


def _midnight(day: date, desk: Desk) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=local(desk.at).tzinfo)


def _told(
    rows: Iterable[tuple[datetime | None, str]], desk: Desk
) -> Iterator[tuple[datetime, Fell]]:
    for due_at, body in rows:
        duty = json.loads(body)
        state = duty.get("state", "open")
        if due_at is None or state == "cancelled":
            continue
        late = bool(duty.get("late")) or (state == "open" and due_at < desk.at)
        yield due_at, _fell(late=late, done=state == "discharged")


def _fell(*, late: bool, done: bool) -> Fell:
    if late:
        return Fell(missed=1)
    return Fell(kept=1) if done else Fell(open=1)


def _coming_back(desk: Desk) -> Iterator[tuple[datetime, Fell]]:
    """One's own duties that come back every period; they are worked out, not kept."""
    for line in periodic_duties(desk.known, desk.asking.people, desk.house, desk.at):
        if line.who == desk.person and line.due_at is not None:
            yield line.due_at, _fell(late=line.state == "overdue", done=line.state == "discharged")


def _squares(begins: date, ends: date, days: dict[date, Fell]) -> Iterator[Square]:
    first = begins.weekday()
    for number in range((ends - begins).days):
        day = begins + number * DAY
        yield Square(
            day=day,
            week=(number + first) // 7,
            weekday=day.weekday(),
            fell=days.get(day, Fell()),
        )


def _months(squares: Iterable[Square]) -> Iterator[tuple[int, int, Fell]]:
    """Each month with the column in which it begins and what fell due in it."""
    every = tuple(squares)
    for month in range(1, 13):
        own = [one for one in every if one.day.month == month]
        yield month, own[0].week, _sum(one.fell for one in own)


def _sum(every: Iterable[Fell]) -> Fell:
    whole = Fell()
    for one in every:
        whole.add(one)
    return whole
