"""A text whose time has come is gone for good; that it was there, and who wiped it, stays."""

from pathlib import Path

import pytest
from django.db import connections

from shoumi.matters.carriers.things import Edition
from shoumi.server.journal.wiping import NotWipedError, Wiping, wipe
from shoumi.server.perform import one_moment
from shoumi.server.registry import WIPED
from shoumi.server.verify import verify_ledger
from tests.server.houses import House
from tests.server.ledgers import every_row

TITLE = "关于某事项的通知"


@pytest.fixture
def house(alias: str) -> House:
    house = House(alias)
    house.adopt("jm-carriers")
    house.paper()
    return house


def title_of(house: House) -> str:
    with one_moment(connections[house.door.using]) as direct:
        known = house.door.registers(direct)
        (edition,) = known.find(Edition)
        return str(edition.title)


def commitment_of(house: House) -> str:
    with one_moment(connections[house.door.using]) as direct:
        known = house.door.registers(direct)
        (edition,) = known.find(Edition)
        row = known.row("carriers.edition", edition.id)
        assert row is not None
        return row.held[TITLE]["$sealed"]


def consent(house: House, *names: str, texts: tuple[str, ...]) -> Wiping:
    first, second = (house.cast[name] for name in names)
    return Wiping(texts=texts, by=(first, second), reason="保存期满")


def test_a_wiped_text_is_gone_and_the_ledger_stays_whole(house: House) -> None:
    assert title_of(house) == TITLE
    found = commitment_of(house)
    number = wipe(house.door, consent(house, "secretary", "principal", texts=(found,)))
    assert title_of(house) == f"{WIPED}{found[:8]}"
    assert list(verify_ledger(house.door)) == []
    entries = list(every_row(house.door.using, "entry", house.unit))
    assert (entries[-1]["number"], entries[-1]["act"]) == (number, "journal.wipe-texts")
    house.paper()
    assert list(verify_ledger(house.door)) == []


def test_wiped_bytes_do_not_stay_in_the_file(sqlite_alias: str) -> None:
    house = House(sqlite_alias)
    house.adopt("jm-carriers")
    house.paper()
    found = commitment_of(house)
    rows = every_row(house.door.using, "sealed", house.unit)
    ciphertext = next(row["ciphertext"] for row in rows if row["commitment"] == found)
    assert isinstance(ciphertext, bytes)
    file = Path(str(connections[house.door.using].settings_dict["NAME"]))
    wipe(house.door, consent(house, "secretary", "principal", texts=(found,)))
    assert ciphertext not in file.read_bytes()
    assert ciphertext not in file.with_name(f"{file.name}-wal").read_bytes()


def test_the_words_of_a_wiped_text_are_no_longer_indexed(house: House) -> None:
    before = len(list(every_row(house.door.using, "word", house.unit)))
    texts = (commitment_of(house),)
    wipe(house.door, consent(house, "secretary", "principal", texts=texts))
    assert len(list(every_row(house.door.using, "word", house.unit))) < before


@pytest.mark.parametrize("names", [("secretary", "secretary"), ("principal", "reader")])
def test_nobody_wipes_alone(house: House, names: tuple[str, str]) -> None:
    found = commitment_of(house)
    with pytest.raises(NotWipedError, match="two persons"):
        wipe(house.door, consent(house, *names, texts=(found,)))
    assert title_of(house) == TITLE


def test_what_is_not_there_is_not_wiped(house: House) -> None:
    with pytest.raises(NotWipedError, match="no text"):
        wipe(house.door, consent(house, "secretary", "principal", texts=("00",)))


def test_a_text_wiped_by_hand_is_found_out(house: House) -> None:
    found = commitment_of(house)
    with connections[house.door.using].cursor() as cursor:
        cursor.execute(
            "UPDATE sealed SET ciphertext = NULL, wiped_at = %s "
            "WHERE unit = %s AND commitment = %s",
            ["2026-03-02 09:00:00+00:00", house.unit, found],
        )
    assert [finding.subject for finding in verify_ledger(house.door)] == [found]
