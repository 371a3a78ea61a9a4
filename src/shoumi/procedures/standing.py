"""What the page of an application shows: each stage, whose turn it is, how long it took."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from shoumi.law.words import N_, Message
from shoumi.procedures.application import (
    Application,
    Decision,
    Round,
    Signature,
    State,
    open_stages,
)
from shoumi.procedures.route import Stage


class StageState(StrEnum):
    """Where one stage stands."""

    LATER = "later"
    OPEN = "open"
    WAITING = "waiting"
    AGREED = "agreed"
    DISAGREED = "disagreed"
    CLOSED = "closed"


class StepLine(msgspec.Struct, frozen=True, kw_only=True):
    """One stage of the page. `step` counts from 1; stages of one step are open together.

    `took` is the time from its opening to its signature, None while there is none. `waits_for`
    says why nobody can sign an open stage.
    """

    step: int
    stage: Stage
    state: StageState
    since: datetime | None = None
    signature: Signature | None = None
    took: timedelta | None = None
    waits_for: Message | None = None


def standing(application: Application) -> tuple[StepLine, ...]:
    """The stages of the round that counts, in order."""
    return tuple(
        _line(application, number, stage)
        for number, step in enumerate(application.route.steps, start=1)
        for stage in step.stages
    )


def _line(application: Application, number: int, stage: Stage) -> StepLine:
    signature = next((one for one in application.signatures if one.stage == stage.id), None)
    if signature is None:
        return _unsigned_line(application, number, stage)
    since = _opened_before(_round_of(application, signature), stage, signature)
    agreed = signature.decision is Decision.AGREE
    return StepLine(
        step=number,
        stage=stage,
        state=StageState.AGREED if agreed else StageState.DISAGREED,
        since=since,
        signature=signature,
        took=signature.at - since,
    )


def _unsigned_line(application: Application, number: int, stage: Stage) -> StepLine:
    if application.state is not State.OPEN:
        return StepLine(step=number, stage=stage, state=StageState.CLOSED)
    current = application.round
    if stage not in open_stages(current):
        return StepLine(step=number, stage=stage, state=StageState.LATER)
    reason = _nobody(stage)
    return StepLine(
        step=number,
        stage=stage,
        state=StageState.OPEN if reason is None else StageState.WAITING,
        since=_opened_at(current, stage),
        waits_for=reason,
    )


def _nobody(stage: Stage) -> Message | None:
    if stage.persons:
        return None
    if stage.unnamed:
        return Message(N_("The text names nobody; the unit has to name who signs."))
    return Message(
        N_("Every holder is applicant, concerned or absent, and there is no deputy: name one.")
    )


def _round_of(application: Application, signature: Signature) -> Round:
    """The round in which the signature was made; later ones only kept it."""
    return next(one for one in application.rounds if signature in one.signatures)


def _opened_at(current: Round, stage: Stage) -> datetime:
    """When the steps before an open stage were complete."""
    return max([_known_at(current, stage), *_signed_before(current, stage)])


def _opened_before(current: Round, stage: Stage, signature: Signature) -> datetime:
    """When a signed stage had opened; a stage put before it after its signature counts not."""
    earlier = [at for at in _signed_before(current, stage) if at <= signature.at]
    return max([_known_at(current, stage), *earlier])


def _known_at(current: Round, stage: Stage) -> datetime:
    added_at = current.opened_at if stage.added is None else stage.added.at
    return max(current.opened_at, added_at)


def _signed_before(current: Round, stage: Stage) -> list[datetime]:
    """The times of the signatures of earlier steps."""
    before = current.route.before(stage.id)
    return [signature.at for signature in current.signatures if signature.stage in before]
