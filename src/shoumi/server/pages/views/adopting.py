"""Before a regulation is adopted: what is wrong with it here, and what it would have changed."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from shoumi.law.analysis import Kind, Remark, remarks
from shoumi.law.pack import Pack
from shoumi.matters.organisation.things import Appointment
from shoumi.server.pages.beside.rehearsing import Rehearsed, rehearse, told_to
from shoumi.server.pages.beside.works import TooMuchAtOnceError, Work
from shoumi.server.pages.desk import Desk, at_desk, opened, person_of, the_works, to_log_in
from shoumi.server.pages.shown import part, shown
from shoumi.server.pages.views.law import adoption_of, pack_of
from shoumi.server.visibility import NotFoundError

LISTED = 200


@at_desk
def rehearsal(request: HttpRequest, desk: Desk, pack: str) -> HttpResponse:
    """What adopting a regulation would bring; begun by hand, because it takes a while."""
    found = pack_of(desk, pack)
    work = _work(desk.person, pack)
    told = {
        "pack": found,
        "adoption": adoption_of(desk, found),
        "remarks": _by_kind(desk, found),
        "work": work,
        "report": _report(desk, work),
        "listed": LISTED,
        "today": desk.asking.on.isoformat(),
    }
    return shown(request, desk, "adopting.html", told)


@require_POST
def begin(request: HttpRequest, pack: str) -> HttpResponse:
    """Rehearse; the page shows how far it is."""
    person = person_of(request)
    if person is None:
        return to_log_in(request)
    try:
        with opened(request) as desk:
            found, pages = pack_of(desk, pack), desk.pages
            in_force = adoption_of(desk, found) is not None
        if not in_force:
            the_works().begin(Work(person, _subject(pack)), partial(rehearse, pages, pack))
    except TooMuchAtOnceError as error:
        messages.info(request, gettext(error.message.template))
    except NotFoundError:
        return redirect("law")
    return redirect("rehearsal", pack)


@at_desk
def progress(request: HttpRequest, desk: Desk, pack: str) -> HttpResponse:
    """How far it is; the whole page again once it has ended."""
    work = _work(desk.person, pack)
    if work is None or work.state != "running":
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return part(request, desk, "progress.html", {"work": work, "again": request.path})


@require_POST
def stop(request: HttpRequest, pack: str) -> HttpResponse:
    """Cancel it, or put away what it found."""
    person = person_of(request)
    work = _work(person, pack) if person else None
    if work is not None:
        the_works().forget(work)
    return redirect("rehearsal", pack)


def _subject(pack: str) -> str:
    return f"rehearsal:{pack}"


def _work(person: str, pack: str) -> Work | None:
    return the_works().about(person, _subject(pack))


def _report(desk: Desk, work: Work | None) -> object:
    found = work.result if work and work.state == "done" else None
    return told_to(desk, found) if isinstance(found, Rehearsed) else None


def _by_kind(desk: Desk, pack: Pack) -> list[tuple[str, list[Remark]]]:
    """The remarks of the analysis, conflicts first: they must be settled, the others be known."""
    held = {one.role for one in desk.known.find(Appointment) if one.runs_on(desk.asking.on)}
    found = remarks(
        pack,
        desk.law_of_all_days(),
        desk.asking.on,
        served=desk.catalogue.served,
        held=held,
    )
    return [(kind.value, [one for one in found if one.kind is kind]) for kind in Kind]
