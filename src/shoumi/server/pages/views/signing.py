"""待我签: applications that wait, and the page on which one is signed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from shoumi.acts.shape import shapes
from shoumi.acts.thing import kind_of
from shoumi.decision.catalogue import UnusableActError
from shoumi.matters.applications.things import ApplicationRow
from shoumi.matters.applications.waiting import as_of_today, hand_of
from shoumi.procedures.application import Application, State
from shoumi.procedures.standing import standing
from shoumi.server.forms.catalogue import forms_for
from shoumi.server.pages.answer import Answer, answer_to
from shoumi.server.pages.beside.screened import beside
from shoumi.server.pages.desk import Desk, at_desk, the_works
from shoumi.server.pages.entries import entries_about
from shoumi.server.pages.shown import shown
from shoumi.server.pages.views.things import Cell, possible_acts
from shoumi.server.pages.views.today import to_sign
from shoumi.server.visibility import NotFoundError, Wanted

EARLIER = 5
MINE = ("applications.recall", "applications.urge")


@at_desk
def waiting(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What waits for my signature, and where my own requests stand."""
    mine = [
        row
        for row in desk.find(ApplicationRow, holder=desk.person)
        if row.application.state in {State.OPEN, State.RETURNED, State.GRANTED}
    ]
    told = {
        "to_sign": to_sign(desk),
        "mine": mine,
        "standing": lambda asked: standing(as_of_today(asked, desk.asking)),
    }
    return shown(request, desk, "signing.html", told)


@at_desk
def application(request: HttpRequest, desk: Desk, identifier: str) -> HttpResponse:
    """One application: what is asked, under which clauses, where it stands, and what one may do."""
    row = desk.seen(kind_of(ApplicationRow), identifier)
    if not isinstance(row, ApplicationRow):
        raise NotFoundError
    asked = row.application
    return shown(
        request,
        desk,
        "application.html",
        {
            "row": row,
            "application": asked,
            "cells": wanted_cells(desk, asked),
            "steps": standing(as_of_today(asked, desk.asking)),
            "answer": law_of(desk, asked),
            "earlier": earlier(desk, row),
            "hand": hand_of(desk.person, asked, desk.asking),
            "acts": sorted(possible_acts(desk, row), key=lambda one: not one.is_open),
            "entries": entries_about(desk, row.id),
            "files": beside(the_works(), row.id),
            "forms": forms_for(desk, row),
        },
    )


def wanted_cells(desk: Desk, asked: Application) -> list[Cell]:
    """The act that is asked for, field by field; unseen things stay unnamed."""
    payload = asked.round.payload
    kind = desk.catalogue.acts.get(asked.act)
    if kind is None:
        return []
    try:
        act = desk.read({**payload, "do": asked.act})
    except UnusableActError:
        return []
    return [
        Cell(
            label=desk.words.field(shape, asked.act),
            shape=shape,
            value=getattr(act, shape.name),
            group="know",
        )
        for shape in shapes(kind.act)
        if shape.name in payload
    ]


def law_of(desk: Desk, asked: Application) -> Answer | None:
    """What the clauses say today of what is asked, as asked by the applicant."""
    try:
        act = desk.read({**asked.round.payload, "do": asked.act})
    except UnusableActError:
        return None
    return answer_to(desk.for_person(asked.applicant), act)


def earlier(desk: Desk, row: ApplicationRow) -> list[ApplicationRow]:
    """How the same act was decided before, the newest first."""
    page = desk.sight.page(
        Wanted(kind=ApplicationRow, where={"name": row.application.act}, size=50)
    )
    found = (desk.known.get(ApplicationRow, line.id) for line in page.lines)
    decided = [
        one
        for one in found
        if one is not None and one.id != row.id and one.application.state is not State.OPEN
    ]
    return decided[:EARLIER]
