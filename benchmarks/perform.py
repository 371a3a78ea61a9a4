"""Acts through the door against raw durable commits of the same bytes, on the real law.

python benchmarks/perform.py [ACTS] [POSTGRESQL]   exits 1 below a limit
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from unittest.mock import patch

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.server.settings")
HOME = Path(os.environ.setdefault("SHOUMI_HOME", tempfile.mkdtemp(prefix="shoumi-benchmark-")))

sys.path.insert(0, str(Path(__file__).parents[1]))  # the population is that of the tests

import django

django.setup()

from django.db import connections

from shoumi.server.tables.statements import Direct, Values
from tests.server.houses import House
from tests.server.ledgers import new_database

LIMITS = {"sqlite": 0.15, "postgresql": 0.20}
WARM = 40
FEW = 40


def seconds_each(work: Callable[[int], None], times: int) -> list[float]:
    """Return the seconds of each run."""
    found = []
    for place in range(times):
        started = time.perf_counter()
        work(place)
        found.append(time.perf_counter() - started)
    return found


def hand_around(house: House) -> Callable[[int], None]:
    """Return what performs one act a call: offered, signed for, offered back, signed for."""
    carrier = house.paper()[-1]
    hands = [house.cast["officer"], house.cast["reader"]]
    slips: list[str] = []
    turns = count()

    def act(_: int) -> None:
        place = next(turns)
        giver, receiver = hands if place % 4 < 2 else hands[::-1]
        if place % 2:
            told = {"do": "carriers.accept", "hand_over": slips.pop()}
            outcome = house.door.do(told, receiver)
        else:
            basis = "circulation" if giver == hands[0] else "return"
            told = {"do": "carriers.hand-over", "carriers": [carrier], "receiver": receiver}
            outcome = house.door.do({**told, "basis": basis}, giver)
            slips.extend(outcome.made)
        assert outcome.ruling.verdict.value == "permitted", outcome.ruling.refusing()

    return act


def bytes_of(act: Callable[[int], None]) -> int:
    """How many bytes of values an act hands to the database to keep: its entry and all its rows."""
    plain, each = Direct.execute, Direct.execute_each
    handed: list[int] = []

    def execute(self: Direct, sql: str, values: Values = ()) -> None:
        if not sql.startswith("SELECT"):
            handed.append(sum(map(width, values)))
        plain(self, sql, values)

    def execute_each(self: Direct, sql: str, rows: Sequence[Values]) -> None:
        handed.append(sum(width(value) for row in rows for value in row))
        each(self, sql, rows)

    with (
        patch.object(Direct, "execute", execute),
        patch.object(Direct, "execute_each", execute_each),
    ):
        seconds_each(act, FEW)
    return sum(handed) // FEW


def width(value: object) -> int:
    """How many bytes a value takes; a number or a point in time eight."""
    if isinstance(value, str):
        return len(value.encode())
    return len(value) if isinstance(value, bytes) else 8


def raw_sqlite(size: int) -> Callable[[int], None]:
    """One row of so many bytes a call, durable, in one transaction."""
    with connections["bench"].cursor() as cursor:
        cursor.execute("CREATE TABLE raw (number INTEGER PRIMARY KEY, body TEXT)")
    driver = connections["bench"].connection

    def commit(place: int) -> None:
        driver.execute("BEGIN IMMEDIATE")
        driver.execute("INSERT INTO raw VALUES (?, ?)", (place, "x" * size))
        driver.execute("COMMIT")

    return commit


def raw_postgresql(size: int) -> Callable[[int], None]:
    """The same on PostgreSQL."""
    driver = connections["bench"].connection
    driver.execute("CREATE TABLE raw (number bigint PRIMARY KEY, body text)")

    def commit(place: int) -> None:
        driver.execute("BEGIN")
        driver.execute("INSERT INTO raw VALUES (%s, %s)", (place, "x" * size))
        driver.execute("COMMIT")

    return commit


def main(acts: int, place: str) -> int:
    """Measure, print, and tell whether the limit is kept."""
    new_database("bench", place)
    house = House("bench")
    house.adopt("jm-carriers")
    house.adopt("jm-staff")
    act = hand_around(house)
    seconds_each(act, WARM)
    size = bytes_of(act)
    vendor = connections["bench"].vendor
    commit = raw_sqlite(size) if vendor == "sqlite" else raw_postgresql(size)
    performed: list[float] = []
    committed: list[float] = []
    for turn in range(4):
        performed += seconds_each(act, acts // 4)
        committed += seconds_each(lambda one, turn=turn: commit(turn * acts + one), acts // 4)
    ratio = sum(committed) / sum(performed)
    times = statistics.median(performed) / statistics.median(committed)
    print(
        f"{vendor}: {size} bytes an act; raw {acts / sum(committed):.0f}/s, "
        f"acts {acts / sum(performed):.0f}/s: ratio {ratio:.2f}, limit {LIMITS[vendor]}; "
        f"p50 {statistics.median(performed) * 1000:.2f} ms, {times:.1f} raw commits"
    )
    return 0 if ratio >= LIMITS[vendor] else 1


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    sys.exit(main(asked, sys.argv[2] if len(sys.argv) > 2 else str(HOME / "bench.sqlite3")))
