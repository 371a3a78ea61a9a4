"""A count is blind, two people make it, and what is missing starts a clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from shoumi.decision.ledger import Ledger
from shoumi.law.clause import Json
from shoumi.matters.carriers.things import Carrier
from shoumi.matters.carriers.work import Inventory
from shoumi.matters.incidents.things import Incident
from tests.cast import MORNING, a_unit, did, refusing, registered

LATER = MORNING + timedelta(hours=1)


def a_count(unit: Ledger) -> str:
    done = did(
        unit,
        "officer",
        "carriers.open-count",
        keeper="officer",
        counters=["officer", "reader"],
    )
    assert done.ruling.verdict == "permitted", refusing(done)
    return done.made[0]


def labels(unit: Ledger, *carriers: str) -> list[Json]:
    found = [unit.registers.get(Carrier, one) for one in carriers]
    return [{"label": one.carrier_number} for one in found if one is not None]


def sheet(unit: Ledger, by: str, count: str, *carriers: str, at: datetime = LATER) -> None:
    scans = labels(unit, *carriers)
    did(unit, by, "carriers.submit-count", at, count=count, scans=scans, nothing_left=True)


def test_nobody_reads_what_is_expected_before_both_sheets_are_in() -> None:
    unit = a_unit("jm-carriers")
    carriers = registered(unit, copies=2)
    count = a_count(unit)
    sheet(unit, "officer", count, *carriers)
    early = did(unit, "office", "carriers.settle-count", LATER, count=count)
    assert "carriers.base.both-sheets-in" in refusing(early)
    groups = {key.partition(":")[0] for key in unit.registers.audience(count)}
    assert groups == {"row"}


def test_two_equal_sheets_leave_nothing_to_settle() -> None:
    unit = a_unit("jm-carriers")
    carriers = registered(unit, copies=2)
    count = a_count(unit)
    for counter in ("officer", "reader"):
        sheet(unit, counter, count, *carriers)
    done = did(unit, "office", "carriers.settle-count", LATER, count=count)
    settled = unit.registers.get(Inventory, count)
    assert done.ruling.verdict == "permitted"
    assert settled is not None
    assert (settled.state, settled.differences) == ("settled", ())


def test_a_missing_carrier_becomes_a_suspected_loss_discovered_at_the_last_sheet() -> None:
    unit = a_unit("jm-carriers", "jm-staff", "jm-media")
    carriers = registered(unit, copies=2)
    count = a_count(unit)
    sheet(unit, "officer", count, carriers[0])
    last = LATER + timedelta(hours=2)
    sheet(unit, "reader", count, carriers[0], at=last)
    (label,) = [each["label"] for each in labels(unit, carriers[1]) if isinstance(each, dict)]
    unsettled = did(unit, "office", "carriers.settle-count", last, count=count)
    assert "carriers.base.every-difference-settled" in refusing(unsettled)
    done = did(
        unit,
        "office",
        "carriers.settle-count",
        last + timedelta(days=1),
        count=count,
        lines=[{"label": label, "result": "missing", "reason": "两人均未见"}],
    )
    assert done.ruling.verdict == "permitted"
    (incident,) = unit.registers.find(Incident)
    lost = unit.registers.get(Carrier, carriers[1])
    assert lost is not None
    assert lost.state == "missing"
    assert (incident.kinds, incident.discovered_at) == (("suspected_loss",), last)
    clocks = [duty for duty in unit.registers.duties(thing=incident.id) if duty.starts_at == last]
    assert {duty.rule for duty in clocks} >= {"incidents.filing.due"}


def test_the_keeper_does_not_settle_own_differences() -> None:
    unit = a_unit("jm-carriers")
    carriers = registered(unit, copies=2)
    count = a_count(unit)
    for counter in ("officer", "reader"):
        sheet(unit, counter, count, carriers[0])
    own = did(unit, "officer", "carriers.settle-count", LATER, count=count)
    assert "carriers.base.settler-is-not-the-keeper" in refusing(own)


def test_one_person_does_not_count_alone() -> None:
    unit = a_unit("jm-carriers")
    registered(unit)
    for counters in (["officer"], ["officer", "officer"]):
        alone = did(unit, "officer", "carriers.open-count", keeper="officer", counters=counters)
        assert "carriers.base.two-counters" in refusing(alone)
