from __future__ import annotations

from datetime import timedelta

from shoumi.procedures.application import Returned
from shoumi.procedures.consulting import add_signatory
from shoumi.procedures.returning import return_to
from shoumi.procedures.route import Added
from shoumi.procedures.standing import StageState, standing
from tests.procedures.cast import MONDAY, an_application, asked, done, later, settled, signed

ROUTE = settled(
    asked("department_head", rank=20),
    asked("secrecy_officer", rank=30),
    asked("leader_in_charge", rank=40),
)


def test_the_page_shows_whose_turn_it_is_and_how_long_each_took() -> None:
    application = signed(an_application(ROUTE), "s1", "head", later(hours=2))
    first, second, third = standing(application)
    assert (first.state, first.since, first.took) == (
        StageState.AGREED,
        MONDAY,
        timedelta(hours=2),
    )
    assert (second.state, second.since) == (StageState.OPEN, later(hours=2))
    assert second.stage.persons == ("officer", "second-officer")
    assert (third.state, third.since) == (StageState.LATER, None)
    assert [line.step for line in (first, second, third)] == [1, 2, 3]


def test_a_signature_that_a_return_left_standing_keeps_its_time() -> None:
    application = signed(an_application(ROUTE), "s1", "head", later(hours=2))
    application = signed(application, "s2", "officer", later(hours=3))
    back = Returned(stage="s3", to="s2", by="leader", reason="缺份数", at=later(1))
    first, second, _ = standing(done(return_to(application, back, signers=["leader"])))
    assert first.took == timedelta(hours=2)
    assert (second.state, second.since) == (StageState.OPEN, later(1))


def test_a_signer_added_before_leaves_the_time_of_the_signature_beside_it() -> None:
    route = settled(asked("department_head", rank=20), asked("secrecy_officer", rank=20))
    application = signed(an_application(route), "s1", "head", later(hours=1))
    added = Added(by="officer", place="before", reason="另一部门的事", at=later(hours=2))
    extended = done(add_signatory(application, "s2", "outsider", added, signers=["officer"]))
    lines = standing(signed(extended, "s2+1", "outsider", later(hours=5)))
    assert [(line.stage.id, line.took) for line in lines] == [
        ("s2+1", timedelta(hours=3)),
        ("s1", timedelta(hours=1)),
        ("s2", None),
    ]
    assert lines[2].since == later(hours=5)


def test_a_stage_that_nobody_can_sign_says_why_it_waits() -> None:
    (nobody,) = standing(an_application(settled(asked("department_head"), holders={})))
    (unnamed,) = standing(an_application(settled(asked())))
    assert nobody.state is unnamed.state is StageState.WAITING
    assert "no deputy" in str(nobody.waits_for)
    assert "names nobody" in str(unnamed.waits_for)
