"""Duties: what must be done by a time, by someone. Opened and closed by entries; never by lapse."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import msgspec

from shoumi.deadlines.calendar import UnitTime
from shoumi.deadlines.due import Binding, ClauseDue, Due, due_at, earliest
from shoumi.deadlines.periods import parse

State = Literal["open", "discharged", "cancelled"]
Standing = Literal["undated", "due", "overdue", "discharged", "discharged_late", "cancelled"]


class Term(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What one clause allows, as a code of ``periods``."""

    clause: str
    period: str


class Moved(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A due time that held until the calendar changed; kept to be shown."""

    due_at: datetime
    provisional: bool


class Duty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One person's duty. Holds no title: ``thing`` is an opaque identifier.

    ``starts_at`` is when the terms run from; it may lie before ``opened_at``, when the entry was
    made. ``closes_by`` are the acts that discharge it. ``due_at`` is empty while no term has a
    date.
    """

    id: str
    rule: str
    terms: tuple[Term, ...]
    who: str
    department: str
    thing: str
    closes_by: tuple[str, ...]
    opened_by: int
    opened_at: datetime
    starts_at: datetime
    due_at: datetime | None = None
    provisional: bool = False
    state: State = "open"
    ended_by: int | None = None
    ended_at: datetime | None = None
    late: bool = False
    occasion: str = ""
    moved: tuple[Moved, ...] = ()

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that the duty rests on."""
        return tuple(term.clause for term in self.terms)


class DutyError(ValueError):
    """A duty that was asked for something that its state forbids; says what would be right."""


def dues(duty: Duty, unit: UnitTime) -> tuple[ClauseDue, ...]:
    """What each clause says of the due time; clauses that name no date yet are left out."""
    found = ((term.clause, due_at(parse(term.period), duty.starts_at, unit)) for term in duty.terms)
    return tuple(ClauseDue(clause=clause, due=due) for clause, due in found if isinstance(due, Due))


def binding(duty: Duty, unit: UnitTime) -> Binding | None:
    """The clause that binds and those beside it; None while no clause names a date."""
    stated = dues(duty, unit)
    return earliest(stated) if stated else None


def dated(duty: Duty, unit: UnitTime) -> Duty:
    """The duty as newly opened, with the due time that its terms give."""
    bound = binding(duty, unit)
    if bound is None:
        return msgspec.structs.replace(duty, due_at=None, provisional=False)
    due = bound.binds.due
    return msgspec.structs.replace(duty, due_at=due.at, provisional=due.provisional)


def recompute(duty: Duty, unit: UnitTime) -> Duty:
    """The duty under a changed calendar: a due time that moves is kept in ``moved``.

    Only open duties move: what was done in time stays in time.
    """
    if duty.state != "open":
        return duty
    renewed = dated(duty, unit)
    if duty.due_at is None or renewed.due_at == duty.due_at:
        return renewed
    old = Moved(due_at=duty.due_at, provisional=duty.provisional)
    return msgspec.structs.replace(renewed, moved=(*duty.moved, old))


def name_date(duty: Duty, term: Term, unit: UnitTime) -> Duty:
    """The duty with a term of one clause replaced, as when a run ends or a review is planned."""
    if term.clause not in duty.clauses:
        message = f"{term.clause} is no clause of this duty; name one of {', '.join(duty.clauses)}"
        raise DutyError(message)
    terms = tuple(term if each.clause == term.clause else each for each in duty.terms)
    return recompute(msgspec.structs.replace(duty, terms=terms), unit)


def discharge(duty: Duty, entry: int, at: datetime) -> Duty:
    """The duty as done by an entry; late if that came after its due time, for good."""
    late = duty.due_at is not None and at > duty.due_at
    return _ended(duty, state="discharged", entry=entry, at=at, late=late)


def cancel(duty: Duty, entry: int, at: datetime) -> Duty:
    """The duty as no longer owed, by an entry that says why."""
    return _ended(duty, state="cancelled", entry=entry, at=at, late=False)


def _ended(duty: Duty, *, state: State, entry: int, at: datetime, late: bool) -> Duty:
    if duty.state != "open":
        message = f"the duty was {duty.state} by entry {duty.ended_by}; it cannot end again"
        raise DutyError(message)
    if at < duty.opened_at:
        message = f"{at} lies before the duty was opened at {duty.opened_at}; give a later time"
        raise DutyError(message)
    return msgspec.structs.replace(duty, state=state, ended_by=entry, ended_at=at, late=late)


def standing(duty: Duty, at: datetime) -> Standing:
    """How the duty stood at an instant; what ended later was still open then."""
    if duty.state != "open" and duty.ended_at is not None and duty.ended_at <= at:
        if duty.state == "cancelled":
            return "cancelled"
        return "discharged_late" if duty.late else "discharged"
    if duty.due_at is None:
        return "undated"
    return "overdue" if at > duty.due_at else "due"


def open_at(duties: Iterable[Duty], at: datetime) -> tuple[Duty, ...]:
    """The duties that were opened and not ended at an instant, the soonest due first."""
    owed = [
        duty
        for duty in duties
        if duty.opened_at <= at and standing(duty, at) in {"undated", "due", "overdue"}
    ]
    return tuple(sorted(owed, key=_by_due))


def _by_due(duty: Duty) -> tuple[bool, float, str]:
    return (duty.due_at is None, duty.due_at.timestamp() if duty.due_at else 0.0, duty.id)
