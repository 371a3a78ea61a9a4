from datetime import date

import pytest

from shoumi.acts.consequence import Consequence
from shoumi.matters.personnel.acts import ChangeDuties, GrantClearance, SuspendClearance
from shoumi.matters.personnel.matter import MATTER
from shoumi.matters.personnel.things import Clearance
from tests.matters.house import MONDAY, House, later, made

TODAY = MONDAY.date()


def a_house() -> House:
    return House(MATTER, tiers=("core", "important", "general"))


def granting(**more: object) -> GrantClearance:
    stated = {"person": "handler", "tier": "general", "since": TODAY}
    return GrantClearance(**(stated | more))  # type: ignore[arg-type]


def cleared(found: tuple[Consequence, ...]) -> Clearance:
    row: Clearance = next(made(found))
    return row


def test_who_is_cleared_has_the_tier_from_its_day() -> None:
    house = a_house()
    house.perform(granting(since=date(2026, 3, 3)), "office")
    assert house.asking("handler").people.tier("handler") is None
    assert house.asking("handler", later(days=1)).people.tier("handler") == "general"


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"person": "office"}, "personnel.base.not-oneself"),
        ({"tier": "highest"}, "personnel.base.known-tier"),
        ({"until": date(2026, 3, 1)}, "personnel.base.granted-once"),
        ({"person": "nobody"}, "personnel.base.granted-once"),
    ],
)
def test_what_is_wrong_with_a_grant_is_told(more: dict[str, object], rule: str) -> None:
    house = a_house()
    assert house.refusals(granting(), "office") == {}
    assert set(house.refusals(granting(**more), "office")) == {rule}


def test_nobody_holds_two_tiers_at_once() -> None:
    house = a_house()
    house.perform(granting(), "office")
    assert set(house.refusals(granting(tier="core"), "office")) == {"personnel.base.granted-once"}


def test_a_suspension_closes_everything_at_once_until_a_new_grant() -> None:
    house = a_house()
    one = cleared(house.perform(granting(), "office"))
    suspend = SuspendClearance(clearance=one.id, why="other")
    assert set(house.refusals(suspend, "office")) == {"personnel.base.suspension-explained"}
    house.perform(SuspendClearance(clearance=one.id, why="measure"), "office")
    assert house.asking("handler").people.tier("handler") is None
    again = SuspendClearance(clearance=one.id, why="measure")
    assert set(house.refusals(again, "office")) == {"personnel.base.running"}
    house.perform(granting(since=date(2026, 3, 9)), "office")
    assert house.asking("handler", later(days=7)).people.tier("handler") == "general"


def test_another_tier_follows_without_a_gap_or_an_overlap() -> None:
    house = a_house()
    one = cleared(house.perform(granting(), "office"))
    change = ChangeDuties(clearance=one.id, tier="core", since=date(2026, 3, 5), reason="岗位调整")
    assert set(house.refusals(change, "handler")) == {"personnel.base.not-oneself"}
    house.perform(change, "office")
    tiers = [house.asking("x", later(days=day)).people.tier("handler") for day in range(5)]
    assert tiers == ["general", "general", "general", "core", "core"]
    past = ChangeDuties(clearance=one.id, tier="core", since=date(2026, 3, 1), reason="误")
    assert set(house.refusals(past, "office")) == {"personnel.base.running"}
