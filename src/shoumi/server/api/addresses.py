"""The addresses: acts, may, registers, things, duties, journal, and what describes them."""

from __future__ import annotations

from typing import cast

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from shoumi.acts.thing import Thing
from shoumi.decision.inbox import line_of, periodic_duties
from shoumi.server.api.answers import (
    Duties,
    EntryLine,
    EntryLines,
    Line,
    Lines,
    Recorded,
)
from shoumi.server.api.asking import Asked, as_json, asked
from shoumi.server.api.openapi import description
from shoumi.server.api.problems import FieldError, ProblemError, refused
from shoumi.server.pages.desk import Desk, the_house
from shoumi.server.pages.entries import may_read
from shoumi.server.tables.models import Entry
from shoumi.server.visibility import Column, Listed, NotFoundError, Order, Wanted

FILTERS = ("number", "name", "level", "state", "holder", "department")
ORDERS = ("newest", "number", "due_on")
MOST = 200
STATUS = {"permitted": 201, "waiting": 202}


@asked("POST")
def perform(found: Asked, slug: str) -> HttpResponse:
    """Perform an act: 201 permitted, 202 waiting, 409 refused; a refusal is recorded too."""
    found.opens_act(slug)
    outcome = found.house.door.do(found.payload(slug), found.person)
    ruling = found.teller().ruling(outcome.ruling)
    if ruling.verdict == "refused":
        return refused(ruling, outcome.entry_number)
    recorded = Recorded(
        verdict=ruling.verdict,
        entry=outcome.entry_number,
        digest=outcome.digest,
        made=outcome.made,
        ruling=ruling,
    )
    return as_json(recorded, STATUS[ruling.verdict])


@asked("POST")
def may(found: Asked, slug: str) -> HttpResponse:
    """Ask for the verdict only; nothing is recorded."""
    found.opens_act(slug)
    ruling = found.house.door.may(found.payload(slug), found.person)
    return as_json(found.teller().ruling(ruling))


@asked("GET")
def register(found: Asked, kind: str) -> HttpResponse:
    """One page of a register, through the filter that every list passes."""
    found.opens_kind(kind)
    with found.desk() as desk:
        page = desk.sight.page(_wanted(found, desk, desk.kind(kind)))
    lines = tuple(_line(one) for one in page.lines)
    return as_json(Lines(lines=lines, after=lines[-1].id if page.more else None))


@asked("GET")
def thing(found: Asked, kind: str, identifier: str) -> HttpResponse:
    """One thing, as far as the person may read it; 404 alike for unseen and for absent."""
    found.opens_kind(kind)
    with found.desk() as desk:
        return as_json(desk.sight.thing(desk.known, desk.kind(kind), identifier))


@asked("GET")
def duties(found: Asked) -> HttpResponse:
    """The open duties of the token's owner."""
    found.opens_kind("duties")
    with found.desk() as desk:
        at, who = desk.at, found.person
        opened = (line_of(duty, at) for duty in desk.known.duties(person=who))
        periodic = periodic_duties(desk.known, desk.asking.people, desk.house, at)
        mine = (one for one in (*opened, *periodic) if one.who == who)
        lines = [one for one in mine if one.state in {"due", "overdue", "undated"}]
    lines.sort(key=lambda one: (one.due_at is None, one.due_at, one.rule))
    return as_json(Duties(at=at, duties=tuple(lines)))


@asked("GET")
def journal(found: Asked) -> HttpResponse:
    """Entries that the person may read, oldest first."""
    found.opens_kind("journal")
    _known(found, ("after", "limit"))
    behind, size = _number(found, "after", 0), _size(found)
    with found.desk() as desk:
        house = found.house
        rows = Entry.objects.using(house.door.using).filter(Q(unit=house.unit, number__gt=behind))
        readable: list[Entry] = []
        for row in rows.order_by("number").iterator():
            if may_read(desk, row):
                readable.append(row)
            if len(readable) > size:
                break
    entries = tuple(_entry(row) for row in readable[:size])
    return as_json(
        EntryLines(entries=entries, after=entries[-1].number if len(readable) > size else None)
    )


def openapi(_request: HttpRequest) -> HttpResponse:
    """The description of all this, out of the same structs; it tells nothing of the unit."""
    return as_json(description(the_house().door.catalogue))


def _wanted(found: Asked, desk: Desk, struct: type[Thing]) -> Wanted:
    _known(found, (*FILTERS, "after", "order", "limit"))
    query = found.request.GET
    order = query.get("order", "newest")
    if order not in ORDERS:
        raise _unusable("order", gettext("Name one of: {known}").format(known=" ".join(ORDERS)))
    where = {cast("Column", name): query[name] for name in FILTERS if name in query}
    return Wanted(
        kind=struct,
        order=cast("Order", order),
        where=where,
        behind=_behind(query["after"], desk, struct) if "after" in query else None,
        size=_size(found),
    )


def _behind(identifier: str, desk: Desk, struct: type[Thing]) -> Listed:
    """The line that the page before ended with; one that the person cannot see is none."""
    kind = str(struct.__struct_config__.tag)
    try:
        desk.seen(kind, identifier)
    except NotFoundError as error:
        raise _unusable("after", gettext("Give what the page before told as after.")) from error
    columns = ", ".join(Listed.__struct_fields__)
    (row,) = desk.known.direct.ask(
        f"SELECT {columns} FROM thing WHERE unit = %s AND kind = %s AND id = %s",  # noqa: S608 names of columns
        [desk.pages.unit, kind, identifier],
    )
    return Listed(**dict(zip(Listed.__struct_fields__, row, strict=True)))


def _known(found: Asked, names: tuple[str, ...]) -> None:
    for name in found.request.GET:
        if name not in names:
            raise _unusable(name, gettext("Name one of: {known}").format(known=" ".join(names)))


def _size(found: Asked) -> int:
    return min(max(_number(found, "limit", 50), 1), MOST)


def _number(found: Asked, name: str, default: int) -> int:
    written = found.request.GET.get(name)
    if written is None:
        return default
    if not (written.isascii() and written.isdigit() and len(written) <= 15):  # noqa: PLR2004 beyond any count
        raise _unusable(name, gettext("Give a whole number."))
    return int(written)


def _unusable(name: str, message: str) -> ProblemError:
    return ProblemError(422, errors=(FieldError(field=name, message=message),))


def _line(listed: Listed) -> Line:
    return Line(**{name: getattr(listed, name) for name in Line.__struct_fields__})


def _entry(row: Entry) -> EntryLine:
    return EntryLine(
        number=row.number,
        at=row.at,
        by=row.by,
        act=row.act,
        verdict=row.verdict,
        digest=bytes(row.digest).hex(),
    )
