"""An application is opened when the law says that an act waits for consent."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from shoumi.acts.consequence import Became, Consequence, Linked, Made, Unlinked
from shoumi.acts.known import Asking
from shoumi.law.breach import Breach, breach
from shoumi.law.clause import Json
from shoumi.law.words import N_
from shoumi.matters.applications.acts import Sign
from shoumi.matters.applications.facts import ApplicationFacts
from shoumi.matters.applications.outcomes import outcome
from shoumi.matters.applications.signers import (
    candidates_for,
    cleared,
    deputies_for,
    named_later,
)
from shoumi.matters.applications.things import NAMES, About, ApplicationRow, Named
from shoumi.procedures.application import Application, Round, State, apply_for
from shoumi.procedures.authorisation import Wanted
from shoumi.procedures.returning import hand_in_again
from shoumi.procedures.route import Route, Stage, Step
from shoumi.procedures.settling import settle


def open_application(
    identifier: str,
    payload: dict[str, Json],
    *,
    route: Route,
    about: About,
    asking: Asking,
    reason: str = "",
) -> tuple[Consequence, ...] | Breach:
    """What opens an application for exactly the act of `payload` (its slug under "do").

    Whom the act names as its `person` is concerned by it and signs nothing.
    """
    act, parties = str(payload["do"]), _parties(payload)
    settled = _settled(route, about, asking, act=act, parties=parties)
    if isinstance(settled, Breach):
        return settled
    opened = Application(
        id=identifier,
        applicant=asking.by,
        on=asking.on,
        wanted=_wanted(act, about),
        parties=parties,
        rounds=(
            Round(
                payload=payload,
                route=settled,
                opened_at=asking.at,
                reason=reason or _reason(payload),
            ),
        ),
    )
    application = apply_for(opened)
    if isinstance(application, Breach):
        return application
    row = ApplicationRow(id=identifier, application=application, names=about.names)
    return (Made(row), *_named(row))


def hand_in(
    row: ApplicationRow,
    payload: dict[str, Json],
    *,
    route: Route,
    about: About,
    asking: Asking,
    reason: str = "",
) -> tuple[Consequence, ...] | Breach:
    """What hands a returned application in again with its payload put right."""
    act, parties = row.application.act, _parties(payload)
    if payload.get("do") != act:
        return breach(
            N_("What was returned asked for {act}; apply anew for another act."),
            missing="act",
            cure="applications.apply",
            act=act,
        )
    settled = _settled(route, about, asking, act=act, parties=parties)
    if isinstance(settled, Breach):
        return settled
    again = hand_in_again(
        msgspec.structs.replace(row.application, wanted=_wanted(act, about), parties=parties),
        by=asking.by,
        payload=payload,
        route=settled,
        reason=reason or _reason(payload),
        at=asking.at,
    )
    if isinstance(again, Breach):
        return again
    named = msgspec.structs.replace(row, application=again, names=about.names)
    unnamed = (Unlinked(row.id, NAMES, one.thing) for one in row.names if one not in about.names)
    return (Became(row, named), *unnamed, *_named(named, besides=row.names))


def why_unsignable(
    payload: Mapping[str, Json], route: Route, about: About, asking: Asking
) -> Breach | None:
    """Why nobody could ever sign for this act, if it is so; asked before it is applied for."""
    settled = _settled(route, about, asking, act=str(payload["do"]), parties=_parties(payload))
    return settled if isinstance(settled, Breach) else None


def _wanted(act: str, about: About) -> Wanted:
    return Wanted(act=act, subjects=about.subjects, levels=about.levels)


def _named(row: ApplicationRow, besides: tuple[Named, ...] = ()) -> tuple[Consequence, ...]:
    return tuple(Linked(row.id, NAMES, one.thing) for one in row.names if one not in besides)


def granted_by(act: Sign, facts: ApplicationFacts) -> ApplicationRow | None:
    """The application after a signature that lets the act happen; None if it does not."""
    after = outcome(act, facts)
    if facts.row is None or isinstance(after, Breach) or after.state is not State.GRANTED:
        return None
    return msgspec.structs.replace(facts.row, application=after)


def _settled(
    route: Route,
    about: About,
    asking: Asking,
    *,
    act: str,
    parties: tuple[str, ...],
) -> Route | Breach:
    """The route with its persons, each of them cleared for what is to be signed for."""
    steps = tuple(
        Step(stages=tuple(named_later(one, asking, act=act) for one in step.stages))
        for step in route.steps
    )
    holders = candidates_for(asking)
    able = cleared(holders, about.levels, asking)
    settled = settle(
        Route(steps=steps),
        able,
        deputies=deputies_for(asking, act=act, levels=about.levels),
        applicant=asking.by,
        parties=parties,
    )
    concerned = {asking.by, *parties}
    for stage in settled.stages:
        barred = set(stage.persons or holders(stage)) - concerned
        if barred and not any(asking.may_know(one, about.levels) for one in barred):
            return _uncleared(stage, about)
    return settled


def _uncleared(stage: Stage, about: About) -> Breach:
    return breach(
        N_("Who has to sign as {roles} is not cleared for {levels}: clear a holder first."),
        missing="tier",
        supplier="secrecy_office",
        cure="personnel.grant-clearance",
        roles=" ".join(stage.roles),
        levels=" ".join(about.levels),
    )


def _parties(payload: Mapping[str, Json]) -> tuple[str, ...]:
    person = payload.get("person")
    return (person,) if isinstance(person, str) else ()


def _reason(payload: Mapping[str, Json]) -> str:
    """The reason that the act itself states."""
    stated = payload.get("reason") or payload.get("purpose")
    return stated if isinstance(stated, str) else ""
