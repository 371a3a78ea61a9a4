"""A value that binds less than the one set is asked of the body that adopts."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.law.pack import Parameter
from shoumi.law.words import Text
from shoumi.matters.law.acts import SetValue
from shoumi.matters.law.facts import law_facts
from shoumi.matters.law.matter import MATTER
from shoumi.matters.law.strictness import is_looser
from shoumi.matters.law.things import ProposedChange, SetParameter
from tests.matters.house import MONDAY, House, Parameters, made

TODAY = MONDAY.date()
LATER = date(2026, 4, 1)
MUCH_LATER = date(2026, 5, 1)
UNITS = st.sampled_from(["WD", "D", "W", "M", "Y"])


def a_parameter(kind: str = "period", stricter: Any = "less") -> Parameter:  # noqa: ANN401 a word
    return Parameter(code="loan_period", name=Text(zh="", en=""), kind=kind, stricter=stricter)


def a_house(*rows: SetParameter) -> House:
    house = House(MATTER)
    house.settings = Parameters(
        definitions={"loan_period": a_parameter()}, behind={"p/1.within": "loan_period"}
    )
    for row in rows:
        house.known.keep(row)
    return house


def was_set(value: str, since: date = TODAY, *, clause: str | None = None) -> SetParameter:
    named: dict[str, str | None] = {"code": "loan_period"}
    if clause is not None:
        named = {"clause": clause, "figure": "within"}
    return SetParameter(id=f"{value}{since}{clause}", value=value, since=since, **named)


def setting(value: str, since: date = LATER, *, clause: str | None = None) -> SetValue:
    if clause is None:
        return SetValue(code="loan_period", value=value, since=since, reason="-")
    return SetValue(clause=clause, figure="within", value=value, since=since, reason="-")


def loosens(house: House, act: SetValue) -> bool:
    return law_facts(act, house.asking("office")).loosens


@pytest.mark.parametrize(
    ("kind", "stricter", "before", "after", "looser"),
    [
        ("period", "less", "P10WD", "P5WD", False),
        ("period", "less", "P5WD", "P10WD", True),
        ("period", "less", "P3WD", "same_day", False),
        ("period", "less", "same_day", "P1WD", True),
        ("period", "less", "P1M", "PT24H", False),
        ("period", "less", "PT24H", "P1M", True),
        ("period", "less", "P7D", "P5WD", True),
        ("period", "less", "P5WD", "P5WD", False),
        ("period", "less", "P5WD", "12-31", True),
        ("period", "more", "P5Y", "P10Y", False),
        ("number", "more", 6, 8, False),
        ("number", "more", 8, 6, True),
        ("codes", "less", ["a", "b"], ["a"], False),
        ("codes", "less", ["a"], ["a", "b"], True),
        ("table", "less", {"copies": 100}, {"copies": 50}, False),
        ("table", "less", {"copies": 100}, {"sheets": 50}, True),
        ("codes", None, ["leader"], ["principal"], True),
        ("codes", None, ["leader"], ["leader"], False),
    ],
)
def test_a_parameter_says_which_values_bind_more(
    kind: str, stricter: str | None, before: object, after: object, *, looser: bool
) -> None:
    assert is_looser(a_parameter(kind, stricter), before, after) is looser


@given(UNITS, st.integers(1, 90), st.integers(1, 90))
def test_of_two_lengths_of_one_unit_the_longer_binds_less(unit: str, one: int, other: int) -> None:
    found = is_looser(a_parameter(), f"P{one}{unit}", f"P{other}{unit}")
    assert found is (other > one)


@given(st.data())
def test_two_different_values_are_never_both_stricter_than_each_other(data: st.DataObject) -> None:
    code = st.builds(
        "P{}{}".format, st.integers(1, 99), st.sampled_from(["WD", "D", "W", "M", "Y"])
    )
    one, other = data.draw(code), data.draw(code)
    if one != other:
        assert is_looser(a_parameter(), one, other) or is_looser(a_parameter(), other, one)


def test_a_first_value_fills_what_is_open_and_loosens_nothing() -> None:
    assert not loosens(a_house(), setting("P30D"))
    assert not loosens(a_house(was_set("P5D", MUCH_LATER)), setting("P30D"))


def test_a_value_is_held_against_the_one_that_holds_on_its_day() -> None:
    house = a_house(was_set("P30D"), was_set("P10D", LATER))
    assert loosens(house, setting("P20D"))
    assert not loosens(house, setting("P20D", TODAY))


@pytest.mark.parametrize("before", [None, "p/1"])
@pytest.mark.parametrize("after", [None, "p/1"])
def test_a_figure_and_the_parameter_behind_it_count_as_one(
    before: str | None, after: str | None
) -> None:
    house = a_house(was_set("P10D", clause=before))
    assert loosens(house, setting("P20D", clause=after))
    assert not loosens(house, setting("P5D", clause=after))


def test_a_figure_without_a_parameter_is_compared_with_nothing_and_asked_for() -> None:
    house = a_house(was_set("P10D", clause="q/2"))
    assert loosens(house, setting("P5D", clause="q/2"))
    assert not loosens(house, setting("P5D", clause="q/3"))


def test_what_was_consented_to_is_confirmed_without_asking_again() -> None:
    house = a_house(was_set("P10D"))
    waiting: ProposedChange = next(made(house.perform(setting("P20D"), "office")))
    confirming = SetValue(confirms=waiting.id)
    assert loosens(house, confirming)
    house.known.link(waiting.id, "allowed-by", "A-1")
    assert not loosens(house, confirming)


def test_a_proposal_that_has_become_looser_meanwhile_is_asked_for_when_it_is_confirmed() -> None:
    house = a_house(was_set("P30D"))
    waiting: ProposedChange = next(made(house.perform(setting("P20D"), "office")))
    house.known.keep(was_set("P10D"))
    assert loosens(house, SetValue(confirms=waiting.id))
