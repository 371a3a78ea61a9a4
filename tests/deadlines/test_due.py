from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.deadlines.calendar import CalendarError
from shoumi.deadlines.due import ClauseDue, Due, Undated, due_at, earliest, months_after
from shoumi.deadlines.periods import parse
from tests.deadlines.unit import BEIJING, UNIT, on, without

STARTS = st.datetimes(datetime(2004, 1, 2), datetime(2026, 11, 1)).map(  # noqa: DTZ001 set next
    lambda at: at.replace(tzinfo=BEIJING)
)
LENGTHS = st.builds("P{}{}".format, st.integers(1, 40), st.sampled_from(["D", "W", "M", "WD"]))
RELATIVE = LENGTHS | st.sampled_from(
    ["at_once", "same_day", "next_day", "PT24H", "P2Y", "02-29", "03-31", "next_year_12-31"]
)


def due(code: str, start: str) -> Due:
    found = due_at(parse(code), on(start), UNIT)
    assert isinstance(found, Due)
    return found


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        # Fifteen working days over National Day, with the Sunday and the Saturday worked.
        ("P15WD", "2024-09-23 10:00", "2024-10-17 17:30"),
        ("P1WD", "2024-09-28 10:00", "2024-09-29 17:30"),
        ("P1WD", "2024-09-30 18:00", "2024-10-08 17:30"),
        ("P1WD", "2025-01-27 09:00", "2025-02-05 17:30"),
        ("P1WD", "2026-02-14 09:00", "2026-02-24 17:30"),
        # Hours run through nights, weekends and holidays.
        ("PT24H", "2024-05-31 16:40", "2024-06-01 16:40"),
        ("PT24H", "2024-09-30 17:00", "2024-10-01 17:00"),
        ("PT30M", "2024-09-30 23:50", "2024-10-01 00:20"),
        ("at_once", "2024-09-30 17:20", "2024-09-30 17:50"),
        # Months end with the month.
        ("P1M", "2024-01-31 09:00", "2024-02-29 17:30"),
        ("P1M", "2023-01-31 09:00", "2023-02-28 17:30"),
        ("P1Y", "2024-02-29 09:00", "2025-02-28 17:30"),
        ("P3M", "2024-11-30 09:00", "2025-02-28 17:30"),
        # Calendar terms do not move off days off.
        ("P7D", "2024-09-24 09:00", "2024-10-01 17:30"),
        ("P1W", "2024-09-24 09:00", "2024-10-01 17:30"),
        ("03-31", "2024-01-02 09:00", "2024-03-31 17:30"),
        ("03-31", "2024-03-31 17:30", "2024-03-31 17:30"),
        ("03-31", "2024-03-31 17:31", "2025-03-31 17:30"),
        ("02-29", "2025-01-01 09:00", "2025-02-28 17:30"),
        ("next_year_03-31", "2023-01-05 09:00", "2024-03-31 17:30"),
        ("next_year_12-31", "2024-12-31 20:00", "2025-12-31 17:30"),
        ("2024-03-31", "2024-03-01 09:00", "2024-03-31 17:30"),
        ("2024-03-31T04:00:00Z", "2024-03-01 09:00", "2024-03-31 12:00"),
        # The closing time of the day, or of the next one that is worked.
        ("same_day", "2024-09-29 09:00", "2024-09-29 17:30"),
        ("day_end", "2024-09-30 17:29", "2024-09-30 17:30"),
        ("same_day", "2024-09-30 17:30", "2024-10-08 17:30"),
        ("same_day", "2024-09-28 09:00", "2024-09-29 17:30"),
        ("next_day", "2024-06-05 20:00", "2024-06-06 17:30"),
        ("next_day", "2024-06-07 09:00", "2024-06-11 17:30"),
    ],
)
def test_a_period_ends_when_the_law_says(code: str, start: str, end: str) -> None:
    assert due(code, start).at == on(end)


