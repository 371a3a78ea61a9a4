"""One sheet comes in once, opens its count, and goes back whole while nothing happened to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from shoumi.decision.ledger import Ledger
from shoumi.decision.perform import Performed
from shoumi.law.clause import Json
from shoumi.matters.carriers.imports import Import
from shoumi.matters.carriers.things import Carrier, Edition
from shoumi.matters.carriers.work import Inventory
from tests.cast import MORNING, a_unit, did, refusing

LATER = MORNING + timedelta(hours=1)
COUNTERS: list[Json] = ["officer", "reader"]


def entered(unit: Ledger, *, copies: int = 2) -> tuple[str, ...]:
    told: list[Json] = [
        {"copy_number": f"{one:06d}", "stamp_on_first_page": True} for one in range(1, copies + 1)
    ]
    mark: Json = {"level": "secret", "period": "10年", "title": "一份通知"}
    done = did(
        unit,
        "officer",
        "carriers.register",
        origin="opening_stock",
        new_edition=mark,
        copies=told,
    )
    assert done.made, refusing(done)
    return done.made


def finished(unit: Ledger, *carriers: str, sheet: str = "d1", **told: Json) -> Performed:
    named: dict[str, Json] = {"carriers": [*carriers], "counters": COUNTERS, **told}
    return did(unit, "officer", "carriers.finish-import", book="receiving", sheet=sheet, **named)


@pytest.fixture
def unit() -> Ledger:
    return a_unit("jm-carriers")


def an_import(unit: Ledger) -> tuple[Import, tuple[str, ...]]:
    carriers = entered(unit)
    done = finished(unit, *carriers)
    found = unit.registers.get(Import, done.made[-1])
    assert found is not None, refusing(done)
    return found, carriers


def taken_back(unit: Ledger, batch: Import) -> Performed:
    told: dict[str, Json] = {"import_batch": batch.id, "reason": "另一年的登记簿"}
    return did(unit, "officer", "carriers.take-back-import", LATER, **told)


def the_count(unit: Ledger) -> Inventory:
    (count,) = unit.registers.find(Inventory)
    return count


def test_an_import_opens_the_count_of_what_came_in(unit: Ledger) -> None:
    older = entered(unit)
    batch, carriers = an_import(unit)
    count = the_count(unit)
    assert (count.purpose, count.state, count.counters) == (
        "opening_stock",
        "open",
        ("officer", "reader"),
    )
    assert set(count.expected_carriers) == set(carriers) == set(batch.carriers)
    assert set(older).isdisjoint(count.expected_carriers)


def test_an_import_needs_its_counters(unit: Ledger) -> None:
    refused = finished(unit, *entered(unit), counters=["officer"])
    assert "carriers.base.two-counters" in refusing(refused)
    assert unit.registers.find(Import) == ()


def test_what_was_entered_before_is_no_part_of_an_import(unit: Ledger) -> None:
    carriers = entered(unit)
    late = did(
        unit,
        "officer",
        "carriers.finish-import",
        LATER,
        book="receiving",
        sheet="d1",
        carriers=[*carriers],
        counters=COUNTERS,
    )
    assert refusing(late) == {"carriers.base.import-of-one-moment"}


def test_a_sheet_comes_in_again_only_after_it_was_taken_back(unit: Ledger) -> None:
    batch, _ = an_import(unit)
    assert refusing(finished(unit, *entered(unit))) == {"carriers.base.import-once"}
    assert taken_back(unit, batch).ruling.verdict == "permitted"
    assert finished(unit, *entered(unit)).ruling.verdict == "permitted"


def test_what_is_taken_back_ends_as_entered_wrongly_and_stays_in_the_register(
    unit: Ledger,
) -> None:
    batch, carriers = an_import(unit)
    done = taken_back(unit, batch)
    assert done.ruling.verdict == "permitted", refusing(done)
    found = [unit.registers.get(Carrier, one) for one in carriers]
    assert {one.state for one in found if one} == {"entered_wrongly"}
    assert {one.end_ref for one in found if one} == {batch.number}
    documents = [unit.registers.get(Edition, one) for one in batch.editions]
    assert {one.face().state for one in documents if one} == {"entered_wrongly"}
    assert the_count(unit).state == "withdrawn"
    again = taken_back(unit, batch)
    assert refusing(again) == {"carriers.base.import-stands"}
    away = did(
        unit,
        "officer",
        "carriers.hand-over",
        LATER,
        carriers=[carriers[0]],
        receiver="reader",
        basis="loan",
    )
    assert "carriers.base.state-allows" in refusing(away)


def offered(unit: Ledger, _batch: Import, carrier: str) -> None:
    told: dict[str, Json] = {"carriers": [carrier], "receiver": "reader", "basis": "circulation"}
    assert did(unit, "officer", "carriers.hand-over", LATER, **told).made


def gone_and_come_home(unit: Ledger, batch: Import, carrier: str) -> None:
    offered(unit, batch, carrier)
    (slip,) = unit.registers.get(Carrier, carrier).in_handover.split()  # type: ignore[union-attr]
    did(unit, "reader", "carriers.accept", LATER, hand_over=slip)
    told: dict[str, Json] = {"carriers": [carrier], "receiver": "officer", "basis": "return"}
    back = did(unit, "reader", "carriers.hand-over", LATER, **told)
    assert did(unit, "officer", "carriers.accept", LATER, hand_over=back.made[0]).made == ()
    assert unit.registers.get(Carrier, carrier).holder == "officer"  # type: ignore[union-attr]


def one_sheet_in(unit: Ledger, _batch: Import, _carrier: str) -> None:
    did(unit, "reader", "carriers.submit-count", LATER, count=the_count(unit).id, scans=[])


def counted_with_all(unit: Ledger, _batch: Import, _carrier: str) -> None:
    entered(unit)
    assert did(unit, "officer", "carriers.open-count", LATER, counters=COUNTERS).made


def another_copy(unit: Ledger, batch: Import, _carrier: str) -> None:
    told: dict[str, Json] = {
        "edition": batch.editions[0],
        "copies": [{"copy_number": "000009", "stamp_on_first_page": True}],
    }
    assert did(unit, "officer", "carriers.register", LATER, **told).made


@pytest.mark.parametrize(
    ("happened", "rule"),
    [
        (offered, "carriers.base.import-at-rest"),
        (gone_and_come_home, "carriers.base.import-at-rest"),
        (one_sheet_in, "carriers.base.import-uncounted"),
        (counted_with_all, "carriers.base.import-uncounted"),
        (another_copy, "carriers.base.import-unused"),
    ],
)
def test_whatever_happened_since_keeps_the_whole_import_and_is_named(
    unit: Ledger, happened: Callable[[Ledger, Import, str], None], rule: str
) -> None:
    batch, carriers = an_import(unit)
    happened(unit, batch, carriers[0])
    refused = taken_back(unit, batch)
    assert refusing(refused) == {rule}
    assert unit.registers.get(Carrier, carriers[1]).state == "kept"  # type: ignore[union-attr]


def test_the_answer_names_the_carriers_that_stand_in_the_way(unit: Ledger) -> None:
    batch, carriers = an_import(unit)
    offered(unit, batch, carriers[0])
    (finding,) = taken_back(unit, batch).ruling.refusing()
    label = unit.registers.get(Carrier, carriers[0]).carrier_number  # type: ignore[union-attr]
    assert finding.breach
    assert finding.breach.message.values == {"count": 1, "labels": label}


def test_only_the_office_takes_an_import_back(unit: Ledger) -> None:
    batch, _ = an_import(unit)
    told: dict[str, Json] = {"import_batch": batch.id, "reason": "r"}
    assert refusing(did(unit, "leader", "carriers.take-back-import", LATER, **told))
