"""When something falls due: a period, a start and the unit's time in, an instant and why, out."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

from shoumi.deadlines.calendar import UnitTime, days_between
from shoumi.deadlines.periods import (
    AtOnce,
    AtTime,
    CalendarMonths,
    CalendarYears,
    Days,
    Hours,
    MonthDay,
    NextDay,
    NextYearOn,
    OnDate,
    Period,
    Undatable,
    Weeks,
    WorkingDays,
    code_of,
)
from shoumi.deadlines.reckoning import (
    ByDate,
    ByWork,
    awaited,
    by_date,
    by_work,
    elapsed,
    passed_over,
    stays,
)
from shoumi.law.words import N_, Message


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """The last instant that is in time. ``provisional``: it rests on a day nobody announced yet."""

    at: datetime
    provisional: bool
    explained: tuple[Message, ...]


class Undated(msgspec.Struct, frozen=True, kw_only=True):
    """No due time yet: somebody must first name the date, or the event must happen."""

    period: str
    explained: tuple[Message, ...]


class ClauseDue(msgspec.Struct, frozen=True, kw_only=True):
    """What one clause says of the due time."""

    clause: str
    due: Due


class Binding(msgspec.Struct, frozen=True, kw_only=True):
    """Of several clauses the earliest binds; the others are shown beside it, earliest first."""

    binds: ClauseDue
    beside: tuple[ClauseDue, ...]


def due_at(period: Period, start: datetime, unit: UnitTime) -> Due | Undated:
    """When a period that starts at ``start`` ends.

    Hours run through nights and days off. Days, weeks, months and years end at closing time of
    their last day, dates at closing time of theirs; neither moves off a holiday. Working days end
    at closing time of the last one. Raises ``CalendarError`` for a start without offset.
    """
    if isinstance(period, Undatable):
        return Undated(period=code_of(period), explained=(awaited(period),))
    if isinstance(period, ByWork):
        return _by_work(period, start, unit)
    if isinstance(period, Hours):
        return _elapsed(period.length, start, unit)
    if isinstance(period, AtOnce):
        return _elapsed(unit.hours.at_once, start, unit)
    if isinstance(period, AtTime):
        return _settled(unit.local(period.at), Message(N_("This time was named.")))
    last = _last_date(period, start, unit)
    return _settled(unit.closing(last), by_date(period), *stays(last, unit.calendar))


def earliest(dues: Iterable[ClauseDue]) -> Binding:
    """The due time that binds; of equal ones, that of the first clause. Raises if there is none."""
    in_order = sorted(dues, key=lambda each: (each.due.at, each.clause))
    if not in_order:
        raise ValueError("no due time to choose from; name at least one clause with a date")
    return Binding(binds=in_order[0], beside=tuple(in_order[1:]))


def months_after(day: date, count: int) -> date:
    """The same day so many months on, or the last of that month where it is missing."""
    years, month = divmod(day.month - 1 + count, 12)
    return on_date(day.year + years, month + 1, day.day)


def on_date(year: int, month: int, day: int) -> date:
    """The date, or the last of the month where the month has no such day."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def _settled(at: datetime, *explained: Message) -> Due:
    """Due at an instant that no calendar moves."""
    return Due(at=at, provisional=False, explained=explained)


def _elapsed(length: timedelta, start: datetime, unit: UnitTime) -> Due:
    return _settled(unit.local(start) + length, elapsed(length))


def _by_work(period: ByWork, start: datetime, unit: UnitTime) -> Due:
    """Due at closing time of a day that is worked; the days walked over decide."""
    first = unit.day_of(start)
    last = _last_worked(period, start, unit)
    walked = (first, *days_between(first, last))
    counted = walked[1:] if isinstance(period, WorkingDays) else walked
    return Due(
        at=unit.closing(last),
        provisional=any(unit.calendar.provisional(day) for day in counted),
        explained=(by_work(period), *passed_over(counted, unit.calendar)),
    )


def _last_worked(period: ByWork, start: datetime, unit: UnitTime) -> date:
    first = unit.day_of(start)
    if isinstance(period, WorkingDays):
        return unit.calendar.working_days_after(first, period.count)
    if isinstance(period, NextDay) or start >= unit.closing(first):
        return unit.calendar.working_days_after(first, 1)
    return unit.first_working(first)


def _last_date(period: ByDate, start: datetime, unit: UnitTime) -> date:
    first = unit.day_of(start)
    match period:
        case Days(count=count):
            return first + timedelta(days=count)
        case Weeks(count=count):
            return first + timedelta(weeks=count)
        case CalendarMonths(count=count):
            return months_after(first, count)
        case CalendarYears(count=count):
            return months_after(first, 12 * count)
        case _:
            return _named_date(period, start, unit)


def _named_date(period: MonthDay | NextYearOn | OnDate, start: datetime, unit: UnitTime) -> date:
    if isinstance(period, OnDate):
        return period.on
    year = unit.day_of(start).year
    this_year = on_date(year, period.month, period.day)
    if isinstance(period, MonthDay) and start <= unit.closing(this_year):
        return this_year
    return on_date(year + 1, period.month, period.day)
