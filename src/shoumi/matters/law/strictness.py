"""Whether another value of a parameter binds less: by the direction that the parameter states.

What cannot be compared counts as looser, so that it is asked about rather than passed over.
"""

from __future__ import annotations

from typing import Any, Final

from shoumi.deadlines.periods import (
    AtOnce,
    CalendarMonths,
    CalendarYears,
    Days,
    EndOfDay,
    Hours,
    NextDay,
    Period,
    PeriodError,
    Weeks,
    WorkingDays,
    parse,
)
from shoumi.law.pack import Parameter

# Days that one of a length takes, at the fewest and at the most; holidays can add ten to any.
_DAYS: Final = {
    Days: (1.0, 1.0),
    Weeks: (7.0, 7.0),
    WorkingDays: (1.0, 1.4),
    CalendarMonths: (28.0, 31.0),
    CalendarYears: (365.0, 366.0),
}
_HOLIDAYS: Final = 10.0


def is_looser(parameter: Parameter | None, before: Any, after: Any) -> bool:  # noqa: ANN401 values
    """Whether a rule that reads `after` asks less than one that reads `before`."""
    if before == after:
        return False
    if parameter is None or parameter.stricter is None:
        return True
    least, most = (after, before) if parameter.stricter == "less" else (before, after)
    return not _at_most(parameter.kind, least, most)


def _at_most(kind: str, least: Any, most: Any) -> bool:  # noqa: ANN401 values of either kind
    """Whether `least` is certainly no more than `most`."""
    if kind == "period":
        return _no_longer(str(least), str(most))
    if kind == "number":
        return bool(least <= most)
    if kind == "codes":
        return set(least) <= set(most)
    if kind == "table":
        return least.keys() == most.keys() and all(least[key] <= most[key] for key in most)
    return False


def _no_longer(least: str, most: str) -> bool:
    try:
        one, other = _by_closing(parse(least)), _by_closing(parse(most))
    except PeriodError:
        return False
    spans = _span(one), _span(other)
    if spans[0] is None or spans[1] is None:
        return False
    alike = type(one) is type(other)
    return spans[0][0 if alike else 1] <= spans[1][0]


def _by_closing(period: Period) -> Period:
    """The day's end and the next day's are no and one working day away."""
    if isinstance(period, EndOfDay):
        return WorkingDays(count=0)
    return WorkingDays(count=1) if isinstance(period, NextDay) else period


def _span(period: Period) -> tuple[float, float] | None:
    """The fewest and the most days that a length takes; None for what is none, such as a date."""
    if isinstance(period, AtOnce):
        return (0.0, 0.0)
    if isinstance(period, Hours):
        days = period.length.total_seconds() / 86400
        return (days, days)
    if isinstance(period, Days | Weeks | WorkingDays | CalendarMonths | CalendarYears):
        fewest, most = _DAYS[type(period)]
        return (fewest * period.count - 1, most * period.count + _HOLIDAYS)
    return None
