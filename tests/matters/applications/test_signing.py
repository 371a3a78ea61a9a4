from datetime import timedelta

import pytest

from shoumi.decision.renewing import renewed
from shoumi.law.breach import Breach
from shoumi.matters.applications.acts import (
    AddSignatory,
    Apply,
    Countersign,
    MinutesOf,
    Recall,
    Return,
    Sign,
    Urge,
)
from shoumi.matters.applications.facts import application_facts
from shoumi.matters.applications.opening import granted_by, hand_in
from shoumi.matters.applications.things import AWAITS, About, ApplicationRow
from shoumi.procedures.application import Decision, State
from shoumi.procedures.route import Mode, compose
from tests.matters.applications.cast import (
    HEAD_THEN_LEADER,
    a_house,
    agreement,
    asked,
    awaited_by,
    opened,
    sees,
    the_application,
)
from tests.matters.house import MONDAY, later


def test_an_application_waits_for_whoever_may_sign_first() -> None:
    house = a_house()
    one = opened(house)
    assert awaited_by(house, one) == {"head"}
    assert house.known.linking("head", AWAITS) == (one,)
    assert [notice.person for notice in house.notices] == ["head"]
    assert sees(house, "head", one)
    assert not sees(house, "leader", one)


def test_each_signature_passes_the_application_on() -> None:
    house = a_house()
    one = opened(house)
    house.perform(agreement(one), "head", later(hours=1))
    assert awaited_by(house, one) == {"leader"}
    assert sees(house, "head", one)


def test_the_last_agreement_lets_the_act_happen_and_uses_the_grant_up() -> None:
    house = a_house()
    one = opened(house)
    house.perform(agreement(one), "head", later(hours=1))
    last = agreement(one)
    facts = application_facts(last, house.asking("leader", later(hours=2)))
    granted = granted_by(last, facts)
    assert granted is not None
    assert granted.application.state is State.GRANTED
    house.perform(last, "leader", later(hours=2))
    assert the_application(house, one).state is State.SPENT
    assert awaited_by(house, one) == set()
    assert house.notices[-1].person == "handler"


def test_an_earlier_signature_grants_nothing() -> None:
    house = a_house()
    one = opened(house)
    first = agreement(one)
    assert granted_by(first, application_facts(first, house.asking("head"))) is None


def test_a_disagreement_ends_it_and_says_why() -> None:
    house = a_house()
    one = opened(house)
    silent = Sign(application=one, decision=Decision.DISAGREE)
    assert set(house.refusals(silent, "head")) == {"applications.base.signature-complete"}
    house.perform(Sign(application=one, decision=Decision.DISAGREE, opinion="不必复制"), "head")
    assert the_application(house, one).state is State.REFUSED
    assert awaited_by(house, one) == set()


def test_the_applicant_signs_no_stage() -> None:
    house = a_house()
    house.appoint("handler", "department_head")
    one = opened(house)
    assert awaited_by(house, one) == {"head"}
    found = house.refusals(agreement(one), "handler")
    assert set(found) == {"applications.base.not-concerned"}
    assert set(house.refusals(agreement(one), "outsider")) == {"applications.base.in-order"}


def test_whom_the_act_names_as_its_person_signs_no_stage() -> None:
    house = a_house()
    house.appoint("outsider", "department_head")
    one = opened(house, payload={"person": "outsider"})
    assert awaited_by(house, one) == {"head"}
    found = house.refusals(agreement(one), "outsider")
    assert set(found) == {"applications.base.not-concerned"}


def test_nobody_signs_two_stages() -> None:
    house = a_house()
    house.appoint("head", "leader_in_charge")
    house.appoint("outsider", "department_head")
    one = opened(house)
    house.perform(agreement(one), "head")
    assert awaited_by(house, one) == {"leader"}
    found = house.refusals(agreement(one), "head")
    assert set(found) == {"applications.base.one-stage-a-person"}


def test_a_later_stage_is_not_signed_before_an_earlier_one() -> None:
    house = a_house()
    one = opened(house)
    assert set(house.refusals(agreement(one, stage="s2"), "leader")) == {
        "applications.base.in-order"
    }


def test_who_was_relieved_of_the_role_no_longer_signs() -> None:
    house = a_house()
    head = house.appoint("outsider", "department_head", until=MONDAY.date())
    one = opened(house)
    assert awaited_by(house, one) == {"head", "outsider"}
    tomorrow = later(days=1)
    assert head.until is not None
    assert set(house.refusals(agreement(one), "outsider", tomorrow)) == {
        "applications.base.in-order"
    }
    assert house.refusals(agreement(one), "head", tomorrow) == {}


