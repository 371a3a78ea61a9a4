from __future__ import annotations

import msgspec
import pytest

from shoumi.procedures.application import Answer, Application, Question, State, Urging
from shoumi.procedures.consulting import (
    add_signatory,
    answer_countersign,
    ask_countersign,
    name_signer,
    replace_absent,
    urge,
)
from shoumi.procedures.route import Added
from shoumi.procedures.signing import sign_stage
from tests.procedures.cast import (
    MONDAY,
    agreement,
    an_application,
    asked,
    done,
    later,
    refused,
    settled,
    signed,
)

ROUTE = settled(asked("department_head", rank=20), asked("leader_in_charge", rank=40))
QUESTION = Question(
    id="Q", stage="s1", by="head", persons=("officer",), text="份数合适吗?", at=MONDAY
)
ADDED = Added(by="head", place="before", reason="另一部门的事", at=MONDAY)


def answered(application: Application, by: str = "officer") -> Application | object:
    return answer_countersign(application, "Q", Answer(by=by, text="合适", at=MONDAY))


def test_an_opinion_stands_beside_the_stage_which_does_not_wait_for_it() -> None:
    waiting = done(ask_countersign(an_application(ROUTE), QUESTION, signers=["head"]))
    assert signed(waiting, "s1", "head").signatures
    after = answered(waiting)
    assert isinstance(after, Application)
    assert after.questions[0].answers[0].text == "合适"
    assert after.signatures == ()
    assert "have answered" in refused(answered(after))


def test_only_who_was_asked_answers() -> None:
    waiting = done(ask_countersign(an_application(ROUTE), QUESTION, signers=["head"]))
    assert "not asked" in refused(answered(waiting, "outsider"))
    assert "not asked" in refused(answered(an_application(ROUTE)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"persons": ("handler",)}, "somebody else"),
        ({"persons": ("head",)}, "somebody else"),
        ({"persons": ()}, "somebody else"),
        ({"text": " "}, "what you ask"),
        ({"by": "outsider"}, "holds a role"),
    ],
)
def test_a_question_goes_from_the_holder_to_others(change: dict[str, object], words: str) -> None:
    question = msgspec.structs.replace(QUESTION, **change)
    answer = ask_countersign(an_application(ROUTE), question, signers=["head"])
    assert words in refused(answer)


def test_an_added_signatory_before_signs_first() -> None:
    application = done(
        add_signatory(an_application(ROUTE), "s1", "outsider", ADDED, signers=["head"])
    )
    assert [stage.id for stage in application.route.stages] == ["s1+1", "s1", "s2"]
    early = sign_stage(application, agreement("s1", "head"), signers=["head"])
    assert "not open" in refused(early)
    assert signed(signed(application, "s1+1", "outsider"), "s1", "head").signatures


def test_an_added_signatory_after_signs_next() -> None:
    after = msgspec.structs.replace(ADDED, place="after")
    application = done(
        add_signatory(an_application(ROUTE), "s1", "outsider", after, signers=["head"])
    )
    assert [stage.id for stage in application.route.stages] == ["s1", "s1+1", "s2"]


@pytest.mark.parametrize(
    ("person", "words"),
    [("handler", "applicant"), ("head", "somebody else"), ("leader", "another stage")],
)
def test_nobody_is_added_who_cannot_sign_one_more_stage(person: str, words: str) -> None:
    answer = add_signatory(an_application(ROUTE), "s1", person, ADDED, signers=["head"])
    assert words in refused(answer)


def test_nobody_is_added_who_has_signed() -> None:
    application = signed(an_application(ROUTE), "s1", "head")
    by_leader = msgspec.structs.replace(ADDED, by="leader")
    answer = add_signatory(application, "s2", "head", by_leader, signers=["leader"])
    assert "has signed" in refused(answer)


def test_naming_a_signer_fills_the_gap() -> None:
    application = an_application(settled(asked()))
    named = done(name_signer(application, "s1", roles=("principal",), persons=("principal",)))
    assert named.route.gaps == ()
    assert signed(named, "s1", "principal").state is State.GRANTED


def test_a_stage_that_the_text_fills_is_not_named_anew() -> None:
    answer = name_signer(an_application(ROUTE), "s1", roles=(), persons=("outsider",))
    assert "text says" in refused(answer)


def test_a_gap_is_not_filled_with_the_applicant_or_with_nobody() -> None:
    application = an_application(settled(asked()))
    by_applicant = name_signer(application, "s1", roles=(), persons=("handler",))
    assert "applicant" in refused(by_applicant)
    assert "Name a person" in refused(name_signer(application, "s1", roles=("x",), persons=()))


def test_the_deputy_of_an_absent_holder_takes_the_place() -> None:
    application = done(
        replace_absent(an_application(ROUTE), "s1", absent="head", deputies=("handler", "deputy"))
    )
    stage = application.route.stages[0]
    assert (stage.persons, stage.instead_of) == (("deputy",), {"deputy": "head"})


def test_without_a_deputy_the_stage_waits() -> None:
    application = done(replace_absent(an_application(ROUTE), "s1", absent="head", deputies=()))
    assert application.route.stages[0].persons == ()


def urged(application: Application, by: str = "handler", hours: int = 0) -> object:
    urging = Urging(stage="s1", by=by, text="请签", at=later(hours=hours))
    return urge(application, urging, signers=["head", "handler"], office=["officer"])


def test_a_stage_is_urged_once_a_day_and_its_holders_are_told() -> None:
    once = urged(an_application(ROUTE))
    assert isinstance(once, Application)
    assert once.urgings[-1].told == ("head",)
    assert "tomorrow" in refused(urged(once, "officer", hours=5))
    assert isinstance(urged(once, hours=24), Application)


def test_only_the_applicant_or_the_secrecy_office_urges() -> None:
    assert "urges" in refused(urged(an_application(ROUTE), "outsider"))


def test_nobody_is_urged_at_a_stage_that_waits_for_a_signer() -> None:
    urging = Urging(stage="s1", by="handler", text="请签", at=MONDAY)
    answer = urge(an_application(ROUTE), urging, signers=["handler"])
    assert "Nobody can sign" in refused(answer)
