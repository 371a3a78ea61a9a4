from __future__ import annotations

import pytest

from shoumi.procedures.application import Application, Ending, Returned, State, spend
from shoumi.procedures.authorisation import Use
from shoumi.procedures.returning import hand_in_again, recall, return_to
from shoumi.procedures.route import compose
from tests.procedures.cast import (
    MONDAY,
    an_application,
    asked,
    done,
    later,
    refused,
    settled,
    signed,
)

ROUTE = settled(
    asked("department_head", rank=20),
    asked("secrecy_officer", rank=30),
    asked("leader_in_charge", rank=40),
)
ENDING = Ending(by="handler", reason="不需要了", at=later(1))


def at_the_leader() -> Application:
    return signed(signed(an_application(ROUTE), "s1", "head"), "s2", "officer")


def back(to: str | None, *, by: str = "leader", reason: str = "缺份数") -> Returned:
    return Returned(stage="s3", to=to, by=by, reason=reason, at=later(1))


def test_a_return_to_an_earlier_stage_drops_later_signatures_and_keeps_the_round() -> None:
    before = at_the_leader()
    after = done(return_to(before, back("s2"), signers=["leader"]))
    assert [signature.stage for signature in after.signatures] == ["s1"]
    assert after.rounds[0].signatures == before.signatures
    assert after.rounds[0].returned == back("s2")
    again = signed(after, "s2", "officer", later(2))
    assert signed(again, "s3", "leader", later(2)).state is State.GRANTED


def test_a_return_leaves_the_signature_beside_the_stage_that_signs_again() -> None:
    route = settled(
        asked("department_head", rank=20),
        asked("secrecy_officer", rank=20),
        asked("leader_in_charge", rank=40),
    )
    application = signed(signed(an_application(route), "s1", "head"), "s2", "officer")
    after = done(return_to(application, back("s2"), signers=["leader"]))
    assert [signature.by for signature in after.signatures] == ["head"]


def test_what_returns_to_the_applicant_is_handed_in_again_on_a_fresh_round() -> None:
    returned = done(return_to(at_the_leader(), back(None), signers=["leader"]))
    assert (returned.state, returned.open_stages) == (State.RETURNED, ())
    again = done(
        hand_in_again(
            returned, by="handler", payload={"copies": 1}, route=ROUTE, reason="改", at=later(2)
        )
    )
    assert (again.state, again.signatures, len(again.rounds)) == (State.OPEN, (), 2)
    assert [stage.id for stage in again.open_stages] == ["s1"]


def test_only_the_applicant_hands_in_again_and_only_what_was_returned() -> None:
    def handed_in(application: Application, by: str) -> object:
        return hand_in_again(application, by=by, payload={}, route=ROUTE, reason="改", at=later(2))

    returned = done(return_to(at_the_leader(), back(None), signers=["leader"]))
    assert "Only the applicant" in refused(handed_in(returned, "head"))
    assert "was returned" in refused(handed_in(at_the_leader(), "handler"))
    pathless = hand_in_again(
        returned, by="handler", payload={}, route=compose([]), reason="改", at=later(2)
    )
    assert "No clause" in refused(pathless)


@pytest.mark.parametrize(
    ("returned", "words"),
    [
        (back("s3"), "earlier stage"),
        (back("s9"), "earlier stage"),
        (back("s1", reason=" "), "why"),
        (back("s1", by="outsider"), "holds a role"),
        (back("s1", by="handler"), "applicant"),
    ],
)
def test_a_return_needs_a_holder_a_reason_and_an_earlier_stage(
    returned: Returned, words: str
) -> None:
    assert words in refused(return_to(at_the_leader(), returned, signers=["leader"]))


def test_the_applicant_recalls_before_the_grant_and_what_is_not_used() -> None:
    open_one = at_the_leader()
    assert done(recall(open_one, ENDING)).state is State.RECALLED
    granted = signed(open_one, "s3", "leader")
    used = done(spend(granted, Use(amount=1, by="handler", at=MONDAY)))
    recalled = done(recall(used, ENDING))
    assert recalled.state is State.RECALLED
    assert "allows nothing" in refused(spend(recalled, Use(amount=1, by="handler", at=MONDAY)))


def test_nobody_else_recalls_and_what_is_over_stays_over() -> None:
    by_head = Ending(by="head", reason="?", at=later(1))
    assert "Only the applicant" in refused(recall(at_the_leader(), by_head))
    granted = signed(at_the_leader(), "s3", "leader")
    spent = done(spend(granted, Use(amount=2, by="handler", at=MONDAY)))
    assert "over" in refused(recall(spent, ENDING))
