"""The cells of a sheet: bytes in, text and dates out, with the address of each."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

import msgspec
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from shoumi.evidence.sm3 import digest
from shoumi.law.words import N_, Message

Cell: TypeAlias = str | float | int | bool | date | datetime | time | timedelta | None
LARGEST = 50 << 20
LARGEST_UNPACKED = 400 << 20
MOST_ROWS = 50_000
_FORMULA = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<f[\s>/]')


class UnreadableSheetError(Exception):
    """The file is no sheet that can be read; says why and what would be right."""

    def __init__(self, template: str, **values: str | int) -> None:
        """Keep the sentence for translation."""
        self.message = Message(template, values)
        super().__init__(str(self.message))


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The first sheet with anything on it; merged cells bear their value in every place.

    `digest` is that of the whole file, by which it is known again.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    formulas: frozenset[str]
    digest: str


def address(row: int, column: int) -> str:
    """The address of a cell, both counted from 0: (0, 27) is AB1."""
    letters, left = "", column + 1
    while left:
        left, place = divmod(left - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row + 1}"


def read_sheet(content: bytes) -> Sheet:
    """The sheet of an .xlsx file; UnreadableSheetError where it is none."""
    _unpacks_safely(content)
    try:
        workbook = CalamineWorkbook.from_object(io.BytesIO(content))
        for place, name in enumerate(workbook.sheet_names):
            sheet = workbook.get_sheet_by_index(place)
            if sheet.total_height > MOST_ROWS:
                raise UnreadableSheetError(
                    N_("The sheet has {rows} rows; give at most {most} at a time."),
                    rows=sheet.total_height,
                    most=MOST_ROWS,
                )
            rows: list[list[Cell]] = [[*row] for row in sheet.to_python(skip_empty_area=False)]
            if any(any(cell not in ("", None) for cell in row) for row in rows):
                return Sheet(
                    name=name,
                    rows=_unmerged(rows, sheet),
                    formulas=_formulas(content, place),
                    digest=digest("shoumi sheet", content).hex(),
                )
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableSheetError(
            N_("This is no Excel file that can be read ({why}); save it as .xlsx."), why=str(error)
        ) from error
    raise UnreadableSheetError(N_("The file holds no rows."))


def _unpacks_safely(content: bytes) -> None:
    if len(content) > LARGEST:
        raise UnreadableSheetError(
            N_("The file has {size} bytes; give at most {most}."), size=len(content), most=LARGEST
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableSheetError(
            N_("This is no Excel file that can be read ({why}); save it as .xlsx."), why=str(error)
        ) from error
    if size > LARGEST_UNPACKED:
        raise UnreadableSheetError(
            N_("The file unpacks to {size} bytes; give at most {most}."),
            size=size,
            most=LARGEST_UNPACKED,
        )


def _unmerged(rows: list[list[Cell]], sheet: CalamineSheet) -> tuple[tuple[Cell, ...], ...]:
    """Excel keeps a merged value in the first cell only; a reader sees it in all of them."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else None
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [value] * len(row[left : right + 1])
    return tuple(tuple(row) for row in rows)


def _formulas(content: bytes, place: int) -> frozenset[str]:
    """The addresses of cells that are computed. Sheets are stored in the order of their numbers."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        parts.sort(key=lambda name: (len(name), name))
        if place >= len(parts):
            return frozenset()
        return frozenset(found.decode() for found in _FORMULA.findall(packed.read(parts[place])))
