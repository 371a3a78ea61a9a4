"""Nothing is destroyed but by list, with two witnesses, item by item."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.decision.ledger import Ledger
from shoumi.decision.perform import Performed
from shoumi.matters.carriers.things import Carrier
from tests.cast import MORNING, a_unit, did, refusing, registered

LATER = MORNING + timedelta(hours=1)


def a_batch(unit: Ledger, *carriers: str, witnesses: tuple[str, ...]) -> str:
    done = did(
        unit,
        "officer",
        "carriers.destroy",
        carriers=list(carriers),
        method="shredding",
        witnesses=list(witnesses),
    )
    if done.ruling.verdict == "waiting":
        done = did(unit, "leader", "applications.sign", application=done.made[0], decision="agree")
    return done.made[0]


def watched(
    unit: Ledger,
    by: str,
    batch: str,
    *carriers: str,
    shreds: str = "1.8",
    pieces: int | None = None,
) -> Performed:
    return did(
        unit,
        by,
        "carriers.witness-destruction",
        LATER,
        batch=batch,
        destroyed=list(carriers),
        pieces_counted=len(carriers) if pieces is None else pieces,
        counted_before=len(carriers),
        shred_mm2=shreds,
    )


def test_one_witness_is_never_enough() -> None:
    unit = a_unit()
    (carrier,) = registered(unit, issuer_kind="own")
    batch = a_batch(unit, carrier, witnesses=("office",))
    watched(unit, "office", batch, carrier)
    closed = did(unit, "officer", "carriers.close-batch", LATER, batch=batch)
    assert "carriers.base.all-confirmed" in refusing(closed)


def test_two_witnesses_end_every_line() -> None:
    unit = a_unit("jm-carriers")
    carriers = registered(unit, copies=2, issuer_kind="own")
    batch = a_batch(unit, *carriers, witnesses=("officer", "office"))
    for witness in ("officer", "office"):
        watched(unit, witness, batch, *carriers)
    closed = did(unit, "officer", "carriers.close-batch", LATER, batch=batch)
    assert closed.ruling.verdict == "permitted"
    ended = [unit.registers.get(Carrier, one) for one in carriers]
    assert {(one.state, one.end_ref) for one in ended if one} == {("destroyed", "销〔2026〕001")}


@pytest.mark.parametrize(("shreds", "verdict"), [("2.0", "permitted"), ("2.1", "refused")])
def test_shreds_are_at_most_two_square_millimetres(shreds: str, verdict: str) -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit, issuer_kind="own")
    batch = a_batch(unit, carrier, witnesses=("officer", "office"))
    assert watched(unit, "office", batch, carrier, shreds=shreds).ruling.verdict == verdict


def test_a_list_does_not_close_while_the_witnesses_disagree() -> None:
    unit = a_unit("jm-carriers")
    carriers = registered(unit, copies=2, issuer_kind="own")
    batch = a_batch(unit, *carriers, witnesses=("officer", "office"))
    watched(unit, "officer", batch, *carriers)
    watched(unit, "office", batch, carriers[0], pieces=1)
    closed = did(unit, "officer", "carriers.close-batch", LATER, batch=batch)
    assert "carriers.base.all-confirmed" in refusing(closed)


def test_what_another_unit_issued_goes_back_to_it() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit, issuer_kind="superior")
    asked = did(
        unit,
        "officer",
        "carriers.destroy",
        carriers=[carrier],
        method="shredding",
        witnesses=["officer", "office"],
    )
    assert "jm-carriers/1.8.1a" in asked.ruling.clauses
    assert "carriers.return.to-issuer" in refusing(asked)


def test_what_is_listed_moves_no_more() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit, issuer_kind="own")
    a_batch(unit, carrier, witnesses=("officer", "office"))
    offer = did(
        unit,
        "officer",
        "carriers.hand-over",
        LATER,
        carriers=[carrier],
        receiver="handler",
        basis="job",
    )
    assert "carriers.base.state-allows" in refusing(offer)
