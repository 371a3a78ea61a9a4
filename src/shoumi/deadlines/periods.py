"""Periods as packs write them: a fixed grammar of codes, read into typed values, never evaluated.

A code is a length (``P7D``, ``P1W``, ``P3M``, ``P1Y``, ``PT24H``, ``PT30M``, ``P15WD``), a named
end (``at_once``, ``same_day``, ``next_year_12-31``, …), a month-day (``03-31``) or a fixed point
(``2026-03-31``, ``2026-03-31T12:00:00+08:00``). ``parse`` reads one, ``code_of`` writes it back.
"""

import re
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

import msgspec

from shoumi.law.words import N_, Message


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """Elapsed time: runs through nights, rest days and holidays."""

    length: timedelta


class AtOnce(msgspec.Struct, frozen=True, kw_only=True):
    """As long as the unit allows for what is to be done at once."""


class Days(msgspec.Struct, frozen=True, kw_only=True):
    """Calendar days; the day of the start is not counted."""

    count: int


class Weeks(msgspec.Struct, frozen=True, kw_only=True):
    """Calendar weeks; as an interval of recurrence they begin on Monday."""

    count: int


class CalendarMonths(msgspec.Struct, frozen=True, kw_only=True):
    """Months, to the same day of the month or, where it is missing, to the last one."""

    count: int


class CalendarYears(msgspec.Struct, frozen=True, kw_only=True):
    """Years, to the same date; 29 February becomes the 28th where it is missing."""

    count: int


class WorkingDays(msgspec.Struct, frozen=True, kw_only=True):
    """Working days of the official calendar; the day of the start is not counted."""

    count: int


class EndOfDay(msgspec.Struct, frozen=True, kw_only=True):
    """The unit's closing time of the day; after it, and on days off, of the next working day."""


class NextDay(msgspec.Struct, frozen=True, kw_only=True):
    """The closing time of the day after the start, or of the first working day after it."""


class MonthDay(msgspec.Struct, frozen=True, kw_only=True):
    """The next such date; it does not move when it falls on a day off."""

    month: int
    day: int


class NextYearOn(msgspec.Struct, frozen=True, kw_only=True):
    """Such a date of the year after the start; it does not move either."""

    month: int
    day: int


class OnDate(msgspec.Struct, frozen=True, kw_only=True):
    """A date that somebody named, such as the issuer's date of return."""

    on: date


class AtTime(msgspec.Struct, frozen=True, kw_only=True):
    """A point in time that somebody named; carries its offset."""

    at: datetime


