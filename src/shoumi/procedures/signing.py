"""Signatures: who may give them, what they must show, and what the last one grants."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

import msgspec

from shoumi.law.breach import Breach, breach
from shoumi.law.words import N_
from shoumi.procedures.application import Application, Decision, Signature, State
from shoumi.procedures.authorisation import Authorisation
from shoumi.procedures.delegation import Delegation
from shoumi.procedures.route import Mode, Stage
from shoumi.procedures.settling import coverable


class Hand(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts at a stage, for himself or for another, and what entitles him.

    `signers` are the persons who may sign the stage now, `under` the delegations he holds.
    """

    by: str
    at: datetime
    on_behalf_of: str | None = None
    signers: Collection[str]
    under: tuple[Delegation, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whose name is used."""
        return (self.by,) if self.on_behalf_of is None else (self.by, self.on_behalf_of)


def sign_stage(
    application: Application,
    signature: Signature,
    *,
    signers: Collection[str],
    under: tuple[Delegation, ...] = (),
) -> Application | Breach:
    """The application with the signature, or what is wrong with it.

    A disagreement ends it. The last agreement grants what was wanted, to the end of the earliest of
    the day that was asked for and those that the signers named.
    """
    hand = Hand(
        by=signature.by,
        at=signature.at,
        on_behalf_of=signature.on_behalf_of,
        signers=signers,
        under=under,
    )
    stage = open_stage(application, signature.stage)
    if isinstance(stage, Breach):
        return stage
    wrong = (
        not_entitled(application, stage, hand)
        or _signed_already(application, stage, signature)
        or _lacking(application, stage, signature)
        or _leaves_nobody(application, stage, signature)
        or _over_already(application, signature)
    )
    return wrong or _signed(application, signature)


def open_stage(application: Application, stage_id: str) -> Stage | Breach:
    """The stage, if it waits for a signature now."""
    if application.state is not State.OPEN:
        return breach(
            N_("The application is not open; nothing is to be signed."), missing="application"
        )
    if application.route.stage(stage_id) is None:
        return breach(N_("The application has no stage {stage}."), missing="stage", stage=stage_id)
    for stage in application.open_stages:
        if stage.id == stage_id:
            return stage
    return breach(
        N_("This stage is not open: it is signed already, or an earlier one is still to sign."),
        missing="stage",
    )


def not_entitled(application: Application, stage: Stage, hand: Hand) -> Breach | None:
    """Why the person may not act at the stage, if he may not."""
    if application.applicant in hand.names:
        return breach(N_("The applicant signs no stage of the own application."), missing="signer")
    if application.excluded.intersection(hand.names):
        return breach(N_("Whom the act concerns signs no stage of it."), missing="signer")
    if stage.unnamed:
        return breach(
            N_("The text names nobody for this stage; the unit has to name who signs it."),
            missing="signer",
            supplier="secrecy_office",
            cure="applications.name-signer",
        )
    if (hand.on_behalf_of or hand.by) not in hand.signers:
        return breach(N_("Only who holds a role of this stage may sign it."), missing="signer")
    return None if hand.on_behalf_of is None else _not_delegated(application, stage, hand)


def _not_delegated(application: Application, stage: Stage, hand: Hand) -> Breach | None:
    if stage.personal:
        return breach(
            N_("This stage is signed in person; nobody signs it for another."), missing="signer"
        )
    given = [
        delegation
        for delegation in hand.under
        if (delegation.principal, delegation.delegate) == (hand.on_behalf_of, hand.by)
    ]
    if lets_sign(given, application.act, stage, hand.at.date()):
        return None
    return breach(
        N_("No delegation for this day, role and act lets you sign for the holder."),
        missing="delegation",
        cure="applications.delegate",
    )


def lets_sign(given: Iterable[Delegation], act: str, stage: Stage, on: date) -> bool:
    """Whether delegations from one person to another cover all capacities of a stage on a day."""
    held = tuple(given)
    return all(any(each.covers(act, roles, on) for each in held) for roles in stage.signs_as)


def _signed_already(application: Application, stage: Stage, signature: Signature) -> Breach | None:
    if not stage.signed_in_person or signers_so_far(application).isdisjoint(signature.names):
        return None
    return breach(
        N_("Nobody signs two stages of one application; another holder or the deputy signs."),
        missing="signer",
    )


def signers_so_far(application: Application) -> frozenset[str]:
    """Everybody whose name stands under a stage in the round that counts."""
    in_person = {stage.id for stage in application.route.stages if stage.signed_in_person}
    return frozenset(
        name
        for signature in application.signatures
        if signature.stage in in_person
        for name in signature.names
    )


def _lacking(application: Application, stage: Stage, signature: Signature) -> Breach | None:
    """What the signature must show and does not."""
    if signature.decision is Decision.DISAGREE and not signature.opinion.strip():
        return breach(N_("Say why you do not agree."), missing="opinion")
    lacking: Breach | None = None
    if stage.mode is Mode.BODY:
        lacking = _minutes_lacking(application, signature)
    elif stage.mode is Mode.OUTSIDE:
        lacking = _paper_lacking(signature)
    return lacking or _unanswered(stage, signature)


def _unanswered(stage: Stage, signature: Signature) -> Breach | None:
    """Who agrees for another, or enters what others decided, answers what the stage asks."""
    if signature.decision is Decision.DISAGREE or not answers_for_others(stage, signature):
        return None
    open_ = [need for need in stage.needs if not signature.answers.get(need, "").strip()]
    if not open_:
        return None
    return breach(
        N_("This stage asks, and is not answered: {needs}."),
        missing=f"answers.{open_[0]}",
        needs=" ".join(open_),
    )


def answers_for_others(stage: Stage, signature: Signature) -> bool:
    """Whether somebody else's consent is told: a principal's, a holder's, a body's."""
    stands_in = signature.on_behalf_of is not None or signature.by in stage.instead_of
    return stands_in or not stage.signed_in_person


def _minutes_lacking(application: Application, signature: Signature) -> Breach | None:
    minutes = signature.minutes
    if minutes is None or not minutes.number.strip() or not minutes.names:
        return breach(
            N_("A body decides here: enter the number of its minutes and who decided."),
            missing="minutes",
        )
    if application.excluded.intersection(minutes.names):
        return breach(
            N_("The applicant, or whom the act concerns, sat in the body that decided."),
            missing="minutes",
        )
    return None


def _paper_lacking(signature: Signature) -> Breach | None:
    paper = signature.paper
    if paper is None:
        if signature.decision is Decision.DISAGREE:
            return None
        return breach(
            N_("An outer body agrees here: enter the number, issuer and date of its paper."),
            missing="paper",
        )
    if not paper.number.strip() or not paper.issuer.strip():
        return breach(N_("Enter the number and the issuer of the paper."), missing="paper")
    if paper.dated_on > signature.at.date():
        return breach(N_("The paper is dated after today; check its date."), missing="paper")
    return None


def _leaves_nobody(application: Application, stage: Stage, signature: Signature) -> Breach | None:
    """A signature here must not take away the only person who can still sign elsewhere."""
    if not stage.signed_in_person or signature.decision is Decision.DISAGREE:
        return None
    signed = {given.stage for given in application.signatures}
    waiting = [other for other in application.route.stages if other.id not in signed]
    others = [other for other in waiting if other.id != stage.id]
    used = signers_so_far(application)
    if coverable(others, used | set(signature.names)) or not coverable(others, used):
        return None
    return breach(
        N_("You are needed at another stage, for which nobody else is left; another signs here."),
        missing="signer",
    )


def _over_already(application: Application, signature: Signature) -> Breach | None:
    """What is allowed lasts at least for the day on which it is."""
    last = _last_day(application, (*application.signatures, signature))
    if signature.decision is Decision.DISAGREE or last is None or signature.at.date() <= last:
        return None
    return breach(
        N_("What is to be allowed would have ended on {until}; return the application."),
        missing="until",
        until=last.isoformat(),
    )


def _last_day(application: Application, signatures: Iterable[Signature]) -> date | None:
    """The earliest of the day that was asked for and those that signers named."""
    named = (application.wanted.until, *(each.valid_until for each in signatures))
    return min((day for day in named if day is not None), default=None)


def _signed(application: Application, signature: Signature) -> Application:
    signatures = (*application.signatures, signature)
    current = msgspec.structs.replace(application.round, signatures=signatures)
    signed = application.with_round(current)
    if signature.decision is Decision.DISAGREE:
        return msgspec.structs.replace(signed, state=State.REFUSED)
    if signed.open_stages:
        return signed
    until = _last_day(application, signatures)
    what = msgspec.structs.replace(application.wanted, until=until)
    granted = Authorisation(what=what, granted_at=signature.at)
    return msgspec.structs.replace(signed, state=State.GRANTED, authorisation=granted)
