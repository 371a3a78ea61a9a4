"""Workbooks as people fill them in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter

HEADS = (
    "收文编号",
    "收文日期",
    "发件单位",
    "文号",
    "份号",
    "密级",
    "件数/页数",
    "文件名称",
    "签收人",
    "去向",
)
FIRST = ("S-1", date(2024, 3, 5), "市局", "某发〔2024〕1号", "000001", "机密★10年", 4, "一份通知")


def workbook(*rows: Sequence[object], heads: Sequence[str] = HEADS) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("收文")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, cells in enumerate((heads, *rows)):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(place, column, cell, day)
                elif isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(place, column, cell, value="S-9")
                elif cell is not None:
                    sheet.write(place, column, cell)
    return content.getvalue()


def row(**changes: object) -> tuple[object, ...]:
    """The first row with some cells changed, by their heads."""
    told: dict[str, object] = dict(zip(HEADS, FIRST, strict=False))
    return tuple((told | changes).get(head) for head in HEADS)
