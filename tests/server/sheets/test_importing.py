"""An import enters all of a book through the one door, or nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker
from python_calamine import CalamineWorkbook

from shoumi.matters.carriers.things import Carrier, Edition
from shoumi.server.perform import one_moment
from shoumi.server.sheets.writing import register
from shoumi.server.verify import verify_ledger
from shoumi.server.visibility import Sight, viewer_of
from tests.server.houses import House
from tests.server.ledgers import every_row
from tests.server.sheets.bringing import imported
from tests.server.sheets.workbooks import row


@pytest.fixture
def house(sqlite_alias: str, django_db_blocker: DjangoDbBlocker) -> Iterator[House]:
    with django_db_blocker.unblock():
        house = House(sqlite_alias)
        house.adopt("jm-carriers")
        yield house


def entries(house: House) -> int:
    return len(list(every_row(house.door.using, "entry", house.unit)))


def test_every_copy_becomes_a_carrier_that_is_still_to_be_counted(house: House) -> None:
    found = imported(
        house, row(), row(收文编号="S-2", 份号="000002"), row(收文编号="S-3", 文号="x")
    )
    assert found.errors == ()
    assert len(found.made) == 3
    with one_moment(connections[house.door.using]) as direct:
        known = house.door.registers(direct)
        carriers = known.find(Carrier)
        assert {one.unverified for one in carriers} == {True}
        assert {one.origin for one in carriers} == {"opening_stock"}
        assert len(known.find(Edition)) == 2
    assert list(verify_ledger(house.door)) == []


def test_one_refused_row_keeps_all_others_out(house: House) -> None:
    before = entries(house)
    found = imported(house, row(), row(收文编号="S-2", 文号="另一号", 签收人="reader"))
    assert [(error.row, error.cell) for error in found.errors] == [(3, "3:3")]
    assert "jm-carriers/" in str(found.errors[0].message)
    assert entries(house) == before


def test_who_may_not_register_may_not_import(house: House) -> None:
    before = entries(house)
    found = imported(house, row(), by="reader")
    assert "shoumi/ground.2" in str(found.errors[0].message)
    assert entries(house) == before


def test_trying_out_asks_the_law_and_keeps_nothing(house: House) -> None:
    before = entries(house)
    assert imported(house, row(), keep=False).errors == ()
    assert imported(house, row(签收人="reader"), keep=False).errors != ()
    assert entries(house) == before


def exported(house: House, person: str) -> list[list[object]]:
    with one_moment(connections[house.door.using]) as direct:
        known = house.door.registers(direct)
        book = house.door._make_book()
        asking, _ = house.door.asked(house.cast[person], house.clock.now, known, book)
        viewer = viewer_of(house.cast[person], asking.people, asking.levels)
        sight = Sight(direct, house.unit, viewer)
        content = register((Edition,), sight, known, lambda _sort, code: str(code))
    sheet = CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_index(0)
    return [[*cells] for cells in sheet.to_python()]


def test_an_export_holds_what_the_person_may_read_and_not_a_line_more(house: House) -> None:
    imported(house, row())
    heads, told = exported(house, "officer")
    assert told[heads.index("title")] == "一份通知"
    assert exported(house, "reader") == [heads]


def test_a_text_that_looks_like_a_formula_leaves_as_text(house: House) -> None:
    imported(house, row(文件名称="@SUM(1)"))
    heads, told = exported(house, "officer")
    assert told[heads.index("title")] == "@SUM(1)"
