"""The use of clauses is counted once, by whoever asks first, and is what the entries tell."""

from collections import Counter

import msgspec
import pytest
from django.db import connections

from shoumi.server.journal import uses
from shoumi.server.journal.uses import Use, bring_up, kept_uses, uses_in, uses_since
from shoumi.server.perform import one_moment
from shoumi.server.verify import verify_ledger
from tests.server.houses import House
from tests.server.ledgers import every_row


@pytest.fixture
def house(alias: str, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(uses, "BEHIND", 5)
    house = House(alias)
    house.adopt("jm-carriers")
    return house


def told(house: House) -> Counter[Use]:
    """What all entries tell, one after the other."""
    rows = every_row(house.door.using, "entry", house.unit)
    return Counter(use for row in rows for use in uses_in(str(row["body"])))


def counted(house: House, month: str = "") -> Counter[Use]:
    with one_moment(connections[house.door.using]) as direct:
        return uses_since(direct, house.unit, month)


def kept(house: House) -> dict[Use, int]:
    with one_moment(connections[house.door.using]) as direct:
        return kept_uses(direct, house.unit)


def test_what_is_counted_is_what_the_entries_tell(house: House) -> None:
    assert counted(house) == told(house)
    bring_up(connections[house.door.using], house.unit)
    assert kept(house) == told(house)
    before = kept(house)
    house.paper()
    assert counted(house) == told(house)
    bring_up(connections[house.door.using], house.unit)
    assert kept(house) == before, "one entry is read again sooner than it is written down"
    for _ in range(5):
        house.paper()
    bring_up(connections[house.door.using], house.unit)
    assert kept(house) == told(house) != before
    assert list(verify_ledger(house.door)) == []


def test_an_act_writes_nothing_of_it(house: House) -> None:
    with house.door.counted() as counts:
        house.paper()
    assert not [sql for sql in counts.written if "clause_use" in sql]


def test_of_two_readers_one_adds(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = connections[house.door.using]
    add = uses._add

    def later(*args: object) -> None:
        add(*args)  # type: ignore[arg-type]
        add(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(uses, "_add", later)
    bring_up(connection, house.unit)
    assert kept(house) == told(house)


def test_uses_are_counted_by_month_and_outcome(house: House) -> None:
    house.paper()
    assert {use.month for use in counted(house)} == {"2026-03"}
    assert counted(house, "2026-04") == Counter()
    assert {"satisfied", "opened"} <= {use.outcome for use in counted(house)}


def test_a_number_changed_by_hand_is_named(house: House) -> None:
    bring_up(connections[house.door.using], house.unit)
    with connections[house.door.using].cursor() as cursor:
        cursor.execute(
            "UPDATE clause_use SET number = number + 1 WHERE unit = %s "
            "AND row = (SELECT min(row) FROM clause_use WHERE unit = %s)",
            [house.unit, house.unit],
        )
    (finding,) = verify_ledger(house.door)
    assert (finding.check, finding.kind) == ("uses", "other-number")
    assert int(finding.found) == int(finding.expected) + 1


@pytest.mark.parametrize(
    ("due_at", "outcome"),
    [("2026-03-02T17:30:00+08:00", "kept"), ("2026-03-02T17:29:59+08:00", "late"), (None, "kept")],
)
def test_a_duty_that_is_closed_was_kept_or_is_late(due_at: str | None, outcome: str) -> None:
    found = {"clause": "p/1", "said": "closed"} | ({"due_at": due_at} if due_at else {})
    inner = {"findings": [{"clause": "p/2", "said": "refused"}]}
    body = {"at": "2026-03-02T17:30:00+08:00", "findings": [found], "contains": [inner]}
    assert set(uses_in(msgspec.json.encode(body))) == {
        Use("2026-03", "p/1", outcome),
        Use("2026-03", "p/2", "refused"),
    }
