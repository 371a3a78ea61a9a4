"""The way back: returned to the applicant or an earlier stage, handed in again, recalled."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec

from shoumi.law.breach import Breach, breach
from shoumi.law.clause import Json
from shoumi.law.words import N_
from shoumi.procedures.application import Application, Ending, Returned, Round, State
from shoumi.procedures.delegation import Delegation
from shoumi.procedures.route import Route
from shoumi.procedures.signing import Hand, not_entitled, open_stage


def return_to(
    application: Application,
    returned: Returned,
    *,
    signers: Collection[str],
    under: tuple[Delegation, ...] = (),
) -> Application | Breach:
    """Back to an earlier stage, or to the applicant.

    The round is kept as it was; in the next one stand the signatures of the stages before the one
    that is to sign again.
    """
    hand = Hand(
        by=returned.by,
        at=returned.at,
        on_behalf_of=returned.on_behalf_of,
        signers=signers,
        under=under,
    )
    stage = open_stage(application, returned.stage)
    if isinstance(stage, Breach):
        return stage
    wrong = not_entitled(application, stage, hand) or _without_ground(application, returned)
    if wrong is not None:
        return wrong
    closed = msgspec.structs.replace(application.round, returned=returned)
    ended = application.with_round(closed)
    if returned.to is None:
        return msgspec.structs.replace(ended, state=State.RETURNED)
    again = _again_from(application.round, returned.to, returned.at)
    return msgspec.structs.replace(ended, rounds=(*ended.rounds, again))


def _without_ground(application: Application, returned: Returned) -> Breach | None:
    if not returned.reason.strip():
        return breach(N_("Say why you return the application."), missing="reason")
    if returned.to is None or returned.to in application.route.before(returned.stage):
        return None
    return breach(N_("Return it to the applicant or to an earlier stage."), missing="to")


def _again_from(current: Round, stage_id: str, at: datetime) -> Round:
    beside = {
        stage.id
        for step in current.route.steps
        if any(stage.id == stage_id for stage in step.stages)
        for stage in step.stages
    } - {stage_id}
    standing = current.route.before(stage_id) | beside
    kept = tuple(signature for signature in current.signatures if signature.stage in standing)
    return msgspec.structs.replace(current, signatures=kept, opened_at=at)


def hand_in_again(
    application: Application,
    *,
    by: str,
    payload: dict[str, Json],
    route: Route,
    reason: str,
    at: datetime,
) -> Application | Breach:
    """What was returned to the applicant, put right; `route` is the one of the new payload."""
    if application.state is not State.RETURNED:
        return breach(N_("Only what was returned is handed in again."), missing="application")
    if by != application.applicant:
        return breach(N_("Only the applicant hands the application in again."), missing="by")
    if not route.stages:
        return breach(N_("No clause in force says who approves this now."), missing="route")
    again = Round(payload=payload, route=route, opened_at=at, reason=reason)
    return msgspec.structs.replace(
        application, rounds=(*application.rounds, again), state=State.OPEN
    )


def recall(application: Application, ending: Ending) -> Application | Breach:
    """Withdrawn by the applicant: before the grant, or what of the grant is not used."""
    if ending.by != application.applicant:
        return breach(N_("Only the applicant recalls the application."), missing="by")
    if application.state not in (State.OPEN, State.RETURNED, State.GRANTED):
        return breach(
            N_("The application is over; there is nothing to recall."), missing="application"
        )
    if not ending.reason.strip():
        return breach(N_("Say why you recall the application."), missing="reason")
    return msgspec.structs.replace(application, state=State.RECALLED, ending=ending)
