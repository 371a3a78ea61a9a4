import msgspec
from hypothesis import given
from hypothesis import strategies as st

from shoumi.deadlines.duties import Duty, discharge
from shoumi.deadlines.notices import notices, sheet
from tests.deadlines.unit import UNIT, a_duty, on

MORNING = on("2024-10-18 08:30")


def many(who: str, count: int, within: str = "P15WD") -> list[Duty]:
    return [
        a_duty(number=f"{who}{within}{number}", who=who, within=within, thing=f"secret-{number}")
        for number in range(count)
    ]


def test_a_person_reads_one_line_a_day_however_many_things_there_are() -> None:
    found = notices([*many("officer", 300), *many("handler", 2)], MORNING, UNIT)
    assert [notice.person for notice in found] == ["handler", "officer"]
    assert [len(notice.duties) for notice in found] == [2, 300]
    assert str(found[1].line) == (
        "300 to do, 300 of them overdue, the oldest since 2024-10-17 17:30."
    )


def test_who_owes_nothing_hears_nothing() -> None:
    done = discharge(a_duty(), entry=9, at=on("2024-10-10 09:00"))
    assert notices([done], MORNING, UNIT) == ()


def test_the_line_names_the_first_due_time() -> None:
    found = notices(
        [*many("handler", 1), *many("handler", 1, "P30WD")], on("2024-10-14 09:00"), UNIT
    )
    assert str(found[0].line) == "2 to do, the first by 2024-10-17 17:30."


def test_the_line_of_undated_duties_says_that_a_date_is_missing() -> None:
    found = notices(many("handler", 3, "as_ordered"), MORNING, UNIT)
    assert str(found[0].line) == "3 to do, no date set yet."


@given(st.lists(st.sampled_from(["officer", "handler", "leader", "outsider"]), max_size=30))
def test_there_are_as_many_lines_as_persons(people: list[str]) -> None:
    duties = [a_duty(number=str(number), who=who) for number, who in enumerate(people)]
    found = notices(duties, MORNING, UNIT)
    assert [notice.person for notice in found] == sorted(set(people))
    assert sum(len(notice.duties) for notice in found) == len(people)


def test_the_sheet_counts_like_duties_together_and_names_no_thing() -> None:
    duties = [*many("officer", 5), *many("officer", 2, "P30WD"), *many("handler", 1)]
    printed = sheet(duties, "officer", MORNING)
    assert [(line.count, line.standing) for line in printed.lines] == [(5, "overdue"), (2, "due")]
    assert printed.lines[0].closes_by == ("release.reply",)
    assert printed.lines[0].clauses == ("jm-release/12",)
    assert b"secret" not in msgspec.json.encode(printed)
