from datetime import date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.deadlines.calendar import (
    CalendarError,
    Day,
    UnitHours,
    Year,
    days_between,
    with_day,
    with_year,
)
from shoumi.deadlines.reading import calendar_from, hours_from
from tests.deadlines.unit import CALENDAR, FIRST, LAST, UNIT, YEAR_FILES, without

DAYS = st.dates(FIRST, LAST)
COUNTS = st.integers(1, 60)


def test_the_packaged_years_follow_one_another_from_2004_to_2026() -> None:
    assert list(CALENDAR.years) == list(range(2004, 2027))
    assert [int(file.stem) for file in YEAR_FILES] == list(range(2004, 2027))


def test_every_packaged_day_agrees_with_its_seed() -> None:
    days = days_between(date(2003, 12, 31), date(2026, 12, 31))
    assert all(CALENDAR.is_working(day) == chinese_calendar.is_workday(day) for day in days)


@pytest.mark.parametrize(
    ("days", "kind"),
    [
        (["2024-10-01", "2024-10-05", "2024-10-07"], "holiday"),
        (["2024-09-29", "2024-10-12"], "working"),
        (["2024-09-30", "2024-10-08"], "working"),
        (["2024-09-28", "2024-10-13"], "rest"),
        (["2025-01-28", "2025-02-01", "2025-02-04"], "holiday"),
        (["2025-01-26", "2025-02-08"], "working"),
        (["2026-02-15", "2026-02-17", "2026-02-23"], "holiday"),
        (["2026-02-14", "2026-02-28"], "working"),
        (["2018-12-29"], "working"),
        (["2018-12-31"], "holiday"),
    ],
)
def test_the_announced_days_are_what_the_notices_say(days: list[str], kind: str) -> None:
    assert {CALENDAR.kind(date.fromisoformat(day)) for day in days} == {kind}


def test_an_unannounced_year_follows_the_plain_week_and_says_so() -> None:
    day = date(2027, 10, 1)
    assert CALENDAR.is_working(day)
    assert CALENDAR.provisional(day)
    assert CALENDAR.source(day) == ""
    assert not CALENDAR.provisional(date(2026, 10, 1))
    assert "2026" in CALENDAR.source(date(2026, 10, 1))


def test_the_last_days_of_the_last_announced_year_wait_for_the_next_notice() -> None:
    assert not CALENDAR.provisional(date(2026, 12, 24))
    assert CALENDAR.provisional(date(2026, 12, 31))
    assert not CALENDAR.provisional(date(2025, 12, 31))


def test_an_announced_year_is_no_longer_provisional_and_settles_the_year_before() -> None:
    year = Year(year=2027, source="notice", settled_through=date(2027, 12, 24))
    new_year = Day(day=date(2027, 1, 1), kind="holiday", source="notice")
    entered = with_year(CALENDAR, year, [new_year])
    assert not entered.provisional(date(2027, 10, 1))
    assert not entered.provisional(date(2026, 12, 31))
    assert entered.kind(date(2027, 1, 1)) == "holiday"
    assert CALENDAR.is_working(date(2027, 1, 1))


def test_a_changed_day_names_the_notice_that_changed_it() -> None:
    changed = with_day(CALENDAR, Day(day=date(2026, 12, 31), kind="holiday", source="later notice"))
    assert not changed.provisional(date(2026, 12, 31))
    assert changed.source(date(2026, 12, 31)) == "later notice"


@given(DAYS, COUNTS)
def test_counting_working_days_back_undoes_counting_them_on(day: date, count: int) -> None:
    first = UNIT.first_working(day)
    ahead = CALENDAR.working_days_after(first, count)
    assert CALENDAR.working_days_before(ahead, count) == first


@given(DAYS, COUNTS)
def test_so_many_working_days_lie_after_the_day_and_the_last_is_one(day: date, count: int) -> None:
    last = CALENDAR.working_days_after(day, count)
    assert sum(CALENDAR.is_working(each) for each in days_between(day, last)) == count
    assert CALENDAR.is_working(last)


def test_no_working_days_cannot_be_counted() -> None:
    with pytest.raises(CalendarError, match="count 1 or more"):
        CALENDAR.working_days_after(date(2024, 1, 1), 0)


def test_a_table_without_working_days_is_an_error_and_no_endless_search() -> None:
    calendar = CALENDAR
    for day in days_between(date(2026, 12, 31), date(2028, 12, 31)):
        calendar = with_day(calendar, Day(day=day, kind="holiday", source="wrong"))
    with pytest.raises(CalendarError, match="no working day within"):
        calendar.working_days_after(date(2027, 1, 1), 1)


GOOD = 'year = 2027\nannounced = true\nsource = "n"\nsettled_through = 2027-12-24\n'


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("year = ", "not a file of the calendar"),
        (b"\xff", "not a file of the calendar"),
        (GOOD, "missing required field `day`"),
        (GOOD + "extra = 1\nday = []", "unknown field `extra`"),
        (GOOD + 'day = [{ on = 2027-01-01, kind = "free" }]', "Invalid enum value 'free'"),
        (GOOD + 'day = [{ on = 2026-01-01, kind = "rest" }]', "move it to its own year"),
        (
            GOOD + 'day = [{on=2027-01-01,kind="rest"}, {on=2027-01-01,kind="working"}]',
            "names a day twice",
        ),
    ],
)
def test_a_year_file_with_a_mistake_is_refused_whole(text: str | bytes, advice: str) -> None:
    with pytest.raises(CalendarError, match=advice):
        calendar_from([text])


def test_a_year_cannot_come_from_two_files() -> None:
    with pytest.raises(CalendarError, match="two files announce 2027"):
        calendar_from([GOOD + "day = []", GOOD + "day = []"])


def test_a_year_that_is_not_announced_stays_provisional() -> None:
    calendar = calendar_from([GOOD.replace("true", "false") + "day = []"])
    assert calendar.provisional(date(2027, 6, 1))


SUMMER = """
at_once = "PT1H"
hours = [
    { from = 2024-01-01, opens = 08:30:00, closes = 17:30:00 },
    { from = 2024-06-01, opens = 08:00:00, closes = 18:00:00 },
]
"""


def test_hours_hold_from_their_date_on() -> None:
    hours = hours_from(SUMMER)
    closes = [hours.on(date(2024, month, 1)).closes.hour for month in (5, 6, 7)]
    assert closes == [17, 18, 18]
    assert hours.on(date(2000, 1, 1)).closes.hour == 17
    assert hours.at_once == timedelta(hours=1)


@pytest.mark.parametrize(
    ("old", "new", "advice"),
    [
        ("PT1H", "P1D", "give hours or minutes"),
        ("18:00:00", "07:00:00", "open before they close"),
        ("2024-06-01", "2023-06-01", "in the order of their dates"),
    ],
)
def test_hours_that_contradict_themselves_are_refused(old: str, new: str, advice: str) -> None:
    with pytest.raises(CalendarError, match=advice):
        hours_from(SUMMER.replace(old, new))


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(CalendarError, match="has no offset"):
        UNIT.day_of(datetime(2024, 1, 1, 9))  # noqa: DTZ001 the mistake under test


def test_at_once_takes_some_time() -> None:
    with pytest.raises(CalendarError, match="longer than no time"):
        UnitHours(hours=UNIT.hours.hours, at_once=timedelta(0))


def test_a_year_taken_away_is_provisional_again() -> None:
    assert without(2025, 2026).calendar.provisional(date(2025, 5, 1))
