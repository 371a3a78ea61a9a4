"""Entering the working calendar: proposed by one person, confirmed by another."""

from __future__ import annotations

from datetime import date

from shoumi.acts.act import Act
from shoumi.acts.fields import Count, Line
from shoumi.matters.calendar.things import DayKind, DayLine, DayRef, YearRef


class EnterYear(Act, frozen=True, kw_only=True, tag="calendar.enter-year"):
    """录入年度工作日历: the days on which a year departs from the plain week."""

    year: Count | None = None
    days: tuple[DayLine, ...] = ()
    notice: Line = ""
    confirms: YearRef | None = None


class ChangeDay(Act, frozen=True, kw_only=True, tag="calendar.change-day"):
    """调整工作日: one day becomes a working day, a day of rest or a holiday."""

    day: date | None = None
    kind: DayKind | None = None
    notice: Line = ""
    confirms: DayRef | None = None
