"""Custody passes with two signatures and never leaves a hole."""

from __future__ import annotations

from datetime import timedelta

from shoumi.matters.carriers.things import Carrier, HandOver
from tests.cast import MORNING, a_unit, did, refusing, registered

LATER = MORNING + timedelta(hours=1)


def test_a_registered_carrier_is_with_the_officer() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit)
    found = unit.registers.get(Carrier, carrier)
    assert found is not None
    assert (found.holder, found.keeper, found.state) == ("officer", "officer", "kept")
    assert found.register_number == "收〔2026〕0001"


def test_the_giver_holds_until_the_receiver_confirms() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit)
    offer = did(
        unit, "officer", "carriers.hand-over", carriers=[carrier], receiver="handler", basis="loan",
        due_at="2026-03-06T17:00:00+08:00",
    )  # fmt: skip
    waiting = unit.registers.get(Carrier, carrier)
    assert waiting is not None
    assert waiting.holder == "officer"
    done = did(unit, "handler", "carriers.accept", LATER, hand_over=offer.made[0])
    passed = unit.registers.get(Carrier, carrier)
    assert passed is not None
    assert done.ruling.verdict == "permitted"
    assert (passed.holder, passed.keeper, passed.state) == ("handler", "officer", "issued")
    assert passed.since == LATER


def test_only_the_named_receiver_signs() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit)
    offer = did(
        unit, "officer", "carriers.hand-over", carriers=[carrier], receiver="handler", basis="job"
    )
    for other in ("officer", "office", "reader", "leader"):
        tried = did(unit, other, "carriers.accept", LATER, hand_over=offer.made[0])
        assert tried.ruling.verdict == "refused"
    held = unit.registers.get(Carrier, carrier)
    assert held is not None
    assert held.holder == "officer"


def test_what_was_missing_stays_with_the_giver() -> None:
    unit = a_unit("jm-carriers")
    first, second = registered(unit, copies=2)
    offer = did(
        unit,
        "officer",
        "carriers.hand-over",
        carriers=[first, second],
        receiver="handler",
        basis="job",
    )
    did(unit, "handler", "carriers.accept", LATER, hand_over=offer.made[0], missing=[second])
    holders = [
        found.holder
        for one in (first, second)
        if (found := unit.registers.get(Carrier, one)) is not None
    ]
    assert holders == ["handler", "officer"]


def test_a_reader_gives_back_to_the_keeper_and_to_nobody_else() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit)
    offer = did(
        unit,
        "officer",
        "carriers.hand-over",
        carriers=[carrier],
        receiver="handler",
        basis="circulation",
    )
    did(unit, "handler", "carriers.accept", LATER, hand_over=offer.made[0])
    sideways = did(
        unit,
        "handler",
        "carriers.hand-over",
        LATER,
        carriers=[carrier],
        receiver="reader",
        basis="circulation",
    )
    back = did(
        unit,
        "handler",
        "carriers.hand-over",
        LATER,
        carriers=[carrier],
        receiver="officer",
        basis="return",
    )
    assert "carriers.handover.hub-and-spoke" in refusing(sideways)
    assert "jm-carriers/1.4.3b" in sideways.ruling.clauses
    assert back.ruling.verdict == "permitted"


def test_what_waits_for_a_signature_is_not_offered_again() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit)
    offered = {"carriers": [carrier], "receiver": "handler", "basis": "job"}
    first = did(unit, "officer", "carriers.hand-over", **offered)
    second = did(unit, "officer", "carriers.hand-over", **offered)
    assert "carriers.base.one-offer-at-a-time" in refusing(second)
    did(unit, "handler", "carriers.cancel-handover", LATER, hand_over=first.made[0])
    third = did(unit, "officer", "carriers.hand-over", LATER, **offered)
    assert third.ruling.verdict == "permitted"


def test_nobody_without_clearance_is_given_a_secret() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit)
    offer = did(
        unit, "officer", "carriers.hand-over", carriers=[carrier], receiver="outsider", basis="job"
    )
    assert "carriers.base.receiver-cleared" in refusing(offer)


def test_what_one_may_not_see_and_what_does_not_exist_get_the_same_answer() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit)
    unseen, absent = (
        did(
            unit, "outsider", "carriers.hand-over", carriers=[one], receiver="handler", basis="job"
        ).ruling
        for one in (carrier, "0" * 32)
    )
    assert unseen == absent


def test_no_time_lies_before_the_last_entry() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit)
    early = did(
        unit,
        "officer",
        "carriers.hand-over",
        LATER,
        carriers=[carrier],
        receiver="handler",
        basis="job",
        happened_at="2026-03-02T08:00:00+08:00",
    )
    assert "carriers.base.not-before-last-entry" in refusing(early)


def test_an_offer_is_a_duty_of_the_giver_until_it_is_confirmed() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit)
    offer = did(
        unit, "officer", "carriers.hand-over", carriers=[carrier], receiver="handler", basis="job"
    )
    open_ = [duty.rule for duty in unit.registers.duties(person="officer")]
    assert "carriers.base.offer-confirmed" in open_
    did(unit, "handler", "carriers.accept", LATER, hand_over=offer.made[0])
    assert "carriers.base.offer-confirmed" not in [
        duty.rule for duty in unit.registers.duties(person="officer")
    ]
    slip = unit.registers.get(HandOver, offer.made[0])
    assert slip is not None
    assert slip.confirmed_at == LATER


def test_nobody_hands_over_to_himself() -> None:
    unit = a_unit()
    (carrier,) = registered(unit)
    offer = did(
        unit, "officer", "carriers.hand-over", carriers=[carrier], receiver="officer", basis="job"
    )
    assert "carriers.base.receiver-of-the-unit" in refusing(offer)
