"""An import is whole or nothing, and can be taken back whole while nothing happened to it."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter
from django.db import connections

from shoumi.matters.carriers.things import Carrier, Edition
from shoumi.matters.carriers.work import Inventory
from shoumi.server.perform import one_moment
from shoumi.server.sheets.importing import Imported
from shoumi.server.verify import verify_ledger
from tests.server.houses import House
from tests.server.ledgers import every_row
from tests.server.sheets.bringing import brought_in, imported
from tests.server.sheets.workbooks import HEADS, row, workbook


@pytest.fixture
def house(alias: str) -> House:
    house = House(alias)
    house.adopt("jm-carriers")
    return house


def entries(house: House) -> list[str]:
    return [str(one["body"]) for one in every_row(house.door.using, "entry", house.unit)]


def three(house: House) -> Imported:
    return imported(
        house, row(), row(收文编号="S-2", 份号="000002"), row(收文编号="S-3", 文号="另一号")
    )


def a_bad_book() -> bytes:
    """A title merged over all heads, dates that are none, and numbers that stand twice."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, len(HEADS) - 1, "某市某局收文登记簿")
        rows = (
            HEADS,
            row(收文日期="2024-03-05"),
            row(收文编号="S-2", 收文日期="2024年2月30日", 份号="000002"),
            row(收文编号="S-1", 收文日期="2024.3.5", 份号="000003"),
            row(收文编号="S-4", 收文日期=date(2099, 1, 1).isoformat()),
            row(收文编号="S-5", 收文日期="2024-03-07", 份号="000005"),
        )
        for place, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(place, column, cell)
    return content.getvalue()


def test_a_bad_book_enters_nothing_and_names_each_cell(house: House) -> None:
    before = entries(house)
    found = brought_in(house, a_bad_book())
    told = {error.cell: (error.row, error.column) for error in found.errors}
    assert told == {
        "B4": (4, "收文日期"),
        "A5": (5, "收文编号"),
        "B6": (6, "收文日期"),
    }
    assert found.batch is None
    assert entries(house) == before


def test_an_import_taken_back_is_closed_in_the_journal_and_nothing_is_deleted(
    house: House,
) -> None:
    before = entries(house)
    found = three(house)
    assert found.batch
    assert found.count
    entered = entries(house)
    told = {"import_batch": found.batch.id, "reason": "另一年的登记簿"}
    house.do("carriers.take-back-import", "officer", **told)
    after = entries(house)
    assert after[: len(entered)] == entered
    assert len(after) == len(entered) + 1 > len(before) + 1
    assert "另一年的登记簿" not in after[-1]
    with one_moment(connections[house.door.using]) as direct:
        known = house.door.registers(direct)
        assert {one.state for one in known.find(Carrier)} == {"entered_wrongly"}
        assert {one.face().state for one in known.find(Edition)} == {"entered_wrongly"}
        assert {one.state for one in known.find(Inventory)} == {"withdrawn"}
    assert list(verify_ledger(house.door)) == []
    again = three(house)
    assert (again.errors, len(again.made)) == ((), 3)
    assert list(verify_ledger(house.door)) == []


def test_the_same_sheet_does_not_come_in_twice(house: House) -> None:
    content = workbook(row(), row(收文编号="S-2", 份号="000002"))
    assert brought_in(house, content).errors == ()
    before = entries(house)
    (error,) = brought_in(house, content).errors
    assert (error.row, error.cell) == (0, "")
    assert "take that back first" in str(error.message)
    assert entries(house) == before


def test_one_carrier_that_moved_keeps_the_whole_import(house: House) -> None:
    found = three(house)
    assert found.batch
    house.do(
        "carriers.hand-over",
        "officer",
        carriers=[found.made[0]],
        receiver=house.cast["second"],
        basis="leaving",
    )
    told = {"do": "carriers.take-back-import", "import_batch": found.batch.id, "reason": "r"}
    outcome = house.door.do(told, house.cast["officer"])
    assert [one.rule for one in outcome.ruling.refusing()] == ["carriers.base.import-at-rest"]
    with one_moment(connections[house.door.using]) as direct:
        assert {one.state for one in house.door.registers(direct).find(Carrier)} == {"kept"}


def test_once_counted_the_stock_is_verified_and_the_import_stays(house: House) -> None:
    found = three(house)
    assert found.batch
    assert found.count
    with one_moment(connections[house.door.using]) as direct:
        known = house.door.registers(direct)
        scans = [{"label": one.carrier_number} for one in known.find(Carrier)]
    for counter in ("officer", "secretary"):
        house.do("carriers.submit-count", counter, count=found.count.id, scans=scans)
    house.do("carriers.settle-count", "secretary", count=found.count.id)
    with one_moment(connections[house.door.using]) as direct:
        assert {one.unverified for one in house.door.registers(direct).find(Carrier)} == {False}
    told = {"do": "carriers.take-back-import", "import_batch": found.batch.id, "reason": "r"}
    outcome = house.door.do(told, house.cast["officer"])
    assert [one.rule for one in outcome.ruling.refusing()] == ["carriers.base.import-uncounted"]
