"""Announced years and single days that were moved, as rows."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

import msgspec

from shoumi.acts.confirming import Proposal
from shoumi.acts.fields import Line, one_of, refers_to
from shoumi.acts.thing import Face, Thing

DayKind = Annotated[Literal["working", "rest", "holiday"], one_of("day_kind")]


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
    proposal: Proposal | None = None

    def face(self) -> Face:
        """Listed by the year; it counts once a second person has confirmed it."""
        waits = self.proposal is not None and not self.proposal.stands
        return Face(name=str(self.year), state="proposed" if waits else "announced")


YearRef = Annotated[str, refers_to("calendar.year")]


class ChangedDay(Thing, frozen=True, kw_only=True, tag="calendar.day"):
    """调整: one day whose kind was changed."""

    open_to_all: ClassVar[bool] = True

    day: date
    kind: DayKind
    notice: Line
    proposal: Proposal | None = None

    def face(self) -> Face:
        """Listed by the day; it counts once a second person has confirmed it."""
        waits = self.proposal is not None and not self.proposal.stands
        return Face(name=self.day.isoformat(), state="proposed" if waits else "changed")


DayRef = Annotated[str, refers_to("calendar.day")]
