from datetime import date

import pytest

from shoumi.matters.law.acts import Adopt, Repeal, SetValue
from shoumi.matters.law.matter import MATTER
from shoumi.matters.law.things import AdoptedPack, ProposedChange, SetParameter
from tests.matters.house import MONDAY, House, Parameters, made

TODAY = MONDAY.date()
STAYS = {"law.base.only-what-is-adopted": {"stays": ["shoumi"]}}


def a_house() -> House:
    house = House(MATTER)
    house.settings = Parameters(values={"loan_period": "P30D"}, digests={"jm-staff": "d1"})
    return house


def adopting(**more: object) -> Adopt:
    return Adopt(**({"pack": "jm-staff", "digest": "d1", "since": TODAY} | more))  # type: ignore[arg-type]


def proposal(house: House, act: Adopt | Repeal | SetValue) -> ProposedChange:
    found: ProposedChange = next(made(house.perform(act, "office", figures=STAYS)))
    return found


def adopted(house: House, **more: object) -> AdoptedPack:
    waiting = proposal(house, adopting(**more))
    found = house.perform(Adopt(confirms=waiting.id), "second-office")
    row: AdoptedPack = next(made(found))
    return row


def test_a_pack_binds_when_a_second_person_has_confirmed_it() -> None:
    house = a_house()
    waiting = proposal(house, adopting())
    assert house.known.find(AdoptedPack) == ()
    confirm = Adopt(confirms=waiting.id)
    assert set(house.refusals(confirm, "office")) == {"law.base.second-person"}
    house.perform(confirm, "second-office")
    (row,) = house.known.find(AdoptedPack)
    assert (row.pack, row.digest, row.since) == ("jm-staff", "d1", TODAY)
    assert set(house.refusals(confirm, "officer")) >= {"law.base.second-person"}


def test_a_second_person_who_says_the_same_confirms_it() -> None:
    house = a_house()
    proposal(house, adopting())
    assert set(house.refusals(adopting(), "office")) == {"law.base.second-person"}
    house.perform(adopting(), "second-office")
    assert len(house.known.find(AdoptedPack)) == 1


def test_a_confirmation_that_comes_too_late_binds_nothing_for_the_past() -> None:
    house = a_house()
    waiting = proposal(house, adopting())
    late = MONDAY.replace(day=3)
    confirm = Adopt(confirms=waiting.id)
    assert set(house.refusals(confirm, "second-office", late)) == {"law.base.second-person"}


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"since": date(2026, 3, 1)}, "law.base.never-earlier"),
        ({"digest": "other"}, "law.base.digest-of-the-shelf"),
        ({"pack": "unknown"}, "law.base.digest-of-the-shelf"),
        ({"since": None}, "law.base.complete"),
    ],
)
def test_what_is_wrong_with_an_adoption_is_told(more: dict[str, object], rule: str) -> None:
    house = a_house()
    assert house.refusals(adopting(), "office") == {}
    assert set(house.refusals(adopting(**more), "office")) == {rule}


def test_a_new_version_ends_the_old_one_and_none_is_adopted_twice() -> None:
    house = a_house()
    adopted(house)
    assert set(house.refusals(adopting(), "office")) == {"law.base.not-adopted-twice"}
    house.settings = Parameters(digests={"jm-staff": "d2"})
    adopted(house, digest="d2", since=date(2026, 4, 1))
    old, new = house.known.find(AdoptedPack)
    assert (old.until, new.until) == (date(2026, 4, 1), None)


def test_a_repealed_pack_ends_on_its_day_and_the_base_pack_never() -> None:
    house = a_house()
    adopted(house)
    base = Repeal(pack="shoumi", on=TODAY, reason="测试")
    assert set(house.refusals(base, "office", figures=STAYS)) == {"law.base.only-what-is-adopted"}
    waiting = proposal(house, Repeal(pack="jm-staff", on=date(2026, 5, 1), reason="被新制度取代"))
    house.perform(Repeal(confirms=waiting.id), "second-office", figures=STAYS)
    (row,) = house.known.find(AdoptedPack)
    assert row.until == date(2026, 5, 1)
    again = Repeal(pack="jm-staff", on=date(2026, 5, 1), reason="再次")
    assert set(house.refusals(again, "office", figures=STAYS)) == {"law.base.only-what-is-adopted"}


def test_a_parameter_is_set_by_two_people_and_keeps_its_kind() -> None:
    house = a_house()
    setting = SetValue(code="loan_period", value="P15D", since=TODAY, reason="便于管理")
    number = SetValue(code="loan_period", value=15, since=TODAY, reason="便于管理")
    assert set(house.refusals(number, "office")) == {"law.base.value-of-the-kind"}
    waiting = proposal(house, setting)
    assert house.known.find(SetParameter, state="set") == ()
    house.perform(SetValue(confirms=waiting.id), "second-office")
    (row,) = house.known.find(SetParameter, state="set")
    assert (row.code, row.value, row.since) == ("loan_period", "P15D", TODAY)


def test_a_setting_names_a_parameter_or_a_figure_of_a_clause_and_not_both() -> None:
    house = a_house()
    both = SetValue(code="loan_period", clause="p/1", figure="within", value="P1D", since=TODAY)
    assert set(house.refusals(both, "office")) == {"law.base.complete"}
    figure = SetValue(clause="p/1", figure="within", value="P1D", since=TODAY)
    assert house.refusals(figure, "office") == {}
