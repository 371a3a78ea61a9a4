"""A year that is announced, or a day that is moved, moves what is due; the old time is kept."""

from __future__ import annotations

from datetime import datetime

from shoumi.server.shelf import BEIJING
from tests.cast import a_unit, did, registered


def test_what_is_due_in_an_unannounced_year_is_provisional_until_the_year_is_entered() -> None:
    unit = a_unit("jm-carriers")
    at = datetime(2026, 12, 30, 10, tzinfo=BEIJING)
    (carrier,) = registered(unit, at=at, readers=["handler"])
    offer = did(
        unit,
        "officer",
        "carriers.hand-over",
        at,
        carriers=[carrier],
        receiver="handler",
        basis="circulation",
    )
    did(unit, "handler", "carriers.accept", at, hand_over=offer.made[0])
    (before,) = [
        duty
        for duty in unit.registers.duties(person="handler")
        if duty.rule == "carriers.hold.retention"
    ]
    assert before.provisional
    year = {"year": 2027, "notice": "通知1号", "days": [{"day": "2027-01-01", "kind": "holiday"}]}
    proposed = did(unit, "office", "calendar.enter-year", at, **year)
    did(unit, "officer", "calendar.enter-year", at, confirms=proposed.made[0], **year)
    after = unit.registers.every_duty[before.id]
    assert not after.provisional
    assert after.due_at is not None
    assert before.due_at is not None
    assert after.due_at > before.due_at
    assert [each.due_at for each in after.moved] == [before.due_at]
