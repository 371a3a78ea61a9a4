"""A text whose time has come is gone for good; that it was there, and who wiped it, stays."""

from pathlib import Path

import msgspec
import pytest
from django.db import connections

from shoumi.evidence.sealed import bigrams, blind
from shoumi.law.clause import Json
from shoumi.matters.carriers.things import Edition
from shoumi.server.journal.wiping import wipings_told
from shoumi.server.perform import Outcome, one_moment
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


def last_entry(house: House) -> int:
    return list(every_row(house.door.using, "entry", house.unit))[-1]["number"]  # type: ignore[return-value]


def title_of(house: House) -> str:
    with one_moment(connections[house.door.using]) as direct:
        known = house.door.registers(direct)
        return str(known.find(Edition)[0].title)


def commitment_of(house: House) -> str:
    with one_moment(connections[house.door.using]) as direct:
        known = house.door.registers(direct)
        row = known.row("carriers.edition", known.find(Edition)[0].id)
        assert row is not None
        return row.held[TITLE]["$sealed"]


def asked(house: House, entry: int, by: str = "secretary", **more: Json) -> Outcome:
    told: dict[str, Json] = {"entries": [entry], "ground": "retention_over", "reason": "保存期满"}
    return house.door.do({"do": "journal.wipe-texts", **told, **more}, house.cast[by])


def consented(house: House, asking: Outcome, by: str = "principal") -> Outcome:
    assert asking.ruling.verdict.value == "waiting", asking.ruling
    told = {"do": "applications.sign", "application": asking.made[0], "decision": "agree"}
    return house.door.do(told, house.cast[by])


def wiped(house: House, entry: int, **more: Json) -> Outcome:
    outcome = consented(house, asked(house, entry, "secretary", **more))
    assert outcome.ruling.verdict.value == "permitted", outcome.ruling
    return outcome


def test_a_wiped_text_is_gone_and_the_ledger_stays_whole(house: House) -> None:
    entry, found = last_entry(house), commitment_of(house)
    asking = asked(house, entry, fields=["title"])
    assert title_of(house) == TITLE
    consented(house, asking)
    assert title_of(house) == f"{WIPED}{found[:8]}"
    assert list(verify_ledger(house.door)) == []
    house.paper()
    assert list(verify_ledger(house.door)) == []


def test_the_journal_says_what_was_wiped_by_whom_under_which_clause(house: House) -> None:
    entry = last_entry(house)
    signing = wiped(house, entry, fields=["title"])
    with one_moment(connections[house.door.using]) as direct:
        (told,) = wipings_told(direct, house.unit)
    assert (told.entry, told.entries, told.fields) == (signing.entry_number, (entry,), ("title",))
    assert (told.by, told.consented) == (house.cast["secretary"], house.cast["principal"])
    assert "shoumi/journal.3" in told.clauses
    assert (told.ground, told.reason, told.texts) == ("retention_over", "保存期满", 1)


def test_the_same_text_goes_wherever_it_stands(house: House) -> None:
    house.paper()
    with one_moment(connections[house.door.using]) as direct:
        assert len(house.door.registers(direct).find(Edition)) == 2
    wiped(house, last_entry(house), fields=["title"])
    with one_moment(connections[house.door.using]) as direct:
        titles = [one.title or "" for one in house.door.registers(direct).find(Edition)]
    assert [title.startswith(WIPED) for title in titles] == [True, True]


def test_a_text_may_go_from_the_entries_named_alone(house: House) -> None:
    house.paper()
    wiped(house, last_entry(house), fields=["title"], reach="these_entries")
    with one_moment(connections[house.door.using]) as direct:
        titles = [one.title for one in house.door.registers(direct).find(Edition)]
    assert titles[0] == TITLE
    assert str(titles[1]).startswith(WIPED)


def test_no_table_holds_or_indexes_a_wiped_text(house: House) -> None:
    entry = last_entry(house)
    words = {blind(house.door.keyring.words, one) for one in bigrams(TITLE)}
    assert words <= {row["token"] for row in every_row(house.door.using, "word", house.unit)}
    wiped(house, entry, fields=["title"])
    left = {row["token"] for row in every_row(house.door.using, "word", house.unit)}
    assert words & left == set()
    told = msgspec.json.encode([TITLE, list(house.cast)]).decode()
    assert TITLE in told
    for table in ("entry", "thing", "sealed", "notice"):
        for row in every_row(house.door.using, table, house.unit):
            assert TITLE not in str(row)


def test_wiped_bytes_do_not_stay_in_the_file(sqlite_alias: str) -> None:
    house = House(sqlite_alias)
    house.adopt("jm-carriers")
    house.paper()
    found = commitment_of(house)
    rows = every_row(house.door.using, "sealed", house.unit)
    ciphertext = next(row["ciphertext"] for row in rows if row["commitment"] == found)
    assert isinstance(ciphertext, bytes)
    file = Path(str(connections[house.door.using].settings_dict["NAME"]))
    wiped(house, last_entry(house), fields=["title"])
    assert ciphertext not in file.read_bytes()
    assert ciphertext not in file.with_name(f"{file.name}-wal").read_bytes()


def test_nobody_but_the_secrecy_office_asks_and_nobody_consents_to_oneself(house: House) -> None:
    entry = last_entry(house)
    assert asked(house, entry, by="reader").ruling.verdict.value == "refused"
    asking = asked(house, entry)
    for by in ("secretary", "officer", "reader", "security_administrator"):
        assert consented(house, asking, by=by).ruling.verdict.value == "refused"
    assert title_of(house) == TITLE


def test_what_is_not_there_is_not_wiped(house: House) -> None:
    entry = last_entry(house)
    assert asked(house, 10_000).ruling.verdict.value == "refused"
    assert asked(house, entry, fields=["no-such"]).ruling.verdict.value == "refused"
    wiped(house, entry)
    assert asked(house, entry).ruling.verdict.value == "refused"


def test_a_text_wiped_by_hand_is_found_out(house: House) -> None:
    found = commitment_of(house)
    with connections[house.door.using].cursor() as cursor:
        cursor.execute(
            "UPDATE sealed SET ciphertext = NULL, wiped_at = %s "
            "WHERE unit = %s AND commitment = %s",
            ["2026-03-02 09:00:00+00:00", house.unit, found],
        )
    assert [finding.subject for finding in verify_ledger(house.door)] == [found]
