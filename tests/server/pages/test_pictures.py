"""Pictures count what their reader may see, and tell the same in words."""

from datetime import date

import pytest
from django.db import connections

from shoumi.server.pages.desk import Desk
from shoumi.server.pages.pictures.flow import Flow, flow_of
from shoumi.server.pages.pictures.holdings import Holdings, holdings_of
from shoumi.server.pages.pictures.year import Year, year_of
from shoumi.server.pages.views import pictures
from shoumi.server.perform import one_moment
from tests.server.pages.sitting import Sitter


def desk_of(sitter: Sitter, name: str, direct: object) -> Desk:
    return Desk(sitter.pages, sitter.door.registers(direct), sitter.cast[name])  # type: ignore[arg-type]


def holdings(sitter: Sitter, name: str) -> Holdings:
    with one_moment(connections[sitter.door.using]) as direct:
        return holdings_of(desk_of(sitter, name, direct))


def flow(sitter: Sitter, name: str) -> Flow:
    with one_moment(connections[sitter.door.using]) as direct:
        return flow_of(desk_of(sitter, name, direct))


def year(sitter: Sitter, name: str, *, of_the_unit: bool = False) -> Year:
    with one_moment(connections[sitter.door.using]) as direct:
        return year_of(desk_of(sitter, name, direct), 2027, of_the_unit=of_the_unit)


def test_what_somebody_holds_is_counted_where_he_works(sitter: Sitter) -> None:
    before = holdings(sitter, "officer")
    first, _ = sitter.paper("图表第1号")
    sitter.accept(sitter.lend(first))
    after = holdings(sitter, "officer")
    assert after.total == before.total + 2
    section = {row.department: row.number("secret") for row in after.rows}
    assert section[sitter.cast["section"]] >= 1
    assert dict(after.people)[sitter.cast["handler"]] >= 1


def test_bars_are_as_long_as_what_they_count(sitter: Sitter) -> None:
    sitter.paper("图表第2号", copies=3)
    for row in holdings(sitter, "officer").rows:
        assert sum(bar.number for bar in row.bars) == row.total
        assert all(bar.x + bar.width <= 600.5 for bar in row.bars)


def test_what_one_may_not_see_is_in_no_count(sitter: Sitter) -> None:
    sitter.paper("图表第3号")
    assert (holdings(sitter, "outsider").total, holdings(sitter, "outsider").people) == (0, ())
    nothing = flow(sitter, "outsider")
    assert (nothing.came, nothing.went) == (0, 0)
    of_the_unit = year(sitter, "outsider", of_the_unit=True)
    assert of_the_unit.sum.total == year(sitter, "outsider").sum.total


def test_a_reader_sees_what_he_may_read_and_not_how_the_register_grows(sitter: Sitter) -> None:
    sitter.paper("图表第4号")
    assert holdings(sitter, "handler").total >= 2
    assert flow(sitter, "handler").came == 0


def test_what_comes_in_is_counted_in_its_month(sitter: Sitter) -> None:
    before = {one.month: one.came for one in flow(sitter, "officer").months}
    sitter.paper("图表第5号", copies=3)
    after = {one.month: one.came for one in flow(sitter, "officer").months}
    grown = {
        month: after[month] - before[month] for month in after if after[month] != before[month]
    }
    assert list(grown.values()) == [3]
    assert max(after) == next(iter(grown))


def test_a_year_has_a_square_for_each_day_in_its_week(sitter: Sitter) -> None:
    squares = year(sitter, "officer").squares
    assert len(squares) == 365
    assert squares[0].day == date(2027, 1, 1)
    assert (squares[0].week, squares[0].weekday) == (0, 4)
    assert (squares[3].week, squares[3].weekday) == (1, 0)


def test_a_duty_falls_on_its_day_and_whose_it_is_not_does_not_count_it(sitter: Sitter) -> None:
    sitter.paper("图表第6号")
    mine = {one.day: one.fell.open for one in year(sitter, "officer").squares if one.fell.open}
    assert date(2027, 3, 31) in mine
    theirs = {one.day for one in year(sitter, "second").squares if one.fell.total}
    assert date(2027, 3, 31) not in theirs


def test_who_reads_the_whole_journal_may_look_at_the_duties_of_all(sitter: Sitter) -> None:
    sitter.paper("图表第7号")
    own = year(sitter, "secretary").sum.total
    assert year(sitter, "secretary", of_the_unit=True).sum.total > own


@pytest.mark.parametrize("asked", ["", "2027", "x", "99999999"])
def test_a_year_that_is_none_is_the_nearest_there_is(sitter: Sitter, asked: str) -> None:
    answer = sitter.get(pictures.duties, "officer", year=asked)
    assert answer.status_code == 200
    assert "<svg" in answer.content.decode()


def test_every_picture_says_the_same_in_a_table(sitter: Sitter) -> None:
    sitter.paper("图表第8号")
    for view in (pictures.holdings, pictures.duties, pictures.flow):
        page = sitter.get(view, "officer").content.decode()
        assert page.count("<svg") >= 1
        assert page.count("<table") >= 1
