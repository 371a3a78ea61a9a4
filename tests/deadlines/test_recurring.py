from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.deadlines.calendar import days_between
from shoumi.deadlines.periods import Interval, PeriodError, WorkingDays, parse
from shoumi.deadlines.recurring import Occurrence, as_interval, outcomes, recurring
from tests.deadlines.unit import CALENDAR, UNIT, on

EVERY = st.builds("P{}{}".format, st.integers(1, 14), st.sampled_from(["D", "W", "M", "WD"]))
CALENDAR_DAYS = EVERY.filter(lambda code: not code.endswith("WD")) | st.sampled_from(["P1Y", "P2Y"])
DAYS = st.dates(date(2015, 1, 1), date(2026, 1, 1))


def every(code: str) -> Interval:
    return as_interval(parse(code))


def of_2024(code: str) -> tuple[Occurrence, ...]:
    return recurring(every(code), date(2024, 1, 1), date(2024, 1, 1), date(2024, 12, 31), UNIT)


@pytest.mark.parametrize(
    ("code", "count", "first"),
    [
        ("P1M", 12, "2024-01-01/2024-01-31"),
        ("P3M", 4, "2024-01-01/2024-03-31"),
        ("P6M", 2, "2024-01-01/2024-06-30"),
        ("P1Y", 1, "2024-01-01/2024-12-31"),
        ("P1W", 53, "2024-01-01/2024-01-07"),
    ],
)
def test_a_year_has_so_many_intervals(code: str, count: int, first: str) -> None:
    assert len(of_2024(code)) == count
    assert of_2024(code)[0].occasion == first


def test_each_working_day_is_an_interval_of_its_own() -> None:
    days = [each.first_on for each in of_2024("P1WD")]
    year = days_between(date(2023, 12, 31), date(2024, 12, 31))
    assert days == [day for day in year if CALENDAR.is_working(day)]


def test_an_interval_that_is_owed_from_the_middle_is_owed_whole() -> None:
    found = recurring(every("P3M"), date(2024, 3, 20), date(2020, 1, 1), date(2024, 5, 1), UNIT)
    assert [each.occasion for each in found] == ["2024-01-01/2024-03-31", "2024-04-01/2024-06-30"]


def test_weeks_begin_on_monday_whatever_day_they_are_owed_from() -> None:
    wednesday = date(2024, 3, 20)
    found = recurring(every("P1W"), wednesday, wednesday, wednesday, UNIT)
    assert [each.occasion for each in found] == ["2024-03-18/2024-03-24"]


def test_an_interval_that_ends_on_a_day_off_is_not_moved() -> None:
    assert of_2024("P3M")[0].due_at == on("2024-03-31 17:30")


@given(CALENDAR_DAYS, DAYS, st.integers(0, 800))
def test_every_day_lies_in_exactly_one_interval(code: str, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = recurring(every(code), first, first, last, UNIT)
    assert found[0].first_on <= first
    assert found[-1].last_on >= last
    for before, after in pairwise(found):
        assert after.first_on == before.last_on + timedelta(days=1)
        assert after.opens_at == before.ends_at


@given(st.integers(1, 10), DAYS, st.integers(0, 200))
def test_every_working_day_lies_in_exactly_one_interval(
    count: int, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    found = recurring(WorkingDays(count=count), first, first, last, UNIT)
    for day in days_between(first - timedelta(days=1), last):
        holding = [each for each in found if each.first_on <= day <= each.last_on]
        assert len(holding) <= 1
        assert holding or not CALENDAR.is_working(day)


@given(EVERY, DAYS, st.integers(0, 400), st.integers(0, 400))
def test_a_shorter_look_shows_the_same_intervals(
    code: str, anchor: date, skipped: int, length: int
) -> None:
    first = anchor + timedelta(days=skipped)
    last = first + timedelta(days=length)
    whole = recurring(every(code), anchor, anchor, last, UNIT)
    part = recurring(every(code), anchor, first, last, UNIT)
    assert part == tuple(each for each in whole if each.last_on >= first)


def test_a_missed_interval_is_missed_for_good() -> None:
    closings = [on("2024-01-31 21:00"), on("2024-04-01 00:00")]
    found = outcomes(of_2024("P1M")[:6], closings, on("2024-05-15 09:00"))
    assert [each.outcome for each in found] == [
        "kept",
        "missed",
        "missed",
        "kept",
        "running",
        "to_come",
    ]


def test_what_is_done_later_does_not_show_earlier() -> None:
    found = outcomes(of_2024("P1M")[:1], [on("2024-01-20 09:00")], on("2024-01-10 09:00"))
    assert found[0].outcome == "running"


@pytest.mark.parametrize("code", ["once", "PT24H", "same_day", "03-31", "review_date"])
def test_what_does_not_come_back_is_no_interval(code: str) -> None:
    with pytest.raises(PeriodError, match="Write an interval"):
        every(code)


def test_working_day_intervals_of_an_unannounced_year_are_provisional() -> None:
    found = recurring(every("P1WD"), date(2027, 1, 4), date(2027, 1, 4), date(2027, 1, 5), UNIT)
    assert [each.provisional for each in found] == [True, True]
