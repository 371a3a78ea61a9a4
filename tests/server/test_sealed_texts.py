"""What people write for an application stays beside the chain, wherever an entry tells it."""

import pytest

from tests.server.houses import House
from tests.server.ledgers import every_row

REASON = "因出国陪同治疗"


@pytest.fixture
def house(alias: str) -> House:
    return House(alias)


def test_why_somebody_is_signed_for_stands_in_no_entry_and_no_row(house: House) -> None:
    told = {"role": "principal", "since": "2026-03-02", "until": "2026-03-20"}
    person = house.cast["secretary"]
    house.do("applications.delegate", "principal", person=person, reason=REASON, **told)
    for table in ("entry", "thing", "notice"):
        for row in every_row(house.door.using, table, house.unit):
            assert REASON not in repr(row), table
    sealed = list(every_row(house.door.using, "sealed", house.unit))
    assert sealed
