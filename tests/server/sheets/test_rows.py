"""Every cell that cannot be used is named, with what would be right."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter

from shoumi.law.levels import Level, Levels, Standing
from shoumi.law.words import Text
from shoumi.server.sheets.books import RECEIVING
from shoumi.server.sheets.reading import UnreadableSheetError, address, read_sheet
from shoumi.server.sheets.rows import Meaning, Preview, preview
from shoumi.server.sheets.writing import template
from tests.server.sheets.workbooks import HEADS, row, workbook

NAMES = {"confidential": "秘密", "secret": "机密", "top_secret": "绝密"}
LEVELS = Levels(
    levels={
        f"state:{code}": Level(
            scheme="state", code=code, name=Text(zh=name, en=code), rank=1, standing=Standing.SECRET
        )
        for code, name in NAMES.items()
    },
    tiers={},
    reference="state",
)
MEANING = Meaning(
    today=date(2026, 3, 2), levels=LEVELS, people={"王保密": ("wang",), "李四": ("li", "li2")}
)


def read(*rows: tuple[object, ...], heads: tuple[str, ...] = HEADS) -> Preview:
    return preview(read_sheet(workbook(*rows, heads=heads)), RECEIVING, MEANING)


def told(found: Preview) -> dict[str, str]:
    return {error.cell: str(error.message) for error in found.errors}


def test_a_row_of_the_official_book_is_understood() -> None:
    found = read(row(签收人="王保密"))
    assert found.errors == ()
    values = found.rows[0].values
    assert values["received_on"] == date(2024, 3, 5)
    assert values["level"] == "secret★10年"
    assert (values["pages"], values["keeper"], values["copy_number"]) == (4, "wang", "000001")


@pytest.mark.parametrize(
    "written", ["2024-3-5", "2024/03/05", "2024.3.5", "2024年3月5日", "20240305", 20240305.0]
)
def test_a_date_may_be_written_as_people_do(written: object) -> None:
    assert read(row(收文日期=written)).rows[0].values["received_on"] == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("head", "cell", "address", "words"),
    [
        ("收文日期", "三月五日", "B2", "write it as 2024-03-05"),
        ("收文日期", "2024-02-30", "B2", "is no date"),
        ("收文日期", date(2027, 1, 1), "B2", "lies ahead"),
        ("密级", "很秘密", "F2", "秘密 机密 绝密"),
        ("密级", None, "F2", "is missing"),
        ("件数/页数", "若干", "G2", "no whole number"),
        ("签收人", "没有此人", "I2", "Nobody here is called"),
        ("签收人", "李四", "I2", "2 people are called"),
        ("收文编号", "=1+1", "A2", "paste it as values"),
        ("文件名称", "长" * 201, "H2", "At most 200"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(
    head: str, cell: object, address: str, words: str
) -> None:
    found = read(row(**{head: cell}))
    assert found.rows == ()
    assert words in told(found)[address]


def test_all_errors_are_told_at_once() -> None:
    found = read(row(密级="无"), row(收文日期="昨天", 份号=None))
    assert set(told(found)) == {"F2", "B3", "E3"}


def test_a_number_given_twice_is_named_with_the_row_that_has_it() -> None:
    found = read(row(), row(份号="000002"))
    assert told(found) == {"A3": "This number stands in row 2 already; each is given once."}
    found = read(row(), row(收文编号="S-2"))
    assert "row 2" in told(found)["E3"]


def test_what_has_left_the_house_is_left_out_and_told() -> None:
    found = read(row(), row(收文编号="S-2", 份号="000002", 去向="2025年销毁"))
    assert (len(found.rows), found.gone) == (1, (3,))


def test_a_head_that_is_no_column_is_named_with_those_that_are() -> None:
    heads = tuple("颜色" if head == "文件名称" else head for head in HEADS)
    assert "颜色" in told(read(row(), heads=heads))["H1"]


def test_a_column_that_must_be_there_is_named() -> None:
    heads = tuple("备注" if head == "密级" else head for head in HEADS)
    assert "密级" in told(read(row(), heads=heads))[""]


def test_merged_cells_bear_their_value_in_every_row() -> None:
    sheet = read_sheet(merged())
    found = preview(sheet, RECEIVING, MEANING)
    assert found.errors == ()
    assert [one.text("document_number") for one in found.rows] == ["某发1号", "某发1号"]


def merged() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:F1", "某市某局收文登记簿")
        for column, head in enumerate(("收文日期", "文号", "份号", "密级")):
            sheet.merge_range(1, column, 2, column, head)
        sheet.merge_range(1, 4, 1, 5, "签收")
        sheet.write(2, 4, "签收人")
        sheet.write(2, 5, "签名")
        sheet.merge_range(3, 1, 4, 1, "某发1号")
        for place, number in enumerate(("1", "2"), 3):
            sheet.write(place, 0, "2024-03-05")
            sheet.write(place, 2, number)
            sheet.write(place, 3, "机密")
    return content.getvalue()


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(UnreadableSheetError, match=r"save it as \.xlsx"):
        read_sheet(content)


def test_the_template_is_understood_by_the_import() -> None:
    found = preview(read_sheet(template(RECEIVING)), RECEIVING, MEANING)
    assert found == Preview(rows=(), gone=(), errors=())


@pytest.mark.parametrize(
    ("place", "name"), [((0, 0), "A1"), ((1, 25), "Z2"), ((0, 26), "AA1"), ((9, 701), "ZZ10")]
)
def test_an_address_is_that_of_excel(place: tuple[int, int], name: str) -> None:
    assert address(*place) == name
