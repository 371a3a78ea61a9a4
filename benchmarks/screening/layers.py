"""Plants a mark in every layer of every format, counts what is found, writes the manual's table."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from shoumi.screening.detectors.registry import on_board
from shoumi.screening.findings import Report
from shoumi.screening.formats.registry import eyes
from shoumi.screening.matching.scanner import build
from shoumi.screening.pieces import Layer
from shoumi.screening.screen import Settings, screen
from tests.screening.planting.others import shown
from tests.screening.planting.shelf import everything
from tests.screening.planting.table import BEGIN, END, table

MANUAL = ROOT / "docs/users/screening.md"
NUMBER = re.compile(r"([0-9]+)\s*年")


def found(report: Report) -> set[tuple[str, int]]:
    """Layer and number of each mark that the report tells."""
    told = ((each.layer.value, NUMBER.search(each.excerpt.found)) for each in report.findings)
    return {(layer, int(number[1])) for layer, number in told if number}


def main() -> None:
    scanner = build(on_board(), ())
    shelf = [*everything(), shown()]
    reports = []
    for planted in shelf:
        seen = Layer.PICTURE_TEXT.value in planted.layers
        settings = Settings(scanner=scanner, eyes=eyes() if seen else None)
        reports.append(screen(planted.content, name="planted", settings=settings))
    made = table(zip(shelf, map(found, reports), strict=True))
    head, _, rest = MANUAL.read_text(encoding="utf-8").partition(BEGIN)
    MANUAL.write_text(head + BEGIN + made + END + rest.partition(END)[2], encoding="utf-8")
    print(made)


if __name__ == "__main__":
    main()
