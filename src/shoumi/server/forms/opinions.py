"""审批意见: what was asked for, and what each stage of the application said."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.acts.act import Act
from shoumi.decision.catalogue import UnusableActError
from shoumi.law.clause import Json
from shoumi.matters.applications.things import ApplicationRow
from shoumi.procedures.application import Application, Decision, Signature, State
from shoumi.server.forms.eyes import Eyes, at_moment, on_day

ALLOWED_BY = "allowed-by"
APPROVED = frozenset({State.GRANTED, State.SPENT})


def application_of(eyes: Eyes, identifier: str) -> Application | None:
    """The application under which a thing was made, if these eyes see it."""
    for one in eyes.known.linked(identifier, ALLOWED_BY):
        row = eyes.thing(ApplicationRow, one)
        if row is not None:
            return row.application
    return None


def granted_things(eyes: Eyes, application: str) -> tuple[str, ...]:
    """What was made under an application."""
    return eyes.known.linking(application, ALLOWED_BY)


def asked_for(eyes: Eyes, application: Application) -> Act | None:
    """The act that is asked for; None where today's program cannot read it."""
    try:
        return eyes.desk.read({**application.round.payload, "do": application.act})
    except UnusableActError:
        return None


def opinions(eyes: Eyes, application: Application | None) -> list[Json]:
    """A line for each stage, signed or still to be signed."""
    return [*_lines(eyes, application)] if application is not None else []


def _lines(eyes: Eyes, application: Application) -> Iterator[Json]:
    signed = {one.stage: one for one in application.signatures}
    for stage in application.route.stages:
        told = signed.get(stage.id)
        roles = "、".join(eyes.term("role", role) for role in stage.roles)
        yield {
            "stage": roles,
            "opinion": _opinion(eyes, told) if told else "",
            "name": eyes.people(_deciding(told)) if told else "",
            "entered_by": eyes.person(told.by) if told and _is_of_others(told) else "",
            "at": at_moment(told.at) if told else "",
        }


def _opinion(eyes: Eyes, told: Signature) -> str:
    said = eyes.term("decision", told.decision.value)
    parts = (said, told.opinion if told.opinion != said else "", _paper(told))
    return "，".join(one for one in parts if one)


def _paper(told: Signature) -> str:
    """The minutes or the letter in which others decided."""
    if told.paper is not None:
        return f"{told.paper.issuer} {told.paper.number}"
    return told.minutes.number if told.minutes is not None else ""


def _is_of_others(told: Signature) -> bool:
    """Whether who signed only entered what a body or an outer body decided."""
    return told.paper is not None or told.minutes is not None


def _deciding(told: Signature) -> tuple[str, ...]:
    """Who of the unit's people decided."""
    if told.minutes is not None:
        return told.minutes.names
    return () if told.paper is not None else told.names


def approvers(eyes: Eyes, application: Application | None) -> str:
    """Who agreed, in the order in which they signed."""
    signatures = application.signatures if application is not None else ()
    agreed = (one for one in signatures if one.decision is Decision.AGREE)
    return eyes.people(dict.fromkeys(name for one in agreed for name in _deciding(one)))


def outside_papers(application: Application | None) -> list[str]:
    """Which outer bodies agreed, in which letters of which day."""
    signatures = application.signatures if application is not None else ()
    papers = (one.paper for one in signatures if one.decision is Decision.AGREE)
    return [
        f"{paper.issuer} {paper.number} {on_day(paper.dated_on)}"
        for paper in papers
        if paper is not None
    ]
