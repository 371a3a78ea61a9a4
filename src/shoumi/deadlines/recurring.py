"""Duties that come back: each interval of the calendar is owed once, and missed for good."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Literal

import msgspec

from shoumi.deadlines.calendar import UnitTime, days_between
from shoumi.deadlines.due import months_after
from shoumi.deadlines.periods import (
    CalendarMonths,
    CalendarYears,
    Days,
    Interval,
    Period,
    PeriodError,
    Weeks,
    WorkingDays,
    code_of,
)
from shoumi.law.words import N_, Message

Outcome = Literal["to_come", "running", "kept", "missed"]

_A_DAY = timedelta(days=1)
_MONTHS_OF_A_YEAR = 12


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """One interval, both days included; it ends with its last day, worked or not.

    ``due_at``, the closing time of that day, is what people are told; what is done that evening
    still counts, up to ``ends_at``, the midnight.
    """

    first_on: date
    last_on: date
    opens_at: datetime
    due_at: datetime
    ends_at: datetime
    provisional: bool

    @property
    def occasion(self) -> str:
        """The interval in ISO 8601, such as 2024-07-01/2024-09-30: its name in a duty."""
        return f"{self.first_on}/{self.last_on}"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An interval and what became of it."""

    occurrence: Occurrence
    outcome: Outcome


def as_interval(period: Period) -> Interval:
    """The period as an interval. Raises ``PeriodError`` for one that cannot come back."""
    if isinstance(period, Interval):
        return period
    template = N_("“{code}” does not come back. Write an interval: P1W, P1M, P3M, P6M, P1Y, P1WD.")
    raise PeriodError(Message(template, {"code": code_of(period)}))


def recurring(
    every: Interval, anchor: date, first: date, last: date, unit: UnitTime
) -> tuple[Occurrence, ...]:
    """The intervals that have a day between ``first`` and ``last``, whole, in order.

    ``anchor`` is the day from which it is owed; the interval that holds it is the first. Weeks
    begin on Monday; months, quarters, half-years and years as the calendar's do. Other numbers of
    months, several weeks or years, days and working days are counted from the first interval.
    """
    intervals = _intervals(every, anchor, unit)
    begun = takewhile(lambda interval: interval[0] <= last, intervals)
    return tuple(_occurrence(begins, ends, every, unit) for begins, ends in begun if ends >= first)


def outcomes(
    occurrences: Iterable[Occurrence], closings: Iterable[datetime], at: datetime
) -> tuple[Kept, ...]:
    """What became of each interval by ``at``: a later act does not heal a missed interval."""
    known = tuple(closing for closing in closings if closing <= at)
    return tuple(Kept(occurrence=each, outcome=_outcome(each, known, at)) for each in occurrences)


def _outcome(occurrence: Occurrence, closings: tuple[datetime, ...], at: datetime) -> Outcome:
    if any(occurrence.opens_at <= closing < occurrence.ends_at for closing in closings):
        return "kept"
    if at >= occurrence.ends_at:
        return "missed"
    return "running" if at >= occurrence.opens_at else "to_come"


def _occurrence(begins: date, ends: date, every: Interval, unit: UnitTime) -> Occurrence:
    days = (begins, *days_between(begins, ends))
    by_calendar = isinstance(every, WorkingDays)
    return Occurrence(
        first_on=begins,
        last_on=ends,
        opens_at=unit.at(begins, time.min),
        due_at=unit.closing(ends),
        ends_at=unit.at(ends + _A_DAY, time.min),
        provisional=by_calendar and any(unit.calendar.provisional(day) for day in days),
    )


def _intervals(every: Interval, anchor: date, unit: UnitTime) -> Iterator[tuple[date, date]]:
    begins = _origin(every, anchor, unit)
    while True:
        following = _following(every, begins, unit)
        if isinstance(every, WorkingDays):
            yield begins, unit.calendar.working_days_before(following, 1)
        else:
            yield begins, following - _A_DAY
        begins = following


def _origin(every: Interval, anchor: date, unit: UnitTime) -> date:
    match every:
        case WorkingDays():
            return unit.first_working(anchor)
        case Weeks():
            return anchor - timedelta(days=anchor.weekday())
        case CalendarYears():
            return date(anchor.year, 1, 1)
        case CalendarMonths(count=count):
            within_block = (anchor.month - 1) % count if _MONTHS_OF_A_YEAR % count == 0 else 0
            return date(anchor.year, anchor.month - within_block, 1)
        case Days():
            return anchor


def _following(every: Interval, begins: date, unit: UnitTime) -> date:
    match every:
        case WorkingDays(count=count):
            return unit.calendar.working_days_after(begins, count)
        case Weeks(count=count):
            return begins + timedelta(weeks=count)
        case CalendarYears(count=count):
            return months_after(begins, _MONTHS_OF_A_YEAR * count)
        case CalendarMonths(count=count):
            return months_after(begins, count)
        case Days(count=count):
            return begins + timedelta(days=count)
