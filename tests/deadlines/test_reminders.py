from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.deadlines.duties import discharge
from shoumi.deadlines.periods import PeriodError
from shoumi.deadlines.reminders import PlanError, plans_from, raised, reminded_on, reminders
from tests.deadlines.unit import BEIJING, FAR, PLANS, UNIT, a_duty, on

STARTS = st.datetimes(datetime(2020, 1, 1), datetime(2026, 9, 1)).map(  # noqa: DTZ001 set next
    lambda at: at.replace(tzinfo=BEIJING)
)
CODES = st.builds("P{}{}".format, st.integers(1, 30), st.sampled_from(["D", "WD"]))
NAMES = st.sampled_from(sorted(PLANS.plan))


def test_r3_comes_three_and_one_working_day_before_on_the_day_one_after_then_weekly() -> None:
    assert reminders(a_duty(), PLANS.plan["R3"], UNIT, on("2024-11-02 09:00")) == (
        on("2024-10-14 08:30"),
        on("2024-10-16 08:30"),
        on("2024-10-17 08:30"),
        on("2024-10-18 08:30"),
        on("2024-10-25 08:30"),
        on("2024-11-01 08:30"),
    )


def test_r3_counts_working_days_over_the_holiday() -> None:
    duty = a_duty(within="2024-10-08", start=on("2024-09-20 09:00"))
    found = reminders(duty, PLANS.plan["R3"], UNIT, on("2024-10-08 09:00"))
    assert found == (on("2024-09-27 08:30"), on("2024-09-30 08:30"), on("2024-10-08 08:30"))


def test_r1_comes_in_the_afternoon_at_closing_time_and_the_next_morning() -> None:
    duty = a_duty(within="same_day", start=on("2024-09-30 09:00"))
    assert reminders(duty, PLANS.plan["R1"], UNIT, FAR) == (
        on("2024-09-30 15:00"),
        on("2024-09-30 17:30"),
        on("2024-10-08 08:30"),
    )


def test_rh_comes_at_half_of_the_period_and_at_its_end() -> None:
    duty = a_duty(within="PT24H", start=on("2024-05-31 16:40"))
    assert reminders(duty, PLANS.plan["Rh"], UNIT, FAR) == (
        on("2024-06-01 04:40"),
        on("2024-06-01 16:40"),
    )


def test_nobody_is_reminded_before_the_duty_exists_or_after_it_ended() -> None:
    short = a_duty(within="P1WD")
    assert reminders(short, PLANS.plan["R3"], UNIT, FAR)[0] == on("2024-09-24 08:30")
    done = discharge(short, entry=9, at=on("2024-09-25 09:00"))
    assert reminders(done, PLANS.plan["R3"], UNIT, FAR) == (
        on("2024-09-24 08:30"),
        on("2024-09-25 08:30"),
    )


def test_a_duty_without_due_time_has_no_reminders() -> None:
    assert reminders(a_duty(within="once"), PLANS.plan["R3"], UNIT, FAR) == ()


@given(NAMES, STARTS, CODES, st.integers(0, 90))
def test_reminders_are_in_order_and_each_comes_once(
    name: str, start: datetime, code: str, more: int
) -> None:
    duty = a_duty(start=start, within=code)
    assert duty.due_at is not None
    until = duty.due_at + timedelta(days=more)
    found = reminders(duty, PLANS.plan[name], UNIT, until)
    assert list(found) == sorted(set(found))
    assert all(duty.opened_at <= at <= until for at in found)


@given(STARTS, CODES, st.integers(0, 90))
def test_looking_further_only_adds_reminders(start: datetime, code: str, more: int) -> None:
    duty = a_duty(start=start, within=code)
    assert duty.due_at is not None
    until = duty.due_at + timedelta(days=more)
    near = reminders(duty, PLANS.plan["R3"], UNIT, until)
    far = reminders(duty, PLANS.plan["R3"], UNIT, until + timedelta(days=60))
    assert tuple(at for at in far if at <= until) == near


def test_a_day_is_asked_whether_it_reminds() -> None:
    plan = PLANS.plan["R3"]
    days = [on(f"2024-10-{day} 09:00").date() for day in (14, 15, 16, 17, 18, 19)]
    told = [reminded_on(a_duty(), plan, day, UNIT) for day in days]
    assert told == [True, False, True, True, True, False]


@pytest.mark.parametrize(
    ("at", "roles"),
    [
        ("2024-10-19 08:29", []),
        ("2024-10-19 08:30", ["department_head"]),
        ("2024-10-22 09:00", ["department_head", "leader_in_charge"]),
        ("2024-10-27 09:00", ["department_head", "leader_in_charge", "secrecy_office"]),
    ],
)
def test_an_overdue_duty_climbs_the_ladder(at: str, roles: list[str]) -> None:
    assert [step.role for step in raised(a_duty(), PLANS.ladder, UNIT, on(at))] == roles


def test_the_ladder_ends_with_the_duty() -> None:
    done = discharge(a_duty(), entry=9, at=on("2024-10-20 09:00"))
    climbed = raised(done, PLANS.ladder, UNIT, FAR)
    assert [step.role for step in climbed] == ["department_head"]


@pytest.mark.parametrize(
    ("steps", "advice"),
    [
        ('{ when = "never" }', "Invalid value 'never'"),
        ('{ when = "before", by = "PT3H" }', "write days P1D"),
        ('{ when = "at_share", percent = 0 }', "not a file of reminder plans"),
        ('{ when = "at_share", percent = 101 }', "not a file of reminder plans"),
        ('{ when = "again", every = "P1W" }', "the last of several"),
        (
            '{ when = "on_the_day" }, { when = "again", every = "P1W" }, { when = "on_the_day" }',
            "the last of several",
        ),
        ('{ when = "on_the_day", by = "P1D" }', "unknown field"),
    ],
)
def test_a_plan_with_a_mistake_is_refused(steps: str, advice: str) -> None:
    with pytest.raises(PlanError, match=advice):
        plans_from(f"ladder = []\n[plan]\nR = [{steps}]")


def test_a_plan_with_an_unknown_period_is_refused() -> None:
    with pytest.raises(PeriodError, match="is not a period"):
        plans_from('ladder = []\n[plan]\nR = [{ when = "before", by = "soon" }]')


def test_a_weekly_reminder_at_the_very_end_of_the_look_is_seen() -> None:
    weekly = on("2024-11-01 08:30")
    assert reminders(a_duty(), PLANS.plan["R3"], UNIT, weekly)[-1] == weekly
