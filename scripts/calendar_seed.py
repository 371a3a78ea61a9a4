"""Writes the packaged calendar, a TOML file a year, from the tables of the chinesecalendar package.

Only days that depart from the plain week are written: holidays, on weekends too, and weekends
worked. Run it for a new year, check against the official notice, commit.
Usage: calendar_seed.py FOLDER
"""

import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

from chinese_calendar.constants import Holiday, holidays, workdays

# In the years recorded, the next year's notice never reached back further than 29 December.
SETTLED_THROUGH = (12, 24)


def exceptions(year: int) -> Iterator[tuple[date, str, str]]:
    """Day, kind and Chinese name of each departure from the plain week."""
    names = {each.value: each.chinese for each in Holiday}
    for day in sorted(day for day in {**holidays, **workdays} if day.year == year):
        named = {**holidays, **workdays}[day]
        yield day, "holiday" if day in holidays else "working", names[named]


def year_file(year: int) -> str:
    """The text of one year's file."""
    seed = f"chinesecalendar {version('chinesecalendar')}"
    source = f"国务院办公厅关于{year}年部分节假日安排的通知 ({seed})"
    lines = [
        f"year            = {year}",
        "announced       = true",
        f'source          = "{source}"',
        "# Days after this one may still change with the next year's notice.",
        f"settled_through = {date(year, *SETTLED_THROUGH)}",
        "",
        "day = [",
        *(
            f'    {{ on = {day}, kind = "{kind}", name = "{name}" }},'
            for day, kind, name in exceptions(year)
        ),
        "]",
    ]
    return "\n".join(lines) + "\n"


def write(folder: Path) -> None:
    """One file for each year that the tables hold."""
    for year in sorted({day.year for day in holidays}):
        (folder / f"{year}.toml").write_text(year_file(year), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
