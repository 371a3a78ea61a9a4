from datetime import date

import pytest

from shoumi.acts.consequence import Consequence, Contained
from shoumi.matters.organisation.acts import AdoptRegulation, RepealRegulation
from shoumi.matters.organisation.matter import MATTER
from shoumi.matters.organisation.things import Regulation
from tests.matters.house import House, made

BINDS_ON = date(2026, 4, 1)
ADOPTION = {"do": "law.adopt", "pack": "jm-staff", "digest": "d1", "since": "2026-04-01"}


def adopting(**more: object) -> AdoptRegulation:
    stated = {"title": "职工守则", "pack": "jm-staff", "digest": "d1", "effective_on": BINDS_ON}
    return AdoptRegulation(**(stated | more))  # type: ignore[arg-type]


def contained(found: tuple[Consequence, ...]) -> list[dict[str, object]]:
    return [each.payload for each in found if isinstance(each, Contained)]


def the_regulation(house: House) -> Regulation:
    (row,) = house.known.find(Regulation)
    return row


def in_force(house: House) -> Regulation:
    row: Regulation = next(made(house.perform(adopting(), "office")))
    house.perform(AdoptRegulation(confirms=row.id), "second-office")
    return the_regulation(house)


def test_both_people_put_the_pack_to_the_law_of_adoption() -> None:
    house = House(MATTER)
    found = house.perform(adopting(), "office")
    assert contained(found) == [ADOPTION]
    row: Regulation = next(made(found))
    assert row.state == "proposed"
    confirm = AdoptRegulation(confirms=row.id)
    assert set(house.refusals(confirm, "office")) == {"organisation.base.second-person"}
    assert contained(house.perform(confirm, "second-office")) == [ADOPTION]
    assert the_regulation(house).state == "in_force"


@pytest.mark.parametrize("lacking", ["title", "pack", "digest", "effective_on"])
def test_a_regulation_is_adopted_whole(lacking: str) -> None:
    empty = "" if lacking == "title" else None
    found = House(MATTER).refusals(adopting(**{lacking: empty}), "office")
    assert set(found) == {"organisation.base.regulation-complete"}


def test_a_regulation_is_repealed_by_two_people_for_one_day() -> None:
    house = House(MATTER)
    row = in_force(house)
    repeal = RepealRegulation(regulation=row.id, on=date(2026, 6, 1), reason="被取代")
    repealing = {"do": "law.repeal", "pack": "jm-staff", "on": "2026-06-01", "reason": "被取代"}
    assert contained(house.perform(repeal, "office")) == [repealing]
    assert the_regulation(house).state == "repeal_proposed"
    assert set(house.refusals(repeal, "office")) == {"organisation.base.second-person"}
    other_day = RepealRegulation(regulation=row.id, on=date(2026, 7, 1), reason="被取代")
    assert set(house.refusals(other_day, "second-office")) == {"organisation.base.repeal-in-order"}
    assert contained(house.perform(repeal, "second-office")) == [repealing]
    assert the_regulation(house).state == "repealed"
    assert "organisation.base.repeal-in-order" in house.refusals(repeal, "officer")


def test_what_is_only_proposed_is_not_repealed() -> None:
    house = House(MATTER)
    row: Regulation = next(made(house.perform(adopting(), "office")))
    repeal = RepealRegulation(regulation=row.id, on=date(2026, 6, 1), reason="误")
    assert set(house.refusals(repeal, "office")) == {"organisation.base.repeal-in-order"}
