"""A book brought into a unit, as the command does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from django.db import connections

from shoumi.server.perform import Door, one_moment
from shoumi.server.sheets.books import RECEIVING
from shoumi.server.sheets.importing import Bringing, Imported, bring_in, meaning_of, try_out
from shoumi.server.sheets.reading import read_sheet
from tests.server.sheets.workbooks import workbook

STAMPED = ("stamp_on_first_page",)
COUNTERS = ("officer", "secretary")


class House(Protocol):
    """A founded unit, here or behind the pages."""

    @property
    def door(self) -> Door: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...
    @property
    def cast(self) -> Mapping[str, str]: ...


def imported(
    house: House, *rows: tuple[object, ...], by: str = "officer", keep: bool = True
) -> Imported:
    return brought_in(house, workbook(*rows), by=by, keep=keep)


def brought_in(house: House, content: bytes, *, by: str = "officer", keep: bool = True) -> Imported:
    how = bring_in if keep else try_out
    with one_moment(connections[house.door.using]) as direct:
        known = house.door.registers(direct)
        asking, _ = house.door.asked("", house.clock(), known, house.door._make_book())
        meaning = meaning_of(asking, known)
    counters = tuple(house.cast[one] for one in COUNTERS)
    bringing = Bringing(book=RECEIVING, by=house.cast[by], statements=STAMPED, counters=counters)
    return how(house.door, read_sheet(content), meaning, bringing)
