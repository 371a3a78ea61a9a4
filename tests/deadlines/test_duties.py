from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.deadlines.duties import (
    Duty,
    DutyError,
    Standing,
    Term,
    binding,
    cancel,
    dated,
    discharge,
    name_date,
    open_at,
    recompute,
    standing,
)
from tests.deadlines.unit import BEIJING, UNIT, a_duty, on, without

IN_TIME, TOO_LATE = on("2024-10-17 17:30"), on("2024-10-17 17:31")
STARTS = st.datetimes(datetime(2020, 1, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001 set next
    lambda at: at.replace(tzinfo=BEIJING)
)
CODES = st.builds("P{}{}".format, st.integers(1, 30), st.sampled_from(["D", "WD"]))


@pytest.mark.parametrize(
    ("at", "expected"),
    [(IN_TIME, "due"), (TOO_LATE, "overdue"), (on("2034-10-17 09:00"), "overdue")],
)
def test_a_lapse_never_closes_a_duty(at: datetime, expected: Standing) -> None:
    assert standing(a_duty(), at) == expected


@pytest.mark.parametrize(
    ("done_at", "expected"), [(IN_TIME, "discharged"), (TOO_LATE, "discharged_late")]
)
def test_a_duty_is_discharged_in_time_or_late(done_at: datetime, expected: Standing) -> None:
    done = discharge(a_duty(), entry=9, at=done_at)
    assert standing(done, on("2024-12-01 09:00")) == expected
    assert done.ended_by == 9
    assert done.late == (expected == "discharged_late")


def test_before_its_discharge_a_duty_stands_as_it_stood_then() -> None:
    done = discharge(a_duty(), entry=9, at=on("2024-10-20 09:00"))
    assert standing(done, IN_TIME) == "due"
    assert standing(done, on("2024-10-18 09:00")) == "overdue"


def test_a_cancelled_duty_is_never_late() -> None:
    ended = cancel(a_duty(), entry=9, at=TOO_LATE)
    assert standing(ended, TOO_LATE) == "cancelled"
    assert not ended.late


def test_a_duty_ends_once() -> None:
    done = discharge(a_duty(), entry=9, at=IN_TIME)
    with pytest.raises(DutyError, match="discharged by entry 9"):
        discharge(done, entry=10, at=IN_TIME)


def test_a_duty_does_not_end_before_it_was_opened() -> None:
    with pytest.raises(DutyError, match="give a later time"):
        discharge(a_duty(), entry=9, at=on("2024-09-23 09:59"))


def test_the_clock_runs_from_the_start_even_if_the_entry_was_late() -> None:
    late_entry = msgspec.structs.replace(a_duty(), opened_at=on("2024-09-25 09:00"))
    assert dated(late_entry, UNIT).due_at == IN_TIME


def test_of_a_duty_s_clauses_the_earliest_binds() -> None:
    duty = msgspec.structs.replace(
        a_duty(),
        terms=(Term(clause="a/1", period="P15WD"), Term(clause="b/2", period="P1W")),
    )
    bound = binding(duty, UNIT)
    assert bound is not None
    assert bound.binds.clause == "b/2"
    assert [each.clause for each in bound.beside] == ["a/1"]
    assert dated(duty, UNIT).due_at == on("2024-09-30 17:30")


def test_a_duty_without_a_date_waits_until_one_is_named() -> None:
    waiting = a_duty(within="run_end")
    assert standing(waiting, on("2034-01-01 09:00")) == "undated"
    term = Term(clause="jm-release/12", period="2024-09-23T12:00:00+08:00")
    named = name_date(waiting, term, UNIT)
    assert named.due_at == on("2024-09-23 12:00")
    assert named.moved == ()


def test_a_date_is_named_for_a_clause_of_the_duty_only() -> None:
    with pytest.raises(DutyError, match="name one of jm-release/12"):
        name_date(a_duty(), Term(clause="x/1", period="P1D"), UNIT)


def test_when_the_year_is_announced_the_due_time_moves_and_the_old_one_is_kept() -> None:
    early = a_duty(start=on("2024-12-30 10:00"), within="P5WD", unit=without(2025, 2026))
    assert early.provisional
    moved = recompute(early, UNIT)
    assert early.due_at == on("2025-01-06 17:30")
    assert moved.due_at == on("2025-01-07 17:30")
    assert not moved.provisional
    assert [each.due_at for each in moved.moved] == [early.due_at]


def test_every_due_time_that_ever_held_is_kept() -> None:
    early = a_duty(start=on("2024-12-30 10:00"), within="P5WD", unit=without(2025, 2026))
    there_and_back = recompute(recompute(early, UNIT), without(2025, 2026))
    assert there_and_back.due_at == early.due_at
    assert [each.due_at for each in there_and_back.moved] == [
        on("2025-01-06 17:30"),
        on("2025-01-07 17:30"),
    ]


def test_a_due_time_that_does_not_move_only_stops_being_provisional() -> None:
    early = a_duty(start=on("2025-03-10 10:00"), within="P5WD", unit=without(2025, 2026))
    settled = recompute(early, UNIT)
    assert settled.due_at == early.due_at
    assert (early.provisional, settled.provisional) == (True, False)
    assert settled.moved == ()


@given(STARTS, CODES)
def test_recomputing_twice_changes_no_more_than_once(start: datetime, code: str) -> None:
    early = a_duty(start=start, within=code, unit=without(*range(start.year, 2027)))
    once = recompute(early, UNIT)
    assert recompute(once, UNIT) == once
    assert once.due_at == a_duty(start=start, within=code).due_at


def test_a_duty_that_ended_does_not_move() -> None:
    early = a_duty(start=on("2024-12-30 10:00"), within="P5WD", unit=without(2025, 2026))
    done = discharge(early, entry=9, at=on("2025-01-07 09:00"))
    assert done.late
    assert recompute(done, UNIT) == done


def test_open_duties_come_soonest_first_and_undated_last() -> None:
    duties = [
        a_duty(number="waiting", within="as_ordered"),
        a_duty(number="later"),
        a_duty(number="sooner", within="P1D"),
        a_duty(number="future", start=on("2024-11-01 09:00")),
        discharge(a_duty(number="done"), entry=9, at=on("2024-09-23 11:00")),
    ]
    owed = open_at(duties, on("2024-09-24 09:00"))
    assert [duty.id for duty in owed] == ["sooner", "later", "waiting"]


@given(STARTS, CODES, st.integers(0, 10**6))
def test_a_duty_survives_being_written_and_read(start: datetime, code: str, minutes: int) -> None:
    duty = discharge(
        a_duty(start=start, within=code), entry=9, at=start + timedelta(minutes=minutes)
    )
    assert msgspec.json.decode(msgspec.json.encode(duty), type=Duty) == duty
