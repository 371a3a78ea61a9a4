"""Calendars and hours out of a pack's text; a file is read whole or not at all."""

import tomllib
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

import msgspec

from shoumi.deadlines.calendar import (
    CalendarError,
    Day,
    HoursFrom,
    Kind,
    UnitHours,
    WorkingCalendar,
    Year,
    with_year,
)
from shoumi.deadlines.periods import Hours, parse


class _Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: date
    kind: Kind
    name: str = ""
    source: str = ""


class _YearFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    year: int
    announced: bool
    source: str
    settled_through: date
    day: tuple[_Named, ...]


class _HoursFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    at_once: str
    hours: tuple[HoursFrom, ...]


File = TypeVar("File", _YearFile, _HoursFile)


def calendar_from(files: Iterable[str | bytes]) -> WorkingCalendar:
    """The calendar that year files (TOML) add up to, in any order.

    Raises ``CalendarError`` for a file that is no year file, contradicts itself or repeats a year.
    A year that says ``announced = false`` is left out: its days stay provisional.
    """
    calendar = WorkingCalendar(years={}, exceptions={})
    for read in sorted((_decoded(text, _YearFile) for text in files), key=lambda each: each.year):
        if read.year in calendar.years:
            message = f"two files announce {read.year}; keep one"
            raise CalendarError(message)
        if read.announced:
            calendar = _with_file(calendar, read)
    return calendar


def _with_file(calendar: WorkingCalendar, read: _YearFile) -> WorkingCalendar:
    days = [
        Day(day=each.on, kind=each.kind, name=each.name, source=each.source or read.source)
        for each in read.day
    ]
    year = Year(year=read.year, source=read.source, settled_through=read.settled_through)
    return with_year(calendar, year, days)


def hours_from(text: str | bytes) -> UnitHours:
    """The unit's working hours and its *at once*, a length in hours or minutes, out of TOML."""
    read = _decoded(text, _HoursFile)
    at_once = parse(read.at_once)
    if not isinstance(at_once, Hours):
        message = f"at_once is {read.at_once}; give hours or minutes, such as PT30M"
        raise CalendarError(message)
    return UnitHours(hours=read.hours, at_once=at_once.length)


def _decoded(text: str | bytes, kind: type[File]) -> File:
    try:
        plain = text if isinstance(text, str) else text.decode()
        return msgspec.convert(tomllib.loads(plain), kind)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        message = f"not a file of the calendar: {error}; write it like the packaged ones"
        raise CalendarError(message) from error
