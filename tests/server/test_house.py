"""The real law on the real database: a unit is set up, and a paper goes from hand to hand."""

import pytest

from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook
from shoumi.server.journal.founding import (
    AlreadyFoundedError,
    RefusedAtFoundingError,
    Step,
    begin,
    found,
)
from shoumi.server.perform import Door
from shoumi.server.verify import verify_ledger
from tests.server.houses import House, base, first_acts, shelf
from tests.server.ledgers import MASTER, Clock, every_row


@pytest.fixture
def house(alias: str) -> House:
    house = House(alias)
    house.adopt("jm-carriers")
    house.adopt("jm-staff")
    return house


def test_a_paper_goes_from_hand_to_hand_in_few_statements(house: House) -> None:
    carriers = house.paper()
    with house.door.counted() as counts:
        slip = house.do(
            "carriers.hand-over",
            "officer",
            carriers=[carriers[-1]],
            receiver=house.cast["reader"],
            basis="circulation",
        ).made[0]
    assert counts.writes <= 8, counts
    with house.door.counted() as counts:
        house.do("carriers.accept", "reader", hand_over=slip)
    assert counts.writes <= 8, counts
    assert list(verify_ledger(house.door)) == []


def test_a_unit_is_set_up_once(house: House) -> None:
    with pytest.raises(AlreadyFoundedError):
        found(house.door, first_acts(), base())


def test_a_set_up_that_the_law_refuses_leaves_nothing(alias: str) -> None:
    door = Door(
        unit=f"half-{alias}",
        catalogue=everything(),
        make_book=lambda: LawBook(shelf()),
        keyring=begin(f"half-{alias}", MASTER, using=alias),
        clock=Clock(),
        using=alias,
    )
    wrong = Step(name="wrong", payload={"do": "carriers.register"})
    with pytest.raises(RefusedAtFoundingError, match="wrong"):
        found(door, [*first_acts(), wrong], base())
    assert list(every_row(alias, "entry", door.unit)) == []


def test_nobody_acts_as_setup_afterwards(house: House) -> None:
    told = {"do": "organisation.open-department", "name": "新部门"}
    assert house.door.do(told, "setup").ruling.verdict.value == "refused"
