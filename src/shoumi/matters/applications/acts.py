"""What is done to applications: asked for, signed, sent back, delegated."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from shoumi.acts.act import Act
from shoumi.acts.fields import Code, Line, PersonRef, SealedLine, SealedText, one_of
from shoumi.matters.applications.things import ApplicationRef, NamingRef
from shoumi.procedures.application import Decision

RoleCode = Annotated[str, one_of("role")]
ActCode = Annotated[Code, one_of("act")]
StageId = Annotated[str, Meta(max_length=40)]
Decided = Annotated[Decision, one_of("decision")]
Place = Annotated[Literal["before", "after"], one_of("stage_place")]


class MinutesOf(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """会议纪要: where a body decided, and who of it."""

    number: Line
    names: tuple[PersonRef, ...]


class PaperOf(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """来文: the paper in which an outer body answered."""

    number: SealedLine
    issuer: Line
    dated_on: date
    scan: Line | None = None


class Apply(Act, frozen=True, kw_only=True, tag="applications.apply"):
    """提出申请: ask to be allowed exactly this act with exactly this payload."""

    act: ActCode
    payload: Annotated[dict[str, Any], Meta(extra={"holds_act": True})] = field(
        default_factory=dict
    )
    reason: SealedText = ""
    again: ApplicationRef | None = None


class Sign(Act, frozen=True, kw_only=True, tag="applications.sign"):
    """签署: agree or disagree at a stage; the last agreement lets the act happen."""

    application: ApplicationRef
    stage: StageId | None = None
    decision: Decided
    opinion: SealedText = ""
    minutes: MinutesOf | None = None
    paper: PaperOf | None = None
    answers: dict[str, SealedText] = field(default_factory=dict)
    on_behalf_of: PersonRef | None = None
    until: date | None = None


class Return(Act, frozen=True, kw_only=True, tag="applications.return"):
    """退回: to an earlier stage, or to the applicant where `to` is empty."""

    application: ApplicationRef
    stage: StageId | None = None
    to: StageId | None = None
    reason: SealedText
    on_behalf_of: PersonRef | None = None


class Recall(Act, frozen=True, kw_only=True, tag="applications.recall"):
    """撤回: the applicant withdraws before the grant."""

    application: ApplicationRef
    reason: SealedText


class Countersign(Act, frozen=True, kw_only=True, tag="applications.countersign"):
    """会签: the holder of a stage asks others for their opinion; who was asked answers."""

    application: ApplicationRef
    stage: StageId | None = None
    persons: tuple[PersonRef, ...] = ()
    question: SealedText = ""
    question_id: Line | None = None
    answer: SealedText | None = None


class AddSignatory(Act, frozen=True, kw_only=True, tag="applications.add-signatory"):
    """加签: one more signature right before or after a stage."""

    application: ApplicationRef
    stage: StageId | None = None
    person: PersonRef
    place: Place = "before"
    reason: SealedText


class Delegate(Act, frozen=True, kw_only=True, tag="applications.delegate"):
    """委托代签: another signs for a role of mine between two days, both included."""

    role: RoleCode
    acts: tuple[ActCode, ...] = ()
    person: PersonRef
    since: date
    until: date
    reason: SealedText


class Urge(Act, frozen=True, kw_only=True, tag="applications.urge"):
    """催办: remind those who may sign a stage."""

    application: ApplicationRef
    stage: StageId | None = None
    text: SealedText = ""


class NameSigner(Act, frozen=True, kw_only=True, tag="applications.name-signer"):
    """指定环节签署人: proposed by one, confirmed by another with `confirms`."""

    act: ActCode | None = None
    clause: Line | None = None
    role: RoleCode | None = None
    person: PersonRef | None = None
    reason: SealedText = ""
    confirms: NamingRef | None = None
