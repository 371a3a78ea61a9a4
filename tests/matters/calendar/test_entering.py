from datetime import date

import pytest

from shoumi.matters.calendar.acts import ChangeDay, EnterYear
from shoumi.matters.calendar.matter import MATTER
from shoumi.matters.calendar.things import AnnouncedYear, ChangedDay, DayLine
from tests.matters.house import House, made

NEW_YEAR = DayLine(day=date(2027, 1, 1), kind="holiday")


def the_year(**more: object) -> EnterYear:
    stated = {"year": 2027, "days": (NEW_YEAR,), "notice": "国办发明电〔2026〕1号"}
    return EnterYear(**(stated | more))  # type: ignore[arg-type]


def test_a_year_counts_when_a_second_person_has_confirmed_it() -> None:
    house = House(MATTER)
    row: AnnouncedYear = next(made(house.perform(the_year(), "office")))
    assert house.known.find(AnnouncedYear, state="announced") == ()
    assert set(house.refusals(the_year(), "office")) == {"calendar.base.second-person"}
    confirm = EnterYear(confirms=row.id)
    assert set(house.refusals(confirm, "office")) == {"calendar.base.second-person"}
    house.perform(confirm, "second-office")
    (year,) = house.known.find(AnnouncedYear, state="announced")
    assert year.days == (NEW_YEAR,)


@pytest.mark.parametrize(
    "more",
    [
        {"days": (NEW_YEAR, NEW_YEAR)},
        {"days": (DayLine(day=date(2026, 1, 1), kind="holiday"),)},
        {"days": ()},
        {"notice": " "},
    ],
)
def test_a_year_that_is_not_whole_is_refused(more: dict[str, object]) -> None:
    house = House(MATTER)
    assert house.refusals(the_year(), "office") == {}
    assert set(house.refusals(the_year(**more), "office")) == {"calendar.base.year-complete"}


def test_a_single_day_is_moved_by_two_people() -> None:
    house = House(MATTER)
    assert set(house.refusals(ChangeDay(day=date(2026, 9, 3)), "office")) == {
        "calendar.base.day-complete"
    }
    moving = ChangeDay(day=date(2026, 9, 3), kind="holiday", notice="临时放假通知")
    row: ChangedDay = next(made(house.perform(moving, "office")))
    assert row.face().state == "proposed"
    house.perform(ChangeDay(confirms=row.id), "second-office")
    (day,) = house.known.find(ChangedDay, state="changed")
    assert day.kind == "holiday"


def test_a_year_that_came_with_the_product_counts_without_a_proposal() -> None:
    assert AnnouncedYear(id="Y", year=2026, days=(), notice="N").face().state == "announced"
