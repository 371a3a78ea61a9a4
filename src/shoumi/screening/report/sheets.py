"""Pictures of a file's pages, with the places of what was found on them.

They carry the content itself: whoever draws them has decided that the report may hold it.
"""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

import msgspec

from shoumi.screening.findings import Report
from shoumi.screening.source import Source

MOST_SHEETS = 40
MOST_BYTES = 16 * 2**20  # of all pictures of one report together
LONGEST_SIDE = 1400  # pixels: print of eight points stays legible
# A module is imported when the first file of its kind is drawn, as with the formats.
MODULES: Mapping[str, str] = MappingProxyType({"pdf": "draw_pdf", "image": "draw_image"})


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Where finding number `finding` of the report stands, in the units of its sheet."""

    finding: int
    left: float
    top: float
    right: float
    bottom: float


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One page as WebP. `width` and `height`: the units of its spots; `number` 0: the only one."""

    number: int
    width: float
    height: float
    content: bytes
    spots: tuple[Spot, ...] = ()


class Sheets(msgspec.Struct, frozen=True, kw_only=True):
    """`left_out` counts the pages beyond MOST_SHEETS or MOST_BYTES."""

    shown: tuple[Sheet, ...] = ()
    left_out: int = 0
    failed: bool = False


class Drawing(Protocol):
    """What a module that draws offers."""

    def draw(self, source: Source, report: Report) -> Sheets:
        """Pages with findings first taken, then the first others; in their order."""
        ...


def sheets(source: Source, report: Report) -> Sheets:
    """The file's pages as pictures; empty where its kind has no pages of its own.

    Never raises for damaged files: `failed` says that nothing could be drawn.
    """
    if report.kind not in MODULES:
        return Sheets()
    module = import_module(f"shoumi.screening.report.{MODULES[report.kind]}")
    return cast("Drawing", module).draw(source, report)


def chosen(marked: set[int], count: int) -> list[int]:
    """Numbers of pages in the order of their worth: those with findings, then from the first."""
    first = sorted(number for number in marked if 1 <= number <= count)[:MOST_SHEETS]
    others = (number for number in range(1, count + 1) if number not in marked)
    room = MOST_SHEETS - len(first)
    return [*first, *(number for number, _ in zip(others, range(room), strict=False))]


def bounded(drawn: list[Sheet], count: int) -> Sheets:
    """In the order of pages, with the count of those that have no picture."""
    shown = tuple(sorted(drawn, key=lambda sheet: sheet.number))
    return Sheets(shown=shown, left_out=count - len(shown))
