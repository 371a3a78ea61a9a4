"""Beside the route: opinions asked for, signers added, named and replaced, holders urged."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from shoumi.law.breach import Breach, breach
from shoumi.law.words import N_
from shoumi.procedures.application import Answer, Application, Question, State, Urging
from shoumi.procedures.route import Added, Mode, Route, Stage, Step
from shoumi.procedures.settling import coverable
from shoumi.procedures.signing import Hand, not_entitled, open_stage, signers_so_far


def ask_countersign(
    application: Application, question: Question, *, signers: Collection[str]
) -> Application | Breach:
    """The holder of an open stage asks others for their opinion; the stage does not wait."""
    stage = open_stage(application, question.stage)
    if isinstance(stage, Breach):
        return stage
    hand = Hand(by=question.by, at=question.at, signers=signers)
    wrong = not_entitled(application, stage, hand) or _idle(application, question)
    if wrong is not None:
        return wrong
    return msgspec.structs.replace(application, questions=(*application.questions, question))


def _idle(application: Application, question: Question) -> Breach | None:
    others = set(question.persons) - application.excluded - {question.by}
    if others != set(question.persons) or not others:
        return breach(
            N_("Ask somebody else: neither yourself, nor the applicant, nor whom it concerns."),
            missing="persons",
        )
    if not question.text.strip():
        return breach(N_("Say what you ask."), missing="question")
    if any(asked.id == question.id for asked in application.questions):
        return breach(N_("This question is asked already."), missing="question")
    return None


def answer_countersign(
    application: Application, question_id: str, answer: Answer
) -> Application | Breach:
    """The opinion of one who was asked, once, while the application is open."""
    found = next((asked for asked in application.questions if asked.id == question_id), None)
    if found is None or answer.by not in found.persons:
        return breach(N_("You were not asked this question."), missing="question")
    if application.state is not State.OPEN:
        return breach(N_("The application is over; no opinion is needed."), missing="application")
    if any(given.by == answer.by for given in found.answers):
        return breach(N_("You have answered this question."), missing="question")
    if not answer.text.strip():
        return breach(N_("Write your opinion."), missing="answer")
    answered = msgspec.structs.replace(found, answers=(*found.answers, answer))
    questions = tuple(answered if asked is found else asked for asked in application.questions)
    return msgspec.structs.replace(application, questions=questions)


def add_signatory(
    application: Application,
    stage_id: str,
    person: str,
    added: Added,
    *,
    signers: Collection[str],
) -> Application | Breach:
    """One more stage, mode one, right before or after an open one, for its holder's reason."""
    stage = open_stage(application, stage_id)
    if isinstance(stage, Breach):
        return stage
    hand = Hand(by=added.by, at=added.at, signers=signers)
    wrong = not_entitled(application, stage, hand)
    if wrong is not None:
        return wrong
    if not added.reason.strip():
        return breach(N_("Say why one more signature is needed."), missing="reason")
    number = sum(other.id.startswith(f"{stage_id}+") for other in application.route.stages) + 1
    extra = Stage(
        id=f"{stage_id}+{number}",
        roles=(),
        mode=Mode.ONE,
        rank=None,
        persons=(person,),
        added=added,
    )
    changed = application.with_route(_inserted(application.route, stage_id, extra, added))
    if person == added.by:
        return breach(
            N_("Add somebody else: your own signature is asked already."), missing="person"
        )
    return _not_free(application, changed, extra) or changed


def _inserted(route: Route, stage_id: str, extra: Stage, added: Added) -> Route:
    steps: list[Step] = []
    for step in route.steps:
        here = any(stage.id == stage_id for stage in step.stages)
        around = [step] if not here else [Step(stages=(extra,)), step]
        steps.extend(around if added.place == "before" else reversed(around))
    return Route(steps=tuple(steps))


def _not_free(application: Application, changed: Application, stage: Stage) -> Breach | None:
    """Why none of the persons of the new `stage` can give its signature, if none can."""
    if application.excluded.intersection(stage.persons):
        return breach(
            N_("Neither the applicant nor whom the act concerns signs; name another."),
            missing="person",
        )
    if not stage.signed_in_person:
        return None
    used = signers_so_far(application)
    if used.issuperset(stage.persons):
        return breach(N_("Who has signed a stage signs no other; name another."), missing="person")
    if coverable(_waiting(application), used) and not coverable(_waiting(changed), used):
        return breach(N_("They are needed at another stage; name another."), missing="person")
    return None


def _waiting(application: Application) -> list[Stage]:
    signed = {signature.stage for signature in application.signatures}
    return [stage for stage in application.route.stages if stage.id not in signed]


def name_signer(
    application: Application, stage_id: str, *, roles: tuple[str, ...], persons: tuple[str, ...]
) -> Application | Breach:
    """Fill a stage whose signer the text leaves open; `persons` hold `roles`, or are named."""
    stage = _unsigned_stage(application, stage_id)
    if isinstance(stage, Breach):
        return stage
    if not stage.gap:
        return breach(N_("The text says who signs this stage."), missing="stage")
    if not persons:
        return breach(N_("Name a person, or a role that somebody holds."), missing="person")
    named = msgspec.structs.replace(stage, roles=roles or stage.roles, persons=persons, gap=False)
    changed = application.with_route(application.route.with_stage(named))
    return _not_free(application, changed, named) or changed


def replace_absent(
    application: Application, stage_id: str, *, absent: str, deputies: tuple[str, ...]
) -> Application | Breach:
    """Put the deputies of an absent holder in his place; without any the stage waits and says so.

    Deputies who are applicant or party, or have signed, take no place.
    """
    stage = _unsigned_stage(application, stage_id)
    if isinstance(stage, Breach):
        return stage
    if absent not in stage.persons:
        return breach(N_("{person} does not sign this stage."), missing="person", person=absent)
    taken = application.excluded | signers_so_far(application) | set(stage.persons)
    free = tuple(deputy for deputy in dict.fromkeys(deputies) if deputy not in taken)
    holder = stage.instead_of.get(absent, absent)
    persons = tuple(person for person in stage.persons if person != absent)
    left = {deputy: held for deputy, held in stage.instead_of.items() if deputy != absent}
    changed = msgspec.structs.replace(
        stage, persons=(*persons, *free), instead_of=left | dict.fromkeys(free, holder)
    )
    return application.with_route(application.route.with_stage(changed))


def _unsigned_stage(application: Application, stage_id: str) -> Stage | Breach:
    for stage in _waiting(application) if application.state is State.OPEN else ():
        if stage.id == stage_id:
            return stage
    return breach(N_("The application has no such stage that is still to sign."), missing="stage")


def urge(
    application: Application,
    urging: Urging,
    *,
    signers: Collection[str],
    office: Collection[str] = (),
) -> Application | Breach:
    """A reminder from the applicant or the secrecy office, at most one a day for each stage.

    Who is to be told stands in the last of the application's urgings.
    """
    stage = open_stage(application, urging.stage)
    if isinstance(stage, Breach):
        return stage
    if urging.by != application.applicant and urging.by not in office:
        return breach(N_("The applicant or the secrecy office urges."), missing="by")
    today = (urging.stage, urging.at.date())
    if any((sent.stage, sent.at.date()) == today for sent in application.urgings):
        return breach(N_("This stage was urged today; urge it again tomorrow."), missing="stage")
    told = tuple(person for person in signers if person not in application.excluded)
    if not told:
        return breach(
            N_("Nobody can sign this stage now, so nobody can be urged."), missing="signer"
        )
    sent = msgspec.structs.replace(urging, told=told)
    return msgspec.structs.replace(application, urgings=(*application.urgings, sent))