def test_the_reckoning_names_what_was_counted_and_what_was_not() -> None:
    lines = [str(line) for line in due("P15WD", "2024-09-23 10:00").explained]
    assert lines[0].startswith("15 working days")
    assert lines[1].endswith("2024-09-29, 2024-10-12.")
    assert "2024-10-01, 2024-10-02, 2024-10-03, 2024-10-04, 2024-10-07." in lines[2]
    assert len(lines) == 3


def test_a_date_on_a_day_off_stays_and_says_so() -> None:
    assert "does not move" in str(due("03-31", "2024-01-02 09:00").explained[-1])
    assert len(due("03-31", "2025-01-02 09:00").explained) == 1


def test_a_term_that_reaches_into_an_unannounced_year_is_provisional() -> None:
    reaching = due("P10WD", "2026-12-20 09:00")
    assert reaching.provisional
    assert "Provisional" in str(reaching.explained[-1])
    assert not due("P3WD", "2026-12-20 09:00").provisional
    assert not due("P30D", "2026-12-20 09:00").provisional
    assert not due("PT720H", "2026-12-20 09:00").provisional


@pytest.mark.parametrize("code", ["run_end", "review_date", "as_ordered", "once"])
def test_what_waits_for_an_event_has_no_due_time_and_says_what_would_give_one(code: str) -> None:
    found = due_at(parse(code), on("2024-01-02 09:00"), UNIT)
    assert isinstance(found, Undated)
    assert found.period == code
    assert str(found.explained[0])


def test_a_start_without_offset_is_refused() -> None:
    with pytest.raises(CalendarError, match="has no offset"):
        due_at(parse("PT24H"), datetime(2024, 1, 1, 9), UNIT)  # noqa: DTZ001 the mistake under test


def test_a_start_in_another_zone_is_the_same_instant() -> None:
    start = datetime.fromisoformat("2024-09-22T17:00:00+00:00")
    found = due_at(parse("P15WD"), start, UNIT)
    assert isinstance(found, Due)
    assert found.at == on("2024-10-17 17:30")


@given(RELATIVE, STARTS, STARTS)
def test_who_starts_later_is_never_due_earlier(code: str, one: datetime, two: datetime) -> None:
    first, second = sorted([one, two])
    earlier, later = (due_at(parse(code), start, UNIT) for start in (first, second))
    assert isinstance(earlier, Due)
    assert isinstance(later, Due)
    assert earlier.at <= later.at


@given(RELATIVE, STARTS)
def test_nothing_is_due_before_it_starts(code: str, start: datetime) -> None:
    found = due_at(parse(code), start, UNIT)
    assert isinstance(found, Due)
    assert found.at >= start


@given(st.integers(1, 60), STARTS)
def test_what_is_not_provisional_does_not_move_when_a_year_is_announced(
    count: int, start: datetime
) -> None:
    year = start.year + 1
    before = due_at(parse(f"P{count}WD"), start, without(*range(year, 2027)))
    after = due_at(parse(f"P{count}WD"), start, UNIT)
    assert isinstance(before, Due)
    assert isinstance(after, Due)
    assert before.provisional or before.at == after.at


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_months_keep_the_day_or_end_the_month(day: date, count: int) -> None:
    later = months_after(day, count)
    assert (later.year - day.year) * 12 + later.month - day.month == count
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_the_earliest_of_several_clauses_binds_and_the_others_are_shown_beside() -> None:
    stated = [
        ClauseDue(clause=clause, due=due(code, "2024-09-23 10:00"))
        for clause, code in (("b/2", "P15WD"), ("a/1", "P7D"), ("c/3", "PT24H"))
    ]
    bound = earliest(stated)
    assert bound.binds.clause == "c/3"
    assert [each.clause for each in bound.beside] == ["a/1", "b/2"]


def test_of_no_clause_nothing_binds() -> None:
    with pytest.raises(ValueError, match="at least one clause"):
        earliest([])
