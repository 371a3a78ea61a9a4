"""Screening inside the product: lay a file down, read what was found, review it, make a copy."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from pathlib import PurePath

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from shoumi.acts.thing import kind_of
from shoumi.law.words import N_, Message
from shoumi.matters.applications.things import ApplicationRow
from shoumi.screening.redaction.removal import Method
from shoumi.screening.report.terminal import LAYERS, SEVERITIES
from shoumi.screening.report.where import where
from shoumi.screening.words import chinese, say
from shoumi.server.pages.beside.screened import (
    REDACTION,
    Laid,
    Sheet,
    copy_of,
    counts_of,
    lay_down,
    may_open,
    mine,
    redaction_of,
    sheet_of,
)
from shoumi.server.pages.beside.works import TooMuchAtOnceError, Work
from shoumi.server.pages.desk import Desk, at_desk, opened, person_of, the_works, to_log_in
from shoumi.server.pages.models import ReviewedFinding
from shoumi.server.pages.shown import guarded, part, shown
from shoumi.server.pages.words import language
from shoumi.server.screening import apart
from shoumi.server.screening.orders import MOST_BYTES, Redact
from shoumi.server.visibility import NotFoundError

METHODS = {
    Method.MASK: N_("cover it"),
    Method.DELETE: N_("strike it out"),
    Method.EXCERPT: N_("keep only the text that holds none of it"),
}
NO_FILE = N_("Choose a file of at most {most} MB; larger ones are screened at the command line.")
NONE_CHOSEN = Message(N_("Choose what is to be removed."))


def screening(request: HttpRequest) -> HttpResponse:
    """The page on which a file is laid down, and those that lie there."""
    return laid(request) if request.method == "POST" else table(request)


@at_desk
def table(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the person laid down and is still held."""
    works = mine(desk, the_works())
    return shown(request, desk, "screening.html", {"works": works, "most": MOST_BYTES // 2**20})


@at_desk
def laid(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a file into memory and screen it."""
    file = request.FILES.get("file")
    application = request.POST.get("application", "")
    if application:
        desk.seen(kind_of(ApplicationRow), application)
    back = reverse("application", args=[application]) if application else reverse("screening")
    if file is None or file.size is None or file.size > MOST_BYTES:
        told = Message(NO_FILE, {"most": MOST_BYTES // 2**20})
        messages.info(request, desk.words.say(told))
        return redirect(back)
    handed = Laid(name=file.name or "", content=file.read(), application=application)
    try:
        work = lay_down(desk, the_works(), handed)
    except TooMuchAtOnceError as error:
        messages.info(request, desk.words.say(error.message))
        return redirect(back)
    return redirect("screened", work.id)


@at_desk
def report(request: HttpRequest, desk: Desk, identifier: str) -> HttpResponse:
    """What was found in a file, by layer and in its place; how far it is until then."""
    work = _work(desk, identifier)
    sheet = sheet_of(desk, work)
    redaction = redaction_of(the_works(), work, desk.person)
    told = {
        "work": work,
        "laid": work.on,
        "sheet": sheet,
        "counts": counts_of(sheet) if sheet else {},
        "redaction": redaction,
        "copied": copy_of(redaction),
        "methods": [(method.value, gettext(name)) for method, name in METHODS.items()],
        "own": work.person == desk.person,
        **_spoken(),
    }
    return shown(request, desk, "screened.html", told)


@at_desk
def progress(request: HttpRequest, desk: Desk, identifier: str) -> HttpResponse:
    """How far it is; the whole page again once nothing goes on any more."""
    work = _work(desk, identifier)
    redaction = redaction_of(the_works(), work, desk.person)
    running = next((one for one in (work, redaction) if one and one.state == "running"), None)
    if running is None:
        response = HttpResponse(status=HTTPStatus.NO_CONTENT)
        response["HX-Refresh"] = "true"
        return response
    return part(request, desk, "progress.html", {"work": running, "again": request.path})


@require_POST
def review(request: HttpRequest, identifier: str) -> HttpResponse:
    """Mark a finding as reviewed, or take the mark back; it holds for every later version."""
    person = person_of(request)
    if person is None:
        return to_log_in(request)
    identity = request.POST.get("identity", "")
    try:
        with opened(request) as desk:
            found = _sheet(desk, identifier).screened.report.findings
            pages, at = desk.pages, desk.at
    except NotFoundError as error:
        raise Http404 from error
    if identity not in {one.identity for one in found}:
        raise Http404
    # The desk reads in a transaction of its own; the tick is written after it.
    rows = ReviewedFinding.objects.using(pages.door.using)
    if request.POST.get("reviewed") == "true":
        told = {"person": person, "at": at}
        rows.get_or_create(unit=pages.unit, identity=identity, defaults=told)
    else:
        rows.filter(unit=pages.unit, identity=identity).delete()
    return redirect(f"{reverse('screened', args=[identifier])}#item-{request.POST.get('at', '0')}")


@require_POST
@at_desk
def redact(request: HttpRequest, desk: Desk, identifier: str) -> HttpResponse:
    """Have a copy made without the chosen findings."""
    sheet = _sheet(desk, identifier)
    chosen = set(request.POST.getlist("remove"))
    findings = tuple(one for one in sheet.screened.report.findings if one.identity in chosen)
    method = next((one for one in METHODS if one.value == request.POST.get("method")), Method.MASK)
    if not findings:
        messages.info(request, desk.words.say(NONE_CHOSEN))
        return redirect("screened", identifier)
    order = Redact(
        name=sheet.laid.name, content=sheet.laid.content, findings=findings, method=method
    )
    work = Work(desk.person, f"{REDACTION}{identifier}", weight=len(sheet.laid.content))
    try:
        the_works().begin(work, partial(apart.redact, order))
    except TooMuchAtOnceError as error:
        messages.info(request, desk.words.say(error.message))
    return redirect(f"{reverse('screened', args=[identifier])}#copy")


@at_desk
def taken(request: HttpRequest, desk: Desk, identifier: str, what: str) -> HttpResponse:
    """The copy, its protocol, or the report as a page that opens without this product."""
    sheet = _sheet(desk, identifier)
    redaction = redaction_of(the_works(), sheet.work, desk.person)
    copied = copy_of(redaction)
    # The file's own name may be what was removed.
    if what == "page":
        return _download(sheet.screened.pages[language()].encode(), "screening-report.html")
    if copied is None or copied.protocol is None:
        raise NotFoundError
    if what == "protocol":
        return _download(msgspec.json.encode(copied.protocol), "redaction-protocol.json")
    suffix = (
        PurePath(sheet.laid.name).suffix if copied.protocol.method is not Method.EXCERPT else ""
    )
    return _download(copied.content, f"redacted{suffix or '.txt'}")


@require_POST
@at_desk
def forget(request: HttpRequest, desk: Desk, identifier: str) -> HttpResponse:
    """Put a file away before its time: cancel what goes on, keep nothing."""
    work = _work(desk, identifier)
    if work.person != desk.person:
        raise NotFoundError
    works = the_works()
    application = work.on.application if isinstance(work.on, Laid) else ""
    for one in (redaction_of(works, work, desk.person), work):
        if one is not None:
            works.forget(one)
    return redirect("application", application) if application else redirect("screening")


def _work(desk: Desk, identifier: str) -> Work:
    work = the_works().found(identifier)
    if work is None or not may_open(desk, work):
        raise NotFoundError
    return work


def _sheet(desk: Desk, identifier: str) -> Sheet:
    sheet = sheet_of(desk, _work(desk, identifier))
    if sheet is None:
        raise NotFoundError
    return sheet


def _spoken() -> dict[str, object]:
    """Screening carries its own sentences; these say them in the reader's language."""
    catalogue = {} if language() == "en" else chinese()
    return {
        "layer_name": lambda layer: catalogue.get(LAYERS[layer.value], LAYERS[layer.value]),
        "severity_name": lambda one: catalogue.get(SEVERITIES[one], SEVERITIES[one]),
        "where": partial(where, catalogue=catalogue),
        "screening_says": partial(say, catalogue=catalogue),
    }


def _suffix(name: str, method: Method) -> str:
    """What the name of a copy ends with: the original's ending, where that is one."""
    if method is Method.EXCERPT:
        return ".txt"
    suffix = PurePath(name).suffix
    return suffix if suffix.isascii() and suffix[1:].isalnum() else ""


def _download(content: bytes, name: str) -> HttpResponse:
    """Handed out to be kept, never opened by the browser as a page of ours."""
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return guarded(response)
