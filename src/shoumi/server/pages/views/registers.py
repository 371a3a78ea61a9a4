"""The register page: any kind of thing, filtered, paged, exported and printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import msgspec
import xlsxwriter
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shoumi.acts.shape import Shape, shapes
from shoumi.acts.thing import Thing, kind_of
from shoumi.decision.verdict import Verdict
from shoumi.server.forms.catalogue import forms_of_register
from shoumi.server.pages.answer import asked
from shoumi.server.pages.desk import Desk, at_desk, opened, person_of, the_house, to_log_in
from shoumi.server.pages.environment import day
from shoumi.server.pages.models import KeptView
from shoumi.server.pages.shown import guarded, part, shown
from shoumi.server.visibility import (
    Column,
    Listed,
    NotFoundError,
    Order,
    Wanted,
    readable,
)

FILTERS: tuple[Column, ...] = ("state", "level", "department", "holder")
MOST_COLUMNS = 7
TELLING = ("level", "state", "edition", "copy_number", "holder", "person", "role", "department")
"""The columns that tell most, in the order of a ledger."""
ORDERS: tuple[Order, ...] = ("newest", "number", "due_on")
EXPORT = "journal.export"
MOST_EXPORTED = 20_000
MOST_VIEWS = 30
LONGEST = 64
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a register with what this person may read of it."""

    line: Listed
    thing: Thing
    told: dict[str, Any]


