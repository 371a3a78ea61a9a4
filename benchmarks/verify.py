"""The chain verified where it stands, against hashing the same bytes with SM3 and nothing else.

python benchmarks/verify.py [ENTRIES] [POSTGRESQL]   exits 1 below a limit
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.server.settings")
HOME = Path(os.environ.setdefault("SHOUMI_HOME", tempfile.mkdtemp(prefix="shoumi-benchmark-")))

sys.path.insert(0, str(Path(__file__).parents[1]))  # the population is that of the tests

import django

django.setup()

from django.db import connections

from shoumi.evidence import canonical, sm3
from shoumi.evidence.entry import Entry, before_the_first, seal
from shoumi.server.perform import one_moment
from shoumi.server.verify import verify_chain
from tests.server.ledgers import new_database

LIMITS = {"sqlite": 0.7, "postgresql": 0.5}
UNIT = "benchmark"
ROUNDS = 5
FILLING = "x" * 2600


def chained(entries: int) -> Iterator[Entry]:
    """Yield entries as long as those of a hand-over."""
    head = before_the_first(UNIT)
    for number in range(1, entries + 1):
        told = {"v": 1, "unit": UNIT, "number": number, "changes": [], "findings": [FILLING]}
        entry = seal(head, canonical.encode(told))
        yield entry
        head = entry.head


def fill(entries: int) -> list[bytes]:
    """Write the entries past the door; return their bodies."""
    rows = [
        (UNIT, one.number, one.previous, one.digest, one.body.decode(), "p", "a",
         "2026-03-02 09:00:00+00:00", "permitted", "[]")
        for one in chained(entries)
    ]  # fmt: skip
    with connections["verify"].cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.executemany(
            'INSERT INTO entry (unit, number, previous, digest, body, "by", act, at, verdict, '
            "things) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            rows,
        )
        cursor.execute("COMMIT")
    return [bytes(32) + row[4].encode() for row in rows]


def seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    """Return the seconds of one run."""
    started = clock()
    work()
    return clock() - started


def pure_sm3(messages: list[bytes]) -> None:
    """Hash each message, and do nothing else."""
    started = sm3.started("shoumi:entry:1")
    for message in messages:
        running = started.copy()
        running.update(message)
        running.finalize()


def whole() -> None:
    """Verify the chain in the database; there is no break."""
    with one_moment(connections["verify"]) as direct:
        assert list(verify_chain(direct, UNIT)) == []


def main(entries: int, place: str) -> int:
    """Measure in turns, print, and tell whether the limit is kept."""
    new_database("verify", place)
    messages = fill(entries)
    vendor = connections["verify"].vendor
    # SQLite works in this process, so that its processor time is all that it takes, and fetching
    # ahead on a second core gains nothing here; PostgreSQL works elsewhere, so there time passes.
    clock = time.process_time if vendor == "sqlite" else time.perf_counter
    times = [
        (seconds(lambda: pure_sm3(messages), clock), seconds(whole, clock)) for _ in range(ROUNDS)
    ]
    pure, verified = min(one for one, _ in times), min(other for _, other in times)
    print(
        f"{vendor}: {entries} entries of {len(messages[0])} bytes; SM3 {entries / pure:.0f}/s, "
        f"verified {entries / verified:.0f}/s: ratio {pure / verified:.2f}, limit {LIMITS[vendor]}"
    )
    return 0 if pure / verified >= LIMITS[vendor] else 1


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    sys.exit(main(asked, sys.argv[2] if len(sys.argv) > 2 else str(HOME / "verify.sqlite3")))
