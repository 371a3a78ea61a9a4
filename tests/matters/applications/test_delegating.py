from datetime import date

from shoumi.law.breach import Breach
from shoumi.matters.applications.acts import Delegate, NameSigner
from shoumi.matters.applications.opening import open_application
from shoumi.matters.applications.things import About, Naming
from shoumi.procedures.application import State
from shoumi.procedures.route import Asked, Route
from tests.matters.applications.cast import (
    ACT,
    a_house,
    agreement,
    asked,
    awaited_by,
    opened,
    sees,
    the_application,
)
from tests.matters.house import MONDAY, House, later, made

TODAY = MONDAY.date()
PERSONAL = {"applications.base.delegation": {"personal": ["principal"]}}


def a_delegation(**more: object) -> Delegate:
    stated = {
        "role": "department_head",
        "person": "outsider",
        "since": TODAY,
        "until": date(2026, 3, 6),
        "reason": "出差",
    }
    return Delegate(**(stated | more))  # type: ignore[arg-type]


def test_the_delegate_signs_for_the_principal_and_both_names_are_kept() -> None:
    house = a_house()
    house.perform(a_delegation(), "head", figures=PERSONAL)
    one = opened(house)
    assert awaited_by(house, one) == {"head", "outsider"}
    house.perform(agreement(one, on_behalf_of="head"), "outsider")
    assert the_application(house, one).signatures[0].names == ("outsider", "head")


def test_what_waits_already_waits_for_the_delegate_too() -> None:
    house = a_house()
    one = opened(house)
    house.perform(a_delegation(), "head", figures=PERSONAL)
    assert awaited_by(house, one) == {"head", "outsider"}
    assert sees(house, "outsider", one)


def test_a_delegation_of_another_role_or_act_or_day_lets_nobody_sign() -> None:
    house = a_house()
    house.perform(a_delegation(acts=("carriers.destroy",)), "head", figures=PERSONAL)
    one = opened(house)
    assert awaited_by(house, one) == {"head"}
    signing = agreement(one, on_behalf_of="head")
    assert set(house.refusals(signing, "outsider")) == {"applications.base.in-order"}
    house.perform(a_delegation(), "head", figures=PERSONAL)
    assert house.refusals(signing, "outsider") == {}
    assert set(house.refusals(signing, "outsider", later(days=5))) == {"applications.base.in-order"}


def test_only_a_role_that_is_held_and_not_personal_is_delegated() -> None:
    house = a_house()
    slug = "applications.base.delegation"
    assert set(house.refusals(a_delegation(), "handler", figures=PERSONAL)) == {slug}
    personal = a_delegation(role="principal")
    assert set(house.refusals(personal, "principal", figures=PERSONAL)) == {slug}
    assert set(house.refusals(a_delegation(person="head"), "head", figures=PERSONAL)) == {slug}
    backwards = a_delegation(until=date(2026, 3, 1))
    assert set(house.refusals(backwards, "head", figures=PERSONAL)) == {slug}
    assert set(house.refusals(a_delegation(person="nobody"), "head", figures=PERSONAL)) == {slug}
    assert house.refusals(a_delegation(), "head", figures=PERSONAL) == {}


def test_a_delegation_that_has_ended_lets_nobody_wait() -> None:
    house = a_house()
    slug = "applications.base.delegation"
    past = a_delegation(since=date(2026, 2, 1), until=date(2026, 3, 1))
    assert set(house.refusals(past, "head", figures=PERSONAL)) == {slug}
    house.perform(past, "head", later(days=-2), figures=PERSONAL)
    assert awaited_by(house, opened(house)) == {"head"}


def test_an_applicant_who_heads_the_department_is_replaced_by_the_delegate() -> None:
    house = a_house()
    house.perform(a_delegation(), "head", figures=PERSONAL)
    one = opened(house, by="head")
    assert awaited_by(house, one) == {"outsider"}
    house.perform(agreement(one), "outsider")
    assert awaited_by(house, one) == {"leader"}


UNNAMED = Asked(roles=(), rank=None, clauses=("p/9",))


def naming(house: House, **more: object) -> Naming:
    stated = {"act": ACT, "clause": "p/9", "role": "leader_in_charge", "reason": "制度未写明"}
    act = NameSigner(**(stated | more))  # type: ignore[arg-type]
    found: Naming = next(made(house.perform(act, "office")))
    return found


def test_a_stage_without_a_role_waits_until_two_people_name_one() -> None:
    house = a_house()
    one = opened(house, UNNAMED)
    assert awaited_by(house, one) == set()
    proposal = naming(house)
    assert awaited_by(house, one) == set()
    confirm = NameSigner(confirms=proposal.id)
    assert set(house.refusals(confirm, "office")) == {"applications.base.second-person"}
    house.perform(confirm, "second-office")
    assert awaited_by(house, one) == {"leader"}
    assert set(house.refusals(confirm, "officer")) == {"applications.base.second-person"}
    house.perform(agreement(one), "leader")
    assert the_application(house, one).state is State.SPENT


def test_a_person_may_be_named_and_later_applications_go_there_at_once() -> None:
    house = a_house()
    proposal = naming(house, role=None, person="outsider")
    house.perform(NameSigner(confirms=proposal.id), "second-office")
    one = opened(house, UNNAMED)
    assert awaited_by(house, one) == {"outsider"}


def test_a_naming_states_a_role_or_a_person() -> None:
    house = a_house()
    both = NameSigner(act=ACT, clause="p/9", role="leader", person="outsider", reason="未写明")
    assert set(house.refusals(both, "office")) == {"applications.base.naming-complete"}


def test_an_act_for_which_nobody_draws_a_stage_is_not_decided() -> None:
    house = a_house()
    found = open_application(
        "A", {"do": ACT}, route=Route(steps=()), about=About(), asking=house.asking("handler")
    )
    assert isinstance(found, Breach)
    assert found.missing == "route"


def test_two_roles_of_one_person_are_one_signature() -> None:
    house = House(a_house().matter, {"handler": (), "boss": ("leader_in_charge", "principal")})
    one = opened(house, asked("leader_in_charge", rank=40), asked("principal", rank=60))
    house.perform(agreement(one), "boss")
    assert the_application(house, one).state is State.SPENT
