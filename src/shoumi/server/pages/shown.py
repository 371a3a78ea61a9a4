"""A page on its way out: the shell around it, and what the browser may do with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

import msgspec
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from shoumi.matters.applications.waiting import waiting_for
from shoumi.server.accounts.rooms import may_enter
from shoumi.server.headers import POLICY
from shoumi.server.pages.desk import Desk, opened, person_of
from shoumi.server.tables.models import Notice


class MatterLine(msgspec.Struct, frozen=True, kw_only=True):
    """A matter of the shell: its registers and acts stand on its own page."""

    slug: str
    name: str
    waits: int


SOON = timedelta(days=7)
JOURNAL = "journal"
"""The journal has its own place in the shell, beside the regulations."""


class Shell(msgspec.Struct, frozen=True, kw_only=True):
    """What stands around every page."""

    unit: str
    person: str
    tier: str
    highest: str
    matters: tuple[MatterLine, ...]
    inbox: int
    to_sign: int
    at: datetime


def shell_of(desk: Desk) -> Shell:
    """The shell for one person."""
    words, people = desk.words, desk.asking.people
    me = desk.me
    tier = people.tier(desk.person)
    waits: dict[str, int] = {}
    soon = desk.at + SOON
    for duty in desk.known.duties(person=desk.person):
        if duty.due_at is not None and duty.due_at > soon:
            continue  # what is due next year is no number to look at every day
        matter = duty.rule.partition(".")[0]
        waits[matter] = waits.get(matter, 0) + 1
    inbox = Notice.objects.using(desk.pages.door.using).filter(
        unit=desk.pages.unit, person=desk.person, read_at=None
    )
    unit = desk.unit
    return Shell(
        unit=unit.name if unit else desk.pages.unit,
        person=me.name if me else desk.person,
        tier=words.term("tier", tier) if tier else "",
        highest=highest_level(desk),
        matters=tuple(
            MatterLine(
                slug=matter.slug,
                name=words.term("matter", matter.slug),
                waits=waits.get(matter.slug, 0),
            )
            for matter in desk.catalogue.matters
            if matter.things and matter.slug != JOURNAL
        ),
        inbox=inbox.count(),
        to_sign=len(waiting_for(desk.person, desk.asking)),
        at=desk.at,
    )


def highest_level(desk: Desk) -> str:
    """The highest level that this system may hold, as the unit has set it."""
    code = desk.asking.settings.parameter("installation_level") or "secret"
    return desk.words.term("level", code)


def shown(
    request: HttpRequest,
    desk: Desk,
    template: str,
    context: Mapping[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """A whole page."""
    return part(request, desk, template, {"shell": shell_of(desk), **context}, status=status)


def part(
    request: HttpRequest,
    desk: Desk,
    template: str,
    context: Mapping[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """A piece of a page, for a page that is open."""
    words = desk.words
    told = {
        "desk": desk,
        "words": words,
        "term": words.term,
        "person_name": words.person,
        "here": request.path,
        "opens": partial(opens, getattr(request, "account_kind", None)),
        **context,
    }
    return guarded(HttpResponse(render_to_string(template, told, request), status=status))


def guarded(response: HttpResponse) -> HttpResponse:
    """Nothing from another host, nothing kept in a browser's cache."""
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = "no-store"
    return response


def opens(account_kind: str | None, path: str) -> bool:
    """Whether an account of that kind gets anywhere at a path; who has none is asked later."""
    return account_kind is None or may_enter(account_kind, path)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page for what is not there and for what this person may not see."""
    if person_of(request) is None:
        return guarded(
            HttpResponse(render_to_string("nothing-alone.html", {}, request), status=404)
        )
    with opened(request) as desk:
        return shown(request, desk, "nothing.html", {}, status=404)
