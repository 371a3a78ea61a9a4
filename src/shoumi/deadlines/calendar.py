"""Which days are worked, by dated announcements, and the hours of the unit."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta, timezone
from typing import Final, Literal

import msgspec

Kind = Literal["working", "rest", "holiday"]

_A_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
# Nobody announces more days off in a row; a table that has them is wrong, and a search must end.
_LONGEST_PAUSE: Final = 400


class CalendarError(ValueError):
    """A calendar, or hours, that contradict themselves; says what would be right."""


class Day(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day that departs from the plain week, and the notice that says so."""

    day: date
    kind: Kind
    source: str
    name: str = ""


class Year(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An announced year. Days after ``settled_through`` may change with the next year's notice."""

    year: int
    source: str
    settled_through: date


class WorkingCalendar(msgspec.Struct, frozen=True, kw_only=True):
    """What has been announced. Other days follow the plain week, Monday to Friday."""

    years: Mapping[int, Year]
    exceptions: Mapping[date, Day]

    def kind(self, day: date) -> Kind:
        """Working day, rest day of the week, or statutory holiday."""
        if day in self.exceptions:
            return self.exceptions[day].kind
        return "rest" if day.weekday() >= _SATURDAY else "working"

    def is_working(self, day: date) -> bool:
        """Whether the day is worked, as far as is known; see ``provisional``."""
        return self.kind(day) == "working"

    def provisional(self, day: date) -> bool:
        """Whether nobody has yet announced the day: ``kind`` then assumes the plain week."""
        if day in self.exceptions:
            return False
        if day.year not in self.years:
            return True
        return day > self.years[day.year].settled_through and day.year + 1 not in self.years

    def source(self, day: date) -> str:
        """The notice that settles the day; empty while the day is provisional."""
        if day in self.exceptions:
            return self.exceptions[day].source
        return "" if self.provisional(day) else self.years[day.year].source

    def working_days_after(self, day: date, count: int) -> date:
        """The ``count``-th working day after the day, not counting it; ``count`` is 1 or more."""
        return self._nth(day, count, _A_DAY)

    def working_days_before(self, day: date, count: int) -> date:
        """The ``count``-th working day before the day, not counting it; ``count`` is 1 or more."""
        return self._nth(day, count, -_A_DAY)

    def _nth(self, day: date, count: int, step: timedelta) -> date:
        if count < 1:
            message = f"{count} working days cannot be counted; count 1 or more"
            raise CalendarError(message)
        for _ in range(count):
            day = self._next(day, step)
        return day

    def _next(self, day: date, step: timedelta) -> date:
        for _ in range(_LONGEST_PAUSE):
            day += step
            if self.is_working(day):
                return day
        message = (
            f"no working day within {_LONGEST_PAUSE} days of {day}; enter the days that are worked"
        )
        raise CalendarError(message)


def days_between(after: date, through: date) -> Iterator[date]:
    """Each day later than ``after``, ``through`` included."""
    for number in range(1, (through - after).days + 1):
        yield after + number * _A_DAY


def with_year(calendar: WorkingCalendar, year: Year, days: Iterable[Day]) -> WorkingCalendar:
    """The calendar with a year announced; what it held of that year before is replaced.

    Raises ``CalendarError`` for days of another year, days named twice, and ``settled_through``
    in another year.
    """
    named = tuple(days)
    strangers = [
        day
        for day in (year.settled_through, *(each.day for each in named))
        if day.year != year.year
    ]
    if strangers:
        message = f"{strangers[0]} stands in the calendar of {year.year}; move it to its own year"
        raise CalendarError(message)
    entered = {each.day: each for each in named}
    if len(entered) != len(named):
        message = f"the calendar of {year.year} names a day twice; say once what it is"
        raise CalendarError(message)
    others = {day: each for day, each in calendar.exceptions.items() if day.year != year.year}
    return WorkingCalendar(
        years={**calendar.years, year.year: year}, exceptions={**others, **entered}
    )


def with_day(calendar: WorkingCalendar, day: Day) -> WorkingCalendar:
    """The calendar with one day changed, by a later notice."""
    return msgspec.structs.replace(calendar, exceptions={**calendar.exceptions, day.day: day})


class HoursFrom(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Working hours of the unit from a day on, until the next such entry."""

    since: date = msgspec.field(name="from")
    opens: time
    closes: time


class UnitHours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The unit's dated working hours, and how long *at once* takes here."""

    hours: tuple[HoursFrom, ...]
    at_once: timedelta

    def __post_init__(self) -> None:
        """Hours in order of their dates, none empty."""
        dates = [entry.since for entry in self.hours]
        if not dates or dates != sorted(set(dates)):
            message = "working hours need an entry, and several in the order of their dates"
            raise CalendarError(message)
        if any(entry.opens >= entry.closes for entry in self.hours):
            message = "working hours must open before they close, on one day"
            raise CalendarError(message)
        if self.at_once <= timedelta(0):
            message = "at_once must be longer than no time, such as PT30M"
            raise CalendarError(message)

    def on(self, day: date) -> HoursFrom:
        """The hours in force that day; before the first entry, the first."""
        found = bisect_right(self.hours, day, key=lambda entry: entry.since)
        return self.hours[max(found - 1, 0)]


class UnitTime(msgspec.Struct, frozen=True, kw_only=True):
    """What a time limit needs to know of the unit: calendar, hours, and fixed offset from UTC."""

    calendar: WorkingCalendar
    hours: UnitHours
    zone: timezone

    def local(self, at: datetime) -> datetime:
        """The instant on the unit's clock. Raises ``CalendarError`` for a time without offset."""
        if at.tzinfo is None:
            message = f"{at} has no offset; give it one, such as +08:00"
            raise CalendarError(message)
        return at.astimezone(self.zone)

    def day_of(self, at: datetime) -> date:
        """The unit's date at an instant. Raises ``CalendarError`` for a time without offset."""
        return self.local(at).date()

    def at(self, day: date, clock: time) -> datetime:
        """An instant of the unit's day."""
        return datetime.combine(day, clock, self.zone)

    def opening(self, day: date) -> datetime:
        """When work begins, or would begin, that day."""
        return self.at(day, self.hours.on(day).opens)

    def closing(self, day: date) -> datetime:
        """When work ends, or would end, that day."""
        return self.at(day, self.hours.on(day).closes)

    def first_working(self, day: date) -> date:
        """The day itself if it is worked, else the next that is."""
        return day if self.calendar.is_working(day) else self.calendar.working_days_after(day, 1)
