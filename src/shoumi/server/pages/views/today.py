"""今日: what is due, what waits, what is out of the room, and the sheet of it for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

import msgspec
from django.http import HttpRequest, HttpResponse

from shoumi.acts.shape import shapes
from shoumi.acts.thing import Thing, kind_of
from shoumi.decision.inbox import DutyLine, line_of, periodic_duties
from shoumi.matters.applications.things import ApplicationRow
from shoumi.matters.applications.waiting import waiting_for
from shoumi.matters.carriers.things import Carrier, HandOver
from shoumi.server.pages.desk import Desk, at_desk
from shoumi.server.pages.shown import shown

WEEK = timedelta(days=7)
IN_HOURS = 72
OPEN = frozenset({"due", "overdue", "undated"})


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """One line of what is due, and the act that discharges it, half filled in.

    `pieces` duties of one rule that fall due together are one line, which then names no thing.
    """

    duty: DutyLine
    pieces: int = 1
    name: str
    thing: Thing | None
    act: str
    field: str
    hours: int
    clauses: tuple[str, ...]

    @property
    def days(self) -> int:
        """Whole days, for what is counted in hours no longer; 0 while it is."""
        return self.hours // 24 if self.hours >= IN_HOURS else 0

    @property
    def is_overdue(self) -> bool:
        """Whether its time has passed."""
        return self.duty.state == "overdue"


class Today(msgspec.Struct, frozen=True, kw_only=True):
    """The whole page."""

    overdue: tuple[Due, ...]
    this_week: tuple[Due, ...]
    later: tuple[Due, ...]
    to_sign: tuple[ApplicationRow, ...]
    out: tuple[Carrier, ...]
    offered: tuple[HandOver, ...]
    waiting: tuple[HandOver, ...]


@at_desk
def today(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The first page of every day."""
    return shown(request, desk, "today.html", {"today": today_of(desk)})


@at_desk
def sheet(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The duty sheet: numbers, days and clauses, and no title of anything."""
    return shown(request, desk, "sheet.html", {"today": today_of(desk)})


def today_of(desk: Desk) -> Today:
    """Everything that waits for one person."""
    dues = tuple(dues_of(desk))
    soon = desk.at + WEEK
    return Today(
        overdue=tuple(due for due in dues if due.is_overdue),
        this_week=tuple(due for due in dues if not due.is_overdue and _until(due, soon)),
        later=tuple(due for due in dues if not due.is_overdue and not _until(due, soon)),
        to_sign=to_sign(desk),
        out=tuple(
            carrier
            for carrier in desk.find(Carrier, holder=desk.person)
            if carrier.state in {"issued", "carried"}
        ),
        offered=tuple(
            offer for offer in desk.find(HandOver, name=desk.person) if offer.state == "offered"
        ),
        waiting=desk.find(HandOver, holder=desk.person),
    )


def to_sign(desk: Desk) -> tuple[ApplicationRow, ...]:
    """The applications that wait for this person's signature."""
    rows = waiting_for(desk.person, desk.asking)
    desk.look_at(rows)
    return tuple(row for row in rows if desk.groups(row))


def dues_of(desk: Desk) -> Iterator[Due]:
    """The open duties of a person, the soonest first."""
    opened = (line_of(duty, desk.at) for duty in desk.known.duties(person=desk.person))
    coming_back = periodic_duties(desk.known, desk.asking.people, desk.house, desk.at)
    mine = [*opened, *(line for line in coming_back if line.who == desk.person)]
    together: dict[tuple[object, ...], list[DutyLine]] = {}
    for line in sorted(mine, key=_soonest):
        if line.state in OPEN:
            alike = (line.rule, line.state, line.due_at, line.clauses, line.occasion)
            together.setdefault(alike, []).append(line)
    for lines in together.values():
        yield _due(lines[0], desk, pieces=len(lines))


def due_about(desk: Desk, thing: Thing) -> tuple[Due, ...]:
    """The open duties about a thing, whoever owes them."""
    lines = [line_of(duty, desk.at) for duty in desk.known.duties(thing=thing.id)]
    return tuple(_due(line, desk) for line in sorted(lines, key=_soonest))


def _soonest(line: DutyLine) -> tuple[bool, float]:
    return (line.due_at is None, line.due_at.timestamp() if line.due_at else 0.0)


def _until(due: Due, soon: datetime) -> bool:
    return due.duty.due_at is not None and due.duty.due_at <= soon


def _due(line: DutyLine, desk: Desk, *, pieces: int = 1) -> Due:
    thing = _thing(line.thing, desk) if pieces == 1 else None
    act, field = discharging(line.closes_by, thing, desk)
    left = abs(line.due_at - desk.at) if line.due_at else timedelta()
    rule = desk.house.catalogue.rules.get(line.rule)
    clause = desk.words.clause(line.clauses[0]) if line.clauses else None
    said = desk.words.text(clause.says) if clause else (rule.says if rule else line.rule)
    return Due(
        duty=line,
        pieces=pieces,
        name=desk.words.term("duty", line.rule) if desk.words.has("duty", line.rule) else said,
        thing=thing,
        act=act,
        field=field,
        hours=int(left.total_seconds() // 3600),
        clauses=line.clauses,
    )


def _thing(identifier: str, desk: Desk) -> Thing | None:
    """A duty's thing; it is known by its id alone."""
    return desk.by_id([identifier]).get(identifier) if identifier else None


def discharging(acts: Iterable[str], thing: Thing | None, desk: Desk) -> tuple[str, str]:
    """The first of some acts that is about such a thing, and the field that names it."""
    first = ""
    for slug in acts:
        if slug not in desk.catalogue.acts:
            continue
        first = first or slug
        field = subject_field(desk, slug, thing) if thing is not None else None
        if field:
            return slug, field
    return first, ""


def subject_field(desk: Desk, slug: str, thing: Thing) -> str | None:
    """The field of an act in which a thing of this kind stands as its subject."""
    kind = desk.catalogue.acts[slug]
    fitting = (
        shape.name
        for shape in shapes(kind.act)
        if shape.ref == kind_of(thing) and shape.name in kind.subjects
    )
    return next(fitting, None)
