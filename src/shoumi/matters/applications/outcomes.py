"""What an application becomes by an act, or why it does not."""

from __future__ import annotations

import msgspec

from shoumi.law.breach import Breach, breach
from shoumi.law.words import N_
from shoumi.matters.applications.acts import (
    AddSignatory,
    Countersign,
    Delegate,
    MinutesOf,
    PaperOf,
    Recall,
    Return,
    Sign,
    Urge,
)
from shoumi.matters.applications.facts import ApplicationFacts, OnApplication
from shoumi.procedures.application import (
    Answer,
    Application,
    Ending,
    Minutes,
    Paper,
    Question,
    Returned,
    Signature,
    Urging,
)
from shoumi.procedures.consulting import (
    add_signatory,
    answer_countersign,
    ask_countersign,
    urge,
)
from shoumi.procedures.delegation import Delegation
from shoumi.procedures.returning import recall, return_to
from shoumi.procedures.route import Added, Stage
from shoumi.procedures.signing import sign_stage


def outcome(act: OnApplication, facts: ApplicationFacts) -> Application | Breach:
    """The application after the act, or what is wrong with the act."""
    application = facts.application
    if application is None:
        return breach(N_("There is no such application for you."), missing="application")
    if isinstance(act, Recall):
        ending = Ending(by=facts.by, reason=act.reason, at=facts.at)
        return recall(application, ending)
    if isinstance(act, Countersign) and act.answer is not None:
        return _answered(application, act.answer, act.question_id, facts)
    stage = stage_meant(act, facts)
    if stage is None:
        return breach(N_("No stage is open to you, or several are: name one."), missing="stage")
    return _at_stage(act, application, stage, facts)


def stage_meant(act: OnApplication, facts: ApplicationFacts) -> Stage | None:
    """The stage that the act names, or the one that is open to whoever acts."""
    named = None if isinstance(act, Recall) else act.stage or facts.stage
    if facts.application is None or named is None:
        return None
    return facts.application.route.stage(named)


def _at_stage(
    act: OnApplication, application: Application, stage: Stage, facts: ApplicationFacts
) -> Application | Breach:
    signers = facts.may_sign(stage)
    if isinstance(act, Sign):
        signature = signature_of(act, stage, facts)
        return sign_stage(
            application,
            signature,
            signers=signers,
            under=facts.delegations,
        )
    if isinstance(act, Return):
        returned = _returned(act, stage, facts)
        return return_to(application, returned, signers=signers, under=facts.delegations)
    if isinstance(act, AddSignatory):
        added = Added(by=facts.by, place=act.place, reason=act.reason, at=facts.at)
        return add_signatory(application, stage.id, act.person, added, signers=signers)
    if isinstance(act, Urge):
        urging = Urging(stage=stage.id, by=facts.by, text=act.text, at=facts.at)
        return urge(application, urging, signers=signers, office=facts.office)
    if isinstance(act, Countersign):
        return ask_countersign(application, _question(act, stage, facts), signers=signers)
    return application


def signature_of(act: Sign, stage: Stage, facts: ApplicationFacts) -> Signature:
    """The signature that the act gives at the stage."""
    return Signature(
        stage=stage.id,
        by=facts.by,
        at=facts.at,
        decision=act.decision,
        opinion=act.opinion,
        on_behalf_of=act.on_behalf_of,
        answers=act.answers,
        minutes=_minutes(act.minutes),
        paper=_paper(act.paper),
        valid_until=act.until,
    )


def _minutes(given: MinutesOf | None) -> Minutes | None:
    return Minutes(number=given.number, names=given.names) if given else None


def _paper(given: PaperOf | None) -> Paper | None:
    return Paper(**msgspec.structs.asdict(given)) if given else None


def _returned(act: Return, stage: Stage, facts: ApplicationFacts) -> Returned:
    return Returned(
        stage=stage.id,
        to=act.to,
        by=facts.by,
        on_behalf_of=act.on_behalf_of,
        reason=act.reason,
        at=facts.at,
    )


def _question(act: Countersign, stage: Stage, facts: ApplicationFacts) -> Question:
    """A question; its id counts the questions of the application."""
    asked = len(facts.application.questions) if facts.application else 0
    return Question(
        id=f"q{asked + 1}",
        stage=stage.id,
        by=facts.by,
        persons=act.persons,
        text=act.question,
        at=facts.at,
    )


def _answered(
    application: Application, text: str, question_id: str | None, facts: ApplicationFacts
) -> Application | Breach:
    """An answer to the question named, or to the only one that waits for the person."""
    waiting = [
        asked.id
        for asked in application.questions
        if facts.by in asked.persons and all(given.by != facts.by for given in asked.answers)
    ]
    if question_id is None and len(waiting) > 1:
        return breach(N_("You were asked several questions: name one."), missing="question_id")
    meant = question_id or next(iter(waiting), "")
    return answer_countersign(application, meant, Answer(by=facts.by, text=text, at=facts.at))


def given_by(act: Delegate, principal: str) -> Delegation:
    """The delegation that the act gives."""
    return Delegation(
        role=act.role,
        acts=act.acts,
        principal=principal,
        delegate=act.person,
        since=act.since,
        until=act.until,
        reason=act.reason,
    )