class RunEnd(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a run; known when the run is closed."""


class ReviewDate(msgspec.Struct, frozen=True, kw_only=True):
    """The date of the next review; known when the review is planned."""


class AsOrdered(msgspec.Struct, frozen=True, kw_only=True):
    """When the body that is entitled to orders it."""


class Once(msgspec.Struct, frozen=True, kw_only=True):
    """One time and never again; has no date of its own."""


Undatable = RunEnd | ReviewDate | AsOrdered | Once
Interval = Days | Weeks | CalendarMonths | CalendarYears | WorkingDays
Datable = Interval | Hours | AtOnce | EndOfDay | NextDay | MonthDay | NextYearOn | OnDate | AtTime
Period = Datable | Undatable


class PeriodError(ValueError):
    """A code that is not a period. ``message`` says what is wrong and what would be right."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


_NAMED: Final[dict[str, Period]] = {
    "at_once": AtOnce(),
    "same_day": EndOfDay(),
    "day_end": EndOfDay(),
    "next_day": NextDay(),
    "run_end": RunEnd(),
    "review_date": ReviewDate(),
    "as_ordered": AsOrdered(),
    "once": Once(),
}
_LENGTHS: Final[dict[str, type[Interval]]] = {
    "D": Days,
    "W": Weeks,
    "M": CalendarMonths,
    "Y": CalendarYears,
    "WD": WorkingDays,
}
_MEASURES: Final = {kind: measure for measure, kind in _LENGTHS.items()}
_LENGTH = re.compile(r"P(?P<count>[1-9][0-9]{0,2})(?P<measure>WD|D|W|M|Y)", re.ASCII)
_ELAPSED = re.compile(r"PT(?P<count>[1-9][0-9]{0,2})(?P<measure>H|M)", re.ASCII)
_MONTH_DAY = re.compile(
    r"(?P<next_year>next_year_)?(?P<month>[0-9]{2})-(?P<day>[0-9]{2})", re.ASCII
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"([+-][0-9]{2}:[0-9]{2}|Z)",
    re.ASCII,
)
# A leap year, so that 02-29 is a month-day; where the year lacks it, the date is clamped.
_ANY_LEAP_YEAR: Final = 2024


@cache
def parse(code: str) -> Period:
    """The period that a code of a pack means.

    Raises ``PeriodError`` for everything else: zero and mixed lengths, fractions, small letters,
    surrounding space.
    """
    if code in _NAMED:
        return _NAMED[code]
    if found := _LENGTH.fullmatch(code):
        return _LENGTHS[found["measure"]](count=int(found["count"]))
    if found := _ELAPSED.fullmatch(code):
        count = int(found["count"])
        unit = timedelta(hours=1) if found["measure"] == "H" else timedelta(minutes=1)
        return Hours(length=count * unit)
    if found := _MONTH_DAY.fullmatch(code):
        return _month_day(code, found)
    if _DATE.fullmatch(code):
        return OnDate(on=_date(code))
    if _TIME.fullmatch(code):
        return AtTime(at=_time(code))
    raise PeriodError(_what_would_be_right(code))


def _month_day(code: str, found: re.Match[str]) -> MonthDay | NextYearOn:
    day = _date(f"{_ANY_LEAP_YEAR}-{found['month']}-{found['day']}", shown=code)
    kind = NextYearOn if found["next_year"] else MonthDay
    return kind(month=day.month, day=day.day)


def _date(text: str, *, shown: str | None = None) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PeriodError(_no_such_date(shown or text)) from error


def _time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise PeriodError(_no_such_date(text)) from error


def _no_such_date(code: str) -> Message:
    return Message(
        N_(
            "“{code}” names a date that no calendar has."
            " Write month and day with two figures each, such as 03-31."
        ),
        {"code": code},
    )


def _what_would_be_right(code: str) -> Message:
    if re.fullmatch(r"PT?0+[A-Z]+", code):
        return Message(
            N_("“{code}” is no time at all. Write at_once if it must be done at once."),
            {"code": code},
        )
    if re.fullmatch(r"[0-9]+ ?w", code):
        return Message(
            N_("“{code}” is not a period. Working days are written P{count}WD, weeks P{count}W."),
            {"code": code, "count": code.rstrip("w ")},
        )
    return Message(
        N_(
            "“{code}” is not a period. Write a length (P7D days, P15WD working days, P1W weeks,"
            " P3M months, P1Y years, PT24H hours, PT30M minutes), a named end (at_once, same_day,"
            " day_end, next_day, run_end, review_date, as_ordered, once, next_year_12-31),"
            " a month-day (03-31) or a date (2026-03-31)."
        ),
        {"code": code},
    )


def code_of(period: Period) -> str:
    """The code that ``parse`` reads as this period. ``day_end`` comes back as ``same_day``."""
    if isinstance(period, MonthDay):
        return f"{period.month:02}-{period.day:02}"
    if isinstance(period, NextYearOn):
        return f"next_year_{period.month:02}-{period.day:02}"
    if isinstance(period, Interval):
        return f"P{period.count}{_MEASURES[type(period)]}"
    if isinstance(period, Hours | OnDate | AtTime):
        return _code_of_moment(period)
    return next(code for code, named in _NAMED.items() if named == period)


def _code_of_moment(period: Hours | OnDate | AtTime) -> str:
    if isinstance(period, OnDate):
        return period.on.isoformat()
    if isinstance(period, AtTime):
        return period.at.isoformat()
    minutes = period.length // timedelta(minutes=1)
    return f"PT{minutes}M" if minutes % 60 else f"PT{minutes // 60}H"
