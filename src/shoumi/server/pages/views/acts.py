"""The act page: the form of any act, and beside it what the clauses say of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from shoumi.acts.matter import ActKind
from shoumi.decision.catalogue import UnusableActError
from shoumi.law.clause import Json
from shoumi.law.words import N_, Message
from shoumi.server.pages.answer import answer_from, asked, statements_for
from shoumi.server.pages.desk import Desk, at_desk, opened, person_of, the_house, to_log_in
from shoumi.server.pages.forms.fields import drawn, every_fault
from shoumi.server.pages.forms.naming import called, candidates
from shoumi.server.pages.forms.typed import Read, empty_fields, read_form, typed_for, typed_in
from shoumi.server.pages.shown import part, shown
from shoumi.server.pages.signing import proven
from shoumi.server.perform import Outcome
from shoumi.server.visibility import NotFoundError


def act(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of an act; sending its form performs it."""
    if request.method == "POST":
        return perform(request, slug)
    return form(request, slug)


@at_desk
def form(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """The form, empty or half filled in."""
    kind = kind_of_act(desk, slug)
    typed = typed_for(kind.act, request.GET)
    read = read_form(kind.act, typed, desk)
    return _page(request, desk, kind, typed, read)


@require_POST
@at_desk
def ask(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """What the clauses say of the form as it stands; nothing is performed."""
    kind = kind_of_act(desk, slug)
    read = read_form(kind.act, typed_in(request.POST), desk)
    return part(request, desk, "verdict.html", {"answer": asked(desk, slug, read.payload)})


@at_desk
def seek(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """What a field that names a thing offers for what was typed into it."""
    desk.kind(kind)
    text = str(next(iter(request.GET.values()), "")).strip()
    found = [(called(desk, one)[0], one.id) for one in candidates(desk, kind, text)]
    return part(request, desk, "options.html", {"found": found})


def perform(request: HttpRequest, slug: str) -> HttpResponse:
    """Perform what the form says; what is refused is shown in the form again."""
    person = person_of(request)
    if person is None:
        return to_log_in(request)
    typed = typed_in(request.POST)
    try:
        with opened(request) as desk:
            kind = kind_of_act(desk, slug)
            read = read_form(kind.act, typed, desk)
            faults = {**_unfilled(kind, read), **read.faults}
            payload = {"do": slug, **read.payload}
            if not faults:
                faults = _unusable(desk, payload)
    except NotFoundError:
        return redirect("today")
    # A PIN is counted where rows are written, so not while the registers of one moment are read.
    faults |= _unproven(request, kind, person)
    if faults:
        wrong = Read(payload=read.payload, faults=faults)
        with opened(request) as desk:
            return _page(request, desk, kind, typed, wrong, status=422)
    outcome = the_house().door.do(payload, person)
    if outcome.ruling.verdict.value == "refused":
        with opened(request) as desk:
            return _page(request, desk, kind, typed, read, outcome=outcome, status=409)
    return _done(request, outcome)


def _unfilled(kind: ActKind, read: Read) -> dict[str, Message]:
    return {
        shape.name: Message(N_("Fill this in.")) for shape in empty_fields(kind.act, read.payload)
    }


def _unproven(request: HttpRequest, kind: ActKind, person: str) -> dict[str, Message]:
    if not kind.final:
        return {}
    fault = proven(person, request.POST.get("pin", ""))
    return {"pin": fault} if fault else {}


def _unusable(desk: Desk, payload: dict[str, Json]) -> dict[str, Message]:
    try:
        desk.read(payload)
    except UnusableActError as error:
        return {error.field or "": error.message}
    return {}


def _done(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    if outcome.ruling.verdict.value == "waiting":
        messages.success(request, gettext("Applied for. It now waits for those who sign."))
    else:
        messages.success(request, gettext("Done, and entered in the journal."))
    return redirect(reverse("entry", args=[outcome.entry_number]))


def kind_of_act(desk: Desk, slug: str) -> ActKind:
    """The act of that slug; NotFoundError if there is none."""
    kind = desk.catalogue.acts.get(slug)
    if kind is None:
        raise NotFoundError
    return kind


def _page(
    request: HttpRequest,
    desk: Desk,
    kind: ActKind,
    typed: dict[str, str],
    read: Read,
    *,
    outcome: Outcome | None = None,
    status: int = 200,
) -> HttpResponse:
    slug = kind.slug
    fields = drawn(kind.act, desk, typed, read.faults if status != 200 else {}, owner=slug)  # noqa: PLR2004
    answer = answer_from(desk, outcome.ruling) if outcome else asked(desk, slug, read.payload)
    loose = {
        path: desk.words.say(message)
        for path, message in read.faults.items()
        if status != 200 and path not in {field.path for field in every_fault(fields)}  # noqa: PLR2004
    }
    return shown(
        request,
        desk,
        "act.html",
        {
            "slug": slug,
            "kind": kind,
            "fields": fields,
            "faulty": every_fault(fields),
            "loose": loose,
            "statements": statements_for(desk, slug),
            "typed": typed,
            "answer": answer,
            "outcome": outcome,
        },
        status=status,
    )
