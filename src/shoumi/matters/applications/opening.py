"""An application is opened when the law says that an act waits for consent."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from shoumi.acts.consequence import Consequence, Made, Noticed, become
from shoumi.acts.known import Asking
from shoumi.law.breach import Breach, breach
from shoumi.law.clause import Json
from shoumi.law.words import N_, Message
from shoumi.matters.applications.acts import Sign
from shoumi.matters.applications.facts import ApplicationFacts, of_row
from shoumi.matters.applications.outcomes import outcome
from shoumi.matters.applications.signers import (
    awaited,
    candidates_for,
    deputies_for,
    named_later,
    relinked,
)
from shoumi.matters.applications.things import AWAITS, ApplicationRow
from shoumi.procedures.application import Application, Round, State, apply_for
from shoumi.procedures.authorisation import Wanted
from shoumi.procedures.returning import hand_in_again
from shoumi.procedures.route import Route, Step
from shoumi.procedures.settling import settle

WAITS_FOR_YOU = N_("An application waits for your signature.")


def open_application(
    identifier: str,
    payload: dict[str, Json],
    *,
    route: Route,
    subjects: tuple[str, ...],
    asking: Asking,
    reason: str = "",
) -> tuple[Consequence, ...] | Breach:
    """What opens an application for exactly the act of `payload` (its slug under "do").

    Whom the act names as its `person` is concerned by it and signs nothing.
    """
    parties = _parties(payload)
    opened = Application(
        id=identifier,
        applicant=asking.by,
        on=asking.on,
        wanted=Wanted(act=str(payload["do"]), subjects=subjects),
        parties=parties,
        rounds=(
            Round(
                payload=payload,
                route=_settled(route, asking, act=str(payload["do"]), parties=parties),
                opened_at=asking.at,
                reason=reason or _reason(payload),
            ),
        ),
    )
    application = apply_for(opened)
    if isinstance(application, Breach):
        return application
    row = ApplicationRow(id=identifier, application=application)
    return (Made(row), *_waiting(row, asking))


def hand_in(
    row: ApplicationRow,
    payload: dict[str, Json],
    *,
    route: Route,
    asking: Asking,
    reason: str = "",
) -> tuple[Consequence, ...] | Breach:
    """What hands a returned application in again with its payload put right."""
    act = row.application.act
    if payload.get("do") != act:
        return breach(
            N_("What was returned asked for {act}; apply anew for another act."),
            missing="act",
            cure="applications.apply",
            act=act,
        )
    parties = row.application.parties
    again = hand_in_again(
        row.application,
        by=asking.by,
        payload=payload,
        route=_settled(route, asking, act=act, parties=parties),
        reason=reason or _reason(payload),
        at=asking.at,
    )
    if isinstance(again, Breach):
        return again
    change = become(row, application=again)
    return (change, *_waiting(msgspec.structs.replace(row, application=again), asking))


def granted_by(act: Sign, facts: ApplicationFacts) -> ApplicationRow | None:
    """The application after a signature that lets the act happen; None if it does not."""
    after = outcome(act, facts)
    if facts.row is None or isinstance(after, Breach) or after.state is not State.GRANTED:
        return None
    return msgspec.structs.replace(facts.row, application=after)


def _settled(
    route: Route,
    asking: Asking,
    *,
    act: str,
    parties: tuple[str, ...],
) -> Route:
    steps = tuple(
        Step(stages=tuple(named_later(one, asking, act=act) for one in step.stages))
        for step in route.steps
    )
    return settle(
        Route(steps=steps),
        candidates_for(asking),
        deputies=deputies_for(asking, act=act),
        applicant=asking.by,
        parties=parties,
    )


def _waiting(row: ApplicationRow, asking: Asking) -> tuple[Consequence, ...]:
    """Links and notices for those who may sign first."""
    facts = of_row(row, asking)
    after = awaited(row.application, facts.signers, facts.delegations)
    before = frozenset(asking.known.linked(row.id, AWAITS))
    told = tuple(Noticed(person, Message(WAITS_FOR_YOU), row.id) for person in sorted(after))
    return (*relinked(row.id, before, after), *told)


def _parties(payload: Mapping[str, Json]) -> tuple[str, ...]:
    person = payload.get("person")
    return (person,) if isinstance(person, str) else ()


def _reason(payload: Mapping[str, Json]) -> str:
    """The reason that the act itself states."""
    stated = payload.get("reason") or payload.get("purpose")
    return stated if isinstance(stated, str) else ""
