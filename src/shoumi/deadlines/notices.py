"""What people read of their duties: one line a day, and a sheet to print. Neither holds a title."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

import msgspec

from shoumi.deadlines.calendar import UnitTime
from shoumi.deadlines.duties import Duty, Standing, open_at, standing
from shoumi.law.words import N_, Message


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A person's one line of a day, whatever the number of things."""

    person: str
    day: date
    duties: tuple[str, ...]
    line: Message


class SheetLine(msgspec.Struct, frozen=True, kw_only=True):
    """So many duties of one rule, due at one time and closed by the same acts."""

    count: int
    rule: str
    clauses: tuple[str, ...]
    due_at: datetime | None
    provisional: bool
    closes_by: tuple[str, ...]
    standing: Standing


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A person's open duties on paper; names acts and clauses, never a thing."""

    person: str
    at: datetime
    lines: tuple[SheetLine, ...]


def notices(duties: Iterable[Duty], at: datetime, unit: UnitTime) -> tuple[Notice, ...]:
    """One line for each person who owes something at that instant, in the order of their ids."""
    owed = sorted(open_at(duties, at), key=lambda duty: duty.who)
    return tuple(
        _notice(person, tuple(theirs), at, unit)
        for person, theirs in groupby(owed, key=lambda duty: duty.who)
    )


def _notice(person: str, owed: tuple[Duty, ...], at: datetime, unit: UnitTime) -> Notice:
    return Notice(
        person=person,
        day=unit.day_of(at),
        duties=tuple(duty.id for duty in owed),
        line=_line(owed, at, unit),
    )


def _line(owed: tuple[Duty, ...], at: datetime, unit: UnitTime) -> Message:
    overdue = [duty for duty in owed if standing(duty, at) == "overdue"]
    due = [duty.due_at for duty in owed if duty.due_at is not None]
    if not due:
        return Message(N_("{count} to do, no date set yet."), {"count": len(owed)})
    soonest = unit.local(min(due)).strftime("%Y-%m-%d %H:%M")
    if overdue:
        template = N_("{count} to do, {overdue} of them overdue, the oldest since {soonest}.")
        return Message(template, {"count": len(owed), "overdue": len(overdue), "soonest": soonest})
    template = N_("{count} to do, the first by {soonest}.")
    return Message(template, {"count": len(owed), "soonest": soonest})


def sheet(duties: Iterable[Duty], person: str, at: datetime) -> Sheet:
    """The person's open duties at that instant, like ones counted together, soonest first."""
    theirs = [duty for duty in open_at(duties, at) if duty.who == person]
    alike: dict[SheetLine, int] = {}
    for duty in theirs:
        line = _sheet_line(duty, at)
        alike[line] = alike.get(line, 0) + 1
    lines = tuple(msgspec.structs.replace(line, count=count) for line, count in alike.items())
    return Sheet(person=person, at=at, lines=lines)


def _sheet_line(duty: Duty, at: datetime) -> SheetLine:
    return SheetLine(
        count=1,
        rule=duty.rule,
        clauses=duty.clauses,
        due_at=duty.due_at,
        provisional=duty.provisional,
        closes_by=duty.closes_by,
        standing=standing(duty, at),
    )
