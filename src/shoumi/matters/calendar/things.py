"""Announced years and single days that were moved, as rows."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

import msgspec

from shoumi.acts.fields import Line, one_of
from shoumi.acts.thing import Face, Thing

DayKind = Annotated[str, one_of("day_kind")]


class DayLine(msgspec.Struct, frozen=True, kw_only=True):
    """One day that differs from Monday-to-Friday."""

    day: date
    kind: DayKind


class AnnouncedYear(Thing, frozen=True, kw_only=True, tag="calendar.year"):
    """年度工作日历: a year as its notice announced it."""

    open_to_all: ClassVar[bool] = True

    year: int
    days: tuple[DayLine, ...]
    notice: Line

    def face(self) -> Face:
        """Listed by the year."""
        return Face(name=str(self.year), state="announced")


class ChangedDay(Thing, frozen=True, kw_only=True, tag="calendar.day"):
    """调整: one day whose kind was changed."""

    open_to_all: ClassVar[bool] = True

    day: date
    kind: DayKind
    notice: Line

    def face(self) -> Face:
        """Listed by the day."""
        return Face(name=self.day.isoformat(), state="changed")
