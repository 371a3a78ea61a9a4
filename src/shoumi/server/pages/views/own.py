"""What is one's own: the inbox, what I hold, the hand-over tray; and the search over all."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from shoumi.acts.thing import Thing, kind_of
from shoumi.law.words import Message
from shoumi.matters.carriers.things import Carrier
from shoumi.server.pages.desk import Desk, at_desk, person_of, the_house, to_log_in
from shoumi.server.pages.environment import address_if
from shoumi.server.pages.forms.naming import called, candidates
from shoumi.server.pages.shown import shown
from shoumi.server.pages.views.today import today_of
from shoumi.server.search import TooShortError, search
from shoumi.server.tables.models import Notice
from shoumi.server.visibility import NotFoundError

SHOWN = 100
FOUND = 20
BY_NAME = ("organisation.person", "organisation.department", "carriers.edition")
PRINTED = "SF-"
"""How the code on every print begins; which installation prints nothing has no such page."""


@at_desk
def inbox(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The notices of a person, the newest first."""
    rows = Notice.objects.using(desk.pages.door.using).filter(
        unit=desk.pages.unit, person=desk.person
    )
    newest = list(rows.order_by("-row")[:SHOWN])
    things = desk.by_id(row.thing for row in newest if row.thing)
    lines = [
        (row, Message(row.template, json.loads(row.words)), things.get(row.thing or ""))
        for row in newest
    ]
    return shown(request, desk, "inbox.html", {"lines": lines})


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark every notice of mine as read; that is no act, only a tick."""
    person = person_of(request)
    if person is None:
        return to_log_in(request)
    pages = the_house()
    Notice.objects.using(pages.door.using).filter(
        unit=pages.unit, person=person, read_at=None
    ).update(read_at=pages.clock())
    return redirect("inbox")


@at_desk
def mine(request: HttpRequest, desk: Desk) -> HttpResponse:
    """我的涉密载体: what I hold, when it is due, and what waits for my signature."""
    carriers = [
        one
        for one in desk.find(Carrier, holder=desk.person)
        if one.state in {"kept", "issued", "carried"}
    ]
    return shown(request, desk, "mine.html", {"carriers": carriers, "today": today_of(desk)})


@at_desk
def tray(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The hand-over tray: scan several carriers, name one receiver."""
    return shown(request, desk, "tray.html", {"basis": desk.words.codes("basis")})


@at_desk
def matter(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """A matter: its registers and everything that can be done in it."""
    found = next((one for one in desk.catalogue.matters if one.slug == slug), None)
    if found is None:
        raise NotFoundError
    kinds = [kind_of(struct) for struct in found.things]
    told = {"matter": found, "kinds": kinds, "acts": [kind.slug for kind in found.acts]}
    return shown(request, desk, "matter.html", told)


@at_desk
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The one box: a scanned number opens its thing, words find what one may read."""
    text = request.GET.get("q", "").strip()
    check = address_if("form-check")
    if check and text.upper().startswith(PRINTED):
        return redirect(f"{check}?{urlencode({'code': text})}")
    exact = [one for one in _numbered(desk, text) if text in called(desk, one)] if text else []
    if len(exact) == 1:
        return redirect("thing", kind_of(exact[0]), exact[0].id)
    found = {one.id: one for one in (*exact, *_named(desk, text), *_worded(desk, text))}
    acts = [
        slug
        for slug in desk.catalogue.acts
        if text and text.casefold() in desk.words.term("act", slug).casefold()
    ]
    if text and not found and not acts:
        messages.info(
            request, gettext("No label of this unit is called so, or you may not see it.")
        )
    told = {"text": text, "found": tuple(found.values()), "acts": acts}
    return shown(request, desk, "found.html", told)


def _numbered(desk: Desk, text: str) -> Iterator[Thing]:
    for struct in desk.catalogue.things.values():
        yield from desk.find(struct, number=text)


def _named(desk: Desk, text: str) -> Iterator[Thing]:
    """People, departments and entries by a part of their open names."""
    if len(text) > 1:
        for kind in BY_NAME:
            yield from candidates(desk, kind, text)


def _worded(desk: Desk, text: str) -> Iterator[Thing]:
    for struct in desk.catalogue.things.values():
        if struct.words and text:
            yield from _hits(desk, struct, text)


def _hits(desk: Desk, struct: type[Thing], text: str) -> Iterator[Thing]:
    try:
        hits = search(text, struct, sight=desk.sight, known=desk.known, most=FOUND)
    except TooShortError:
        return
    yield from (hit.thing for hit in hits)
