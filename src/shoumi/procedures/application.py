"""A request to be allowed one act, with every round that it went through."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import msgspec

from shoumi.law.breach import Breach, breach
from shoumi.law.clause import Json
from shoumi.law.words import N_
from shoumi.procedures.authorisation import Authorisation, Use, Wanted, consume
from shoumi.procedures.route import Route, Stage, Step


class State(StrEnum):
    """Where an application stands."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    RETURNED = "returned"
    RECALLED = "recalled"
    SPENT = "spent"
    LAPSED = "lapsed"


class Decision(StrEnum):
    """What a signature says."""

    AGREE = "agree"
    DISAGREE = "disagree"


class Minutes(msgspec.Struct, frozen=True, kw_only=True):
    """The minutes in which a body decided, and who of it decided."""

    number: str
    names: tuple[str, ...]


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """The paper in which an outer body answered; `scan` is the digest of its picture."""

    number: str
    issuer: str
    dated_on: date
    scan: str | None = None


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """What one person signed, for whom, and what he showed with it.

    `valid_until` is the last day for which this signer lets the act happen, if one was named.
    Of a body's or an outer body's decision, `by` only enters what others decided.
    """

    stage: str
    by: str
    at: datetime
    decision: Decision
    opinion: str = ""
    on_behalf_of: str | None = None
    answers: dict[str, str] = {}
    minutes: Minutes | None = None
    paper: Paper | None = None
    valid_until: date | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whose name the signature uses."""
        return (self.by,) if self.on_behalf_of is None else (self.by, self.on_behalf_of)


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """Why a round ended: `stage` sent it to an earlier one, or to the applicant (`to` is None)."""

    stage: str
    to: str | None = None
    by: str
    on_behalf_of: str | None = None
    reason: str
    at: datetime


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """One way through the route, as far as it came.

    Signatures that a return left standing are in the next round again.
    """

    payload: dict[str, Json]
    route: Route
    opened_at: datetime
    reason: str
    signatures: tuple[Signature, ...] = ()
    returned: Returned | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    by: str
    text: str
    at: datetime


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """An opinion asked for beside a stage; the route does not wait for it."""

    id: str
    stage: str
    by: str
    persons: tuple[str, ...]
    text: str
    at: datetime
    answers: tuple[Answer, ...] = ()


class Urging(msgspec.Struct, frozen=True, kw_only=True):
    """A reminder to those who may sign a stage; `told` are they."""

    stage: str
    by: str
    text: str
    at: datetime
    told: tuple[str, ...] = ()


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """Who ended an application before its time, and why."""

    by: str
    reason: str
    at: datetime


class Application(msgspec.Struct, frozen=True, kw_only=True):
    """A request to be allowed exactly this act with exactly this payload.

    `parties` are those whom the act concerns: like the applicant, they sign nothing.
    """

    id: str
    applicant: str
    on: date
    wanted: Wanted
    parties: tuple[str, ...] = ()
    rounds: tuple[Round, ...]
    state: State = State.OPEN
    questions: tuple[Question, ...] = ()
    urgings: tuple[Urging, ...] = ()
    authorisation: Authorisation | None = None
    ending: Ending | None = None

    @property
    def act(self) -> str:
        """The slug of the act that is asked for."""
        return self.wanted.act

    @property
    def round(self) -> Round:
        """The round that counts."""
        return self.rounds[-1]

    @property
    def route(self) -> Route:
        """The route of the round that counts."""
        return self.round.route

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """The signatures that count."""
        return self.round.signatures

    @property
    def excluded(self) -> frozenset[str]:
        """Who signs nothing in this matter."""
        return frozenset((self.applicant, *self.parties))

    @property
    def open_stages(self) -> tuple[Stage, ...]:
        """The stages that wait for a signature now."""
        if self.state is not State.OPEN:
            return ()
        return open_stages(self.round)

    def with_round(self, changed: Round) -> Application:
        """The same application with the round that counts changed."""
        return msgspec.structs.replace(self, rounds=(*self.rounds[:-1], changed))

    def with_route(self, route: Route) -> Application:
        """The same application with the route of the round that counts changed."""
        return self.with_round(msgspec.structs.replace(self.round, route=route))


def open_stages(current: Round) -> tuple[Stage, ...]:
    """The unsigned stages of the first step that is not complete."""
    signed = {signature.stage for signature in current.signatures}
    waiting = (_unsigned(step, signed) for step in current.route.steps)
    return next((stages for stages in waiting if stages), ())


def _unsigned(step: Step, signed: set[str]) -> tuple[Stage, ...]:
    return tuple(stage for stage in step.stages if stage.id not in signed)


def apply_for(application: Application) -> Application | Breach:
    """The application as it is opened; one without a stage is not decided but shown as a gap."""
    if application.route.stages:
        return application
    return breach(
        N_("No clause in force says who approves {act}; the unit has to draw the route."),
        missing="route",
        cure="applications.name-signer",
        act=application.act,
    )


def spend(application: Application, use: Use) -> Application | Breach:
    """The application after a later act used what it allows."""
    if application.state is not State.GRANTED or application.authorisation is None:
        return breach(
            N_("This application allows nothing now; apply again."),
            missing="authorisation",
            cure="applications.apply",
        )
    rest = consume(application.authorisation, use)
    if isinstance(rest, Breach):
        return rest
    state = State.SPENT if rest.spent else State.GRANTED
    return msgspec.structs.replace(application, authorisation=rest, state=state)


def lapse(application: Application, on: date) -> Application:
    """The application on that day: a grant whose last day is past has lapsed."""
    granted = application.authorisation if application.state is State.GRANTED else None
    if granted is None or granted.what.until is None or on <= granted.what.until:
        return application
    return msgspec.structs.replace(application, state=State.LAPSED)
