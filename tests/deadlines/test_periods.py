from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.deadlines.periods import (
    AsOrdered,
    AtOnce,
    CalendarMonths,
    CalendarYears,
    Days,
    EndOfDay,
    Hours,
    MonthDay,
    NextDay,
    NextYearOn,
    Once,
    Period,
    PeriodError,
    ReviewDate,
    RunEnd,
    Weeks,
    WorkingDays,
    code_of,
    parse,
)


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("P7D", Days(count=7)),
        ("P1W", Weeks(count=1)),
        ("P3M", CalendarMonths(count=3)),
        ("P1Y", CalendarYears(count=1)),
        ("PT24H", Hours(length=timedelta(hours=24))),
        ("PT30M", Hours(length=timedelta(minutes=30))),
        ("P15WD", WorkingDays(count=15)),
        ("at_once", AtOnce()),
        ("same_day", EndOfDay()),
        ("day_end", EndOfDay()),
        ("next_day", NextDay()),
        ("run_end", RunEnd()),
        ("review_date", ReviewDate()),
        ("as_ordered", AsOrdered()),
        ("once", Once()),
        ("03-31", MonthDay(month=3, day=31)),
        ("next_year_12-31", NextYearOn(month=12, day=31)),
        ("next_year_03-31", NextYearOn(month=3, day=31)),
    ],
)
def test_each_code_of_the_grammar_has_one_meaning(code: str, period: Period) -> None:
    assert parse(code) == period


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("", "Write a length"),
        ("hand_in", "Write a length"),
        ("p7d", "Write a length"),
        (" P7D", "Write a length"),
        ("P7D\n", "Write a length"),
        ("P1Y6M", "Write a length"),
        ("P1.5D", "Write a length"),
        ("P-1D", "Write a length"),
        ("P٧D", "Write a length"),
        ("P1000D", "Write a length"),
        ("2026-03-31T12:00:00", "Write a length"),
        ("P0D", "Write at_once"),
        ("PT0H", "Write at_once"),
        ("10w", "P10WD"),
        ("02-30", "no calendar has"),
        ("next_year_13-01", "no calendar has"),
        ("2026-02-29", "no calendar has"),
        ("2026-01-01T25:00:00+08:00", "no calendar has"),
    ],
)
def test_any_other_code_is_refused_with_what_would_be_right(code: str, advice: str) -> None:
    with pytest.raises(PeriodError) as refusal:
        parse(code)
    assert advice in str(refusal.value)


LENGTHS = st.builds(
    "P{}{}".format, st.integers(1, 999), st.sampled_from(["D", "W", "M", "Y", "WD"])
)
DATES = st.dates().map(lambda day: day.isoformat())
MONTH_DAYS = DATES.map(lambda text: text[5:])
NAMES = st.sampled_from(["at_once", "same_day", "next_day", "run_end", "once", "as_ordered"])


@given(LENGTHS | DATES | MONTH_DAYS | MONTH_DAYS.map("next_year_{}".format) | NAMES)
def test_a_code_is_written_back_as_it_was_read(code: str) -> None:
    assert code_of(parse(code)) == code


@given(st.integers(1, 999), st.sampled_from(["H", "M"]))
def test_elapsed_time_keeps_its_length_when_written_back(count: int, measure: str) -> None:
    period = parse(f"PT{count}{measure}")
    assert parse(code_of(period)) == period


@given(st.text(max_size=12))
def test_no_text_is_half_accepted(text: str) -> None:
    try:
        period = parse(text)
    except PeriodError:
        return
    assert parse(code_of(period)) == period
