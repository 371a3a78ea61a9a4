"""What must be known before the calendar changes."""

from __future__ import annotations

import msgspec

from shoumi.acts.confirming import Confirming
from shoumi.acts.known import Asking
from shoumi.matters.calendar.acts import ChangeDay, EnterYear
from shoumi.matters.calendar.things import AnnouncedYear, ChangedDay


class YearFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`waits`: the same year is proposed already and waits for its second person."""

    confirming: Confirming = Confirming()
    row: AnnouncedYear | None = None
    waits: bool = False


class DayFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`waits`: a change of the same day is proposed already."""

    confirming: Confirming = Confirming()
    row: ChangedDay | None = None
    waits: bool = False


def year_facts(act: EnterYear, asking: Asking) -> YearFacts:
    row = asking.known.get(AnnouncedYear, act.confirms) if act.confirms else None
    return YearFacts(
        confirming=_confirming(act, row, asking),
        row=row,
        waits=bool(asking.known.find(AnnouncedYear, name=str(act.year), state="proposed")),
    )


def day_facts(act: ChangeDay, asking: Asking) -> DayFacts:
    row = asking.known.get(ChangedDay, act.confirms) if act.confirms else None
    day = act.day.isoformat() if act.day else ""
    return DayFacts(
        confirming=_confirming(act, row, asking),
        row=row,
        waits=bool(asking.known.find(ChangedDay, name=day, state="proposed")),
    )


def _confirming(
    act: EnterYear | ChangeDay, row: AnnouncedYear | ChangedDay | None, asking: Asking
) -> Confirming:
    return Confirming(
        meant=act.confirms is not None,
        by=asking.by,
        proposal=row.proposal if row else None,
    )