@at_desk
def register(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """A page of a register."""
    struct = desk.kind(kind)
    wanted = wanted_by(request, struct)
    page = desk.sight.page(wanted)
    return shown(
        request,
        desk,
        "register.html",
        {
            "kind": kind,
            "forms": forms_of_register(kind),
            "rows": tuple(rows_of(desk, struct, page.lines)),
            "more": page.more,
            "count": desk.sight.count(msgspec.structs.replace(wanted, behind=None)),
            "where": wanted.where,
            "order": wanted.order,
            "orders": ORDERS,
            "choices": choices(desk, struct),
            "columns": columns_of(request, struct),
            "tells_state": not any(shape.name == "state" for shape in shapes(struct)),
            "all_columns": all_columns(struct),
            "acts": acts_about(desk, struct),
            "may_export": may_export(desk, kind),
            "views": views_of(desk, kind),
            "chips": chips_of(request, desk, struct, wanted),
            "query": without_after(request.GET),
            "makers": makers_of(desk, kind),
        },
    )


@at_desk
def allowed(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Which acts all the chosen things allow together."""
    struct = desk.kind(kind)
    chosen = [desk.seen(kind, one).id for one in request.POST.getlist("chosen")]
    found = [
        (slug, field, asked(desk, slug, {field: chosen if many else chosen[0]}))
        for slug, field, many in acts_about(desk, struct)
        if chosen and (many or len(chosen) == 1)
    ]
    return part(request, desk, "allowed.html", {"found": found, "chosen": chosen})


@require_POST
def keep_view(request: HttpRequest, kind: str) -> HttpResponse:
    """Keep the filters and columns of a register under a name, for this person; or let one go."""
    person = person_of(request)
    if person is None:
        return to_log_in(request)
    try:
        with opened(request) as desk:
            desk.kind(kind)
            pages = desk.pages
    except NotFoundError as error:
        raise Http404 from error
    name, query = request.POST.get("name", "").strip()[:LONGEST], request.POST.get("query", "")
    # The desk reads in a transaction of its own; the view is written after it.
    rows = KeptView.objects.using(pages.door.using).filter(
        unit=pages.unit, person=person, kind=kind
    )
    if request.POST.get("drop"):
        rows.filter(name=request.POST["drop"]).delete()
    elif name and rows.count() < MOST_VIEWS:
        rows.update_or_create(
            unit=pages.unit, person=person, kind=kind, name=name, defaults={"query": query}
        )
    response = HttpResponse(status=303)
    response["Location"] = f"{reverse('register', args=[kind])}?{query}"
    return response


@at_desk
def ledger(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """The register as an official ledger, for paper."""
    struct = desk.kind(kind)
    wanted = msgspec.structs.replace(wanted_by(request, struct), size=500)
    page = desk.sight.page(wanted)
    told = {
        "kind": kind,
        "rows": tuple(rows_of(desk, struct, page.lines)),
        "columns": columns_of(request, struct),
        "more": page.more,
    }
    return shown(request, desk, "ledger.html", told)


@require_POST
def excel(request: HttpRequest, kind: str) -> HttpResponse:
    """The register as a workbook: an act of its own, so that the journal says who took it.

    Where the law says no, or asks others first, its answer is shown instead.
    """
    person = person_of(request)
    if person is None:
        return to_log_in(request)
    try:
        with opened(request) as desk:
            desk.kind(kind)
    except NotFoundError as error:
        raise Http404 from error
    outcome = the_house().door.do({"do": EXPORT, "register": kind}, person)
    if outcome.ruling.verdict is Verdict.PERMITTED:
        with opened(request) as desk:
            return workbook(request, desk, kind)
    if outcome.ruling.verdict is Verdict.WAITING:
        return redirect("entry", outcome.entry_number)
    return redirect(f"{reverse('act', args=[EXPORT])}?{urlencode({'register': kind})}")


def workbook(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """What this person sees of a register, as a workbook."""
    struct = desk.kind(kind)
    wanted = msgspec.structs.replace(wanted_by(request, struct), size=MOST_EXPORTED, behind=None)
    columns = columns_of(request, struct)
    page = desk.sight.page(wanted)
    written = BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [desk.words.field(shape, kind) for shape in columns])
        for place, row in enumerate(rows_of(desk, struct, page.lines), start=1):
            sheet.write_row(place, 0, [as_text(desk, row, shape) for shape in columns])
    response = HttpResponse(written.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{kind}.xlsx"'
    return guarded(response)


class Chip(msgspec.Struct, frozen=True, kw_only=True):
    """A filter that is set, and the address of the list without it."""

    label: str
    value: str
    without: str


def chips_of(
    request: HttpRequest, desk: Desk, struct: type[Thing], wanted: Wanted
) -> tuple[Chip, ...]:
    """The filters that are set, each to be taken off by itself."""
    offered = choices(desk, struct)
    found = []
    for column, value in wanted.where.items():
        kept = request.GET.copy()
        for name in (column, "after", "after_number", "after_due_on"):
            kept.pop(name, None)
        named = dict(offered.get(column, ())).get(value) or desk.words.person(value)
        label = desk.words.field(column)
        found.append(Chip(label=label, value=named or value, without=kept.urlencode()))
    return tuple(found)


def views_of(desk: Desk, kind: str) -> list[KeptView]:
    """The views that the person keeps of a register."""
    rows = KeptView.objects.using(desk.pages.door.using).filter(
        unit=desk.pages.unit, person=desk.person, kind=kind
    )
    return list(rows.order_by("name"))


def makers_of(desk: Desk, kind: str) -> list[str]:
    """The acts of the matter that keeps a register: some of them make its entries."""
    matter = kind.partition(".")[0]
    return [slug for slug in desk.catalogue.acts if slug.partition(".")[0] == matter]


def without_after(asked: QueryDict) -> str:
    """The filters of an address, without the place in the list."""
    kept = asked.copy()
    for name in ("after", "after_number", "after_due_on"):
        kept.pop(name, None)
    return kept.urlencode()


def wanted_by(request: HttpRequest, struct: type[Thing]) -> Wanted:
    """Which list an address asks for."""
    order = request.GET.get("order", "newest")
    where = {column: request.GET[column] for column in FILTERS if request.GET.get(column)}
    return Wanted(
        kind=struct,
        order=order if order in ORDERS else "newest",
        where=where,
        behind=behind(request),
    )


def behind(request: HttpRequest) -> Listed | None:
    """The last line of the page before, as the address tells it."""
    row = request.GET.get("after", "")
    if not row.isdigit():
        return None
    return Listed(
        row=int(row),
        id="",
        number=request.GET.get("after_number"),
        name=None,
        level=None,
        state=None,
        holder=None,
        department=None,
        due_on=request.GET.get("after_due_on"),
        version=0,
    )


def rows_of(desk: Desk, struct: type[Thing], lines: Iterable[Listed]) -> Iterator[Row]:
    """The lines with their things, read at once."""
    kind, listed = kind_of(struct), tuple(lines)
    desk.known.warm((kind, line.id) for line in listed)
    desk.known.warm(("organisation.person", line.holder) for line in listed if line.holder)
    things = {line.id: desk.known.get(struct, line.id) for line in listed}
    desk.look_at(thing for thing in things.values() if thing is not None)
    for line in listed:
        thing = things[line.id]
        if thing is not None:
            yield Row(line=line, thing=thing, told=readable(thing, desk.groups(thing)))


def all_columns(struct: type[Thing]) -> tuple[Shape, ...]:
    """Everything of a kind that fits into a cell."""
    return tuple(
        shape
        for shape in shapes(struct)
        if shape.name != "id" and shape.inner is None and shape.sort != "map"
    )


def columns_of(request: HttpRequest, struct: type[Thing]) -> tuple[Shape, ...]:
    """The columns that were chosen, else those that tell a thing from another."""
    chosen = request.GET.getlist("column")
    every = all_columns(struct)
    if chosen:
        return tuple(shape for shape in every if shape.name in chosen)
    told = [shape for shape in every if shape.name in TELLING]
    rest = [
        shape
        for shape in every
        if shape.see == "row" and not shape.many and shape not in told and not _is_its_name(shape)
    ]
    return (*sorted(told, key=lambda shape: TELLING.index(shape.name)), *rest)[:MOST_COLUMNS]


def _is_its_name(shape: Shape) -> bool:
    """The first column is the link by which the thing is called."""
    return shape.name in {"number", "name", "carrier_number", "title"}


def choices(desk: Desk, struct: type[Thing]) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers."""
    by_name = {shape.name: shape for shape in shapes(struct)}
    state = by_name.get("state")
    found = {
        "state": desk.words.codes(state.code) if state and state.code else [],
        "level": desk.words.codes("level") if "level" in by_name else [],
        "department": _departments(desk) if "department" in by_name else [],
    }
    return {name: offered for name, offered in found.items() if offered}


def _departments(desk: Desk) -> list[tuple[str, str]]:
    struct = desk.kind("organisation.department")
    return [(one.id, desk.words.label(one)) for one in desk.known.find(struct)]


def acts_about(desk: Desk, struct: type[Thing]) -> list[tuple[str, str, bool]]:
    """The acts that are about things of a kind: slug, field, and whether it takes several."""
    return [
        (slug, shape.name, shape.many)
        for slug, kind in desk.catalogue.acts.items()
        for shape in shapes(kind.act)
        if shape.ref == kind_of(struct) and shape.name in kind.subjects
    ]


def may_export(desk: Desk, kind: str) -> bool:
    """Taking a register out of the house is a right of its own, which clauses give."""
    return desk.right(EXPORT, register=kind).verdict is not Verdict.REFUSED


def as_text(desk: Desk, row: Row, shape: Shape) -> str:
    """A cell in words; what may not be read is an empty cell."""
    value = row.told.get(shape.name)
    values = value if isinstance(value, tuple) else (value,)
    return "、".join(_in_words(desk, shape, one) for one in values if one is not None)


def _in_words(desk: Desk, shape: Shape, value: object) -> str:
    if shape.ref == "organisation.person":
        return desk.words.person(str(value))
    if shape.ref:
        thing = desk.seen_or_none(shape.ref, str(value))
        return desk.words.label(thing) if thing else ""
    if shape.code:
        return desk.words.term(shape.code, value)
    return day(value) if isinstance(value, date) else str(value)