def test_a_body_decides_by_minutes_that_the_secrecy_office_enters() -> None:
    house = a_house()
    one = opened(house, asked("committee", rank=50, mode=Mode.BODY))
    assert awaited_by(house, one) == {"officer", "office", "second-office"}
    assert set(house.refusals(agreement(one), "office")) == {"applications.base.signature-complete"}
    minutes = MinutesOf(number="保委会〔2026〕第2次", names=("principal", "leader"))
    house.perform(agreement(one, minutes=minutes), "office")
    assert the_application(house, one).state is State.SPENT


def test_what_is_sent_back_to_an_earlier_stage_waits_there_again() -> None:
    house = a_house()
    one = opened(house)
    house.perform(agreement(one), "head")
    house.perform(Return(application=one, to="s1", reason="份数不对"), "leader")
    assert awaited_by(house, one) == {"head"}


def test_what_was_returned_to_the_applicant_is_handed_in_again_by_nobody_else() -> None:
    house = a_house()
    one = opened(house)
    house.perform(Return(application=one, reason="缺附件"), "head")
    assert awaited_by(house, one) == set()
    apply = Apply(act="carriers.copy", again=one)
    assert set(house.refusals(apply, "outsider")) == {"applications.base.hands-in-own"}
    assert house.refusals(apply, "handler") == {}
    row = house.known.get(ApplicationRow, one)
    assert row is not None
    again = hand_in(
        row,
        {"do": "carriers.copy", "copies": 1},
        route=compose(HEAD_THEN_LEADER),
        about=About(),
        asking=house.asking("handler", later(days=1)),
    )
    assert not isinstance(again, Breach)
    house.keep((*again, *renewed(again, house.asking("handler"))))
    assert awaited_by(house, one) == {"head"}
    assert the_application(house, one).round.payload == {"do": "carriers.copy", "copies": 1}


def test_only_the_applicant_recalls() -> None:
    house = a_house()
    one = opened(house)
    recall = Recall(application=one, reason="不再需要")
    assert set(house.refusals(recall, "head")) == {"applications.base.in-order"}
    house.perform(recall, "handler")
    assert the_application(house, one).state is State.RECALLED
    assert awaited_by(house, one) == set()


def test_who_is_asked_for_an_opinion_answers_once() -> None:
    house = a_house()
    one = opened(house)
    house.perform(
        Countersign(application=one, persons=("officer",), question="份数是否合适"), "head"
    )
    assert sees(house, "officer", one)
    assert house.notices[-1].person == "officer"
    answer = Countersign(application=one, answer="合适")
    assert set(house.refusals(answer, "outsider")) == {"applications.base.in-order"}
    house.perform(answer, "officer")
    assert set(house.refusals(answer, "officer")) == {"applications.base.in-order"}


def test_a_stage_that_is_added_before_waits_first() -> None:
    house = a_house()
    one = opened(house)
    house.perform(AddSignatory(application=one, person="officer", reason="专业意见"), "head")
    assert awaited_by(house, one) == {"officer"}
    house.perform(agreement(one), "officer")
    assert awaited_by(house, one) == {"head"}


def test_a_stage_is_urged_once_a_day_and_finds_its_new_holder() -> None:
    house = a_house()
    one = opened(house)
    house.appoint("outsider", "department_head")
    urging = Urge(application=one, text="急件")
    house.perform(urging, "handler", MONDAY)
    assert awaited_by(house, one) == {"head", "outsider"}
    again = house.refusals(urging, "handler", MONDAY + timedelta(hours=3))
    assert set(again) == {"applications.base.urged-once-a-day"}
    assert house.refusals(urging, "office", later(days=1)) == {}
    assert set(house.refusals(urging, "outsider", later(days=1))) == {"applications.base.in-order"}


@pytest.mark.parametrize("role", ["handling_department_head", "leader"])
def test_a_role_of_the_case_is_answered_by_the_lasting_one(role: str) -> None:
    house = a_house()
    one = opened(house, asked(role))
    (expected,) = awaited_by(house, one)
    assert expected == {"handling_department_head": "head", "leader": "leader"}[role]
    assert house.refusals(agreement(one), expected) == {}


def test_a_chain_is_signed_by_every_superior_in_turn() -> None:
    house = a_house()
    one = opened(house, asked("principal", mode=Mode.CHAIN))
    for superior in ("head", "leader", "principal"):
        assert awaited_by(house, one) == {superior}
        house.perform(agreement(one), superior)
    assert the_application(house, one).state is State.SPENT
