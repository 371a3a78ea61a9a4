"""Lists of 50 among many rows, through the one filter; the last page against the first.

nice python benchmarks/lists.py [ROWS] [POSTGRESQL]   exits 1 beyond a limit
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shoumi.server.settings")
HOME = Path(os.environ.setdefault("SHOUMI_HOME", tempfile.mkdtemp(prefix="shoumi-benchmark-")))

sys.path.insert(0, str(Path(__file__).parents[1]))  # the population is that of the tests

import django

django.setup()

import msgspec
from django.db import connections

from shoumi.server.perform import one_moment
from shoumi.server.tables.guards import PERSON
from shoumi.server.visibility import Listed, Sight, Viewer, Wanted
from tests.server.ledgers import new_database
from tests.server.trial import File

UNIT = "benchmark"
PEOPLE, DEPARTMENTS = 5000, 60
LEVELS = ("confidential", "secret", "top_secret")
MILLISECONDS = 50
TIMES = 5
ROUNDS = 60


def people() -> Iterator[tuple[object, ...]]:
    """Yield whoever may hold a thing; the things of the list are numbered before them."""
    for place in range(PEOPLE):
        body = msgspec.json.encode({"id": f"p{place}", "name": f"p{place}"}).decode()
        yield (
            UNIT, PERSON, f"p{place}", None, None, "active", None, None, None, 1, body,
            100_000_000 + place,
        )  # fmt: skip


def population(rows: int) -> Iterator[tuple[list[tuple[object, ...]], list[tuple[object, ...]]]]:
    """Yield things and scopes in portions: a holder, three readers, a department, the office."""
    chance = random.Random(7)  # noqa: S311 no secret
    for start in range(0, rows, 20_000):
        things: list[tuple[object, ...]] = []
        scopes: list[tuple[object, ...]] = []
        for number in range(start, min(start + 20_000, rows)):
            name, holder = f"t{number:08d}", f"p{chance.randrange(PEOPLE)}"
            department, level = f"d{chance.randrange(DEPARTMENTS)}", chance.choice(LEVELS)
            due = f"20{chance.randrange(26, 36)}-{chance.randrange(1, 13):02d}-15"
            body = msgspec.json.encode({"id": name, "number": f"F{number:08d}"}).decode()
            things.append((
                UNIT, "trial.file", name, f"F{number:08d}", level, "kept", holder, department,
                due, 1, body, number + 1,
            ))  # fmt: skip
            subjects = {("own", f"person:{holder}"), ("row", f"department:{department}")}
            subjects |= {("know", f"reader:p{chance.randrange(PEOPLE)}") for _ in range(3)}
            subjects.add(("desk", "role:secrecy_office"))
            scopes += [
                (UNIT, "trial.file", subject, see, name, number + 1) for see, subject in subjects
            ]
        yield things, scopes


THINGS = "unit, kind, id, number, level, state, holder, department, due_on, version, body, row"
SCOPES = "unit, kind, subject, see, thing, thing_row"


def fill(rows: int) -> None:
    """Write the population past the door: what lists read is all that matters here."""
    connection = connections["lists"]
    copied = connection.vendor == "postgresql"
    for things, scopes in chain([([*people()], [])], population(rows)):
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            for table, columns, values in (("thing", THINGS, things), ("scope", SCOPES, scopes)):
                if not values:
                    continue
                if copied:
                    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                        for row in values:
                            copy.write_row(row)
                else:
                    marks = ", ".join(["%s"] * len(values[0]))
                    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 our names
                    cursor.executemany(sql, values)
            cursor.execute("COMMIT")
    if copied:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def is_filled(rows: int) -> bool:
    """Whether an earlier run left the same population in the database."""
    with connections["lists"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM thing WHERE unit = %s AND holder IS NOT NULL", [UNIT])
        return bool(cursor.fetchone()[0] == rows)


def viewers(place: int) -> Iterator[tuple[str, Viewer]]:
    """A reader, a member of a department, the officer."""
    own = (f"person:p{place}", f"reader:p{place}")
    cleared = ("public", "confidential", "secret")
    yield "need-to-know", Viewer(person=f"p{place}", subjects=own, cleared=cleared)
    mine = (*own, f"department:d{place % DEPARTMENTS}")
    yield "and department", Viewer(person=f"p{place}", subjects=mine, cleared=cleared)
    office = (*own, "role:secrecy_office")
    yield "whole unit", Viewer(person=f"p{place}", subjects=office, cleared=cleared)


def milliseconds(work: Callable[[], object]) -> float:
    """Return the milliseconds of one run."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def last_page(sight: Sight, wanted: Wanted, rows: int) -> Listed:
    """A line close to the end of the list, to page on from."""
    far = Listed(
        row=rows if wanted.order != "newest" else 60, id="", number=f"F{rows - 60:08d}", name=None,
        level=None, state=None, holder=None, department=None, due_on="2035-12-10", version=1,
    )  # fmt: skip
    found = sight.page(msgspec.structs.replace(wanted, behind=far)).lines
    return found[0] if found else far


def measure(rows: int) -> bool:
    """Print every list's figures; tell whether all keep the limits."""
    kept = True
    times: dict[tuple[str, str], tuple[list[float], list[float], list[float]]] = {}
    with one_moment(connections["lists"]) as direct:
        for place in range(ROUNDS):
            for name, viewer in viewers(place * 37 % PEOPLE):
                sight = Sight(direct, UNIT, viewer)
                for order in ("newest", "number", "due_on"):
                    wanted = Wanted(kind=File, order=order)
                    first, last, counts = times.setdefault((name, order), ([], [], []))
                    first.append(milliseconds(lambda s=sight, w=wanted: s.page(w)))
                    end = msgspec.structs.replace(wanted, behind=last_page(sight, wanted, rows))
                    last.append(milliseconds(lambda s=sight, w=end: s.page(w)))
                    counts.append(milliseconds(lambda s=sight, w=wanted: s.count(w)))
    for (name, order), (first, last, counts) in times.items():
        worst = statistics.quantiles(first, n=20)[-1]
        ratio = statistics.median(last) / statistics.median(first)
        kept &= worst <= MILLISECONDS and ratio <= TIMES
        print(
            f"{name:15} by {order:7} p50 {statistics.median(first):6.2f} ms, p95 {worst:6.2f} ms "
            f"(limit {MILLISECONDS}); last page {ratio:.2f} times the first (limit {TIMES}); "
            f"count p95 {statistics.quantiles(counts, n=20)[-1]:.2f} ms"
        )
    return kept


def main(rows: int, place: str) -> int:
    """Fill, measure, print."""
    new_database("lists", place)
    started = time.perf_counter()
    if not is_filled(rows):
        fill(rows)
    print(f"{rows} things written in {time.perf_counter() - started:.0f} s")
    print("load", *os.getloadavg())
    return 0 if measure(rows) else 1


if __name__ == "__main__":
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    sys.exit(main(asked, sys.argv[2] if len(sys.argv) > 2 else str(HOME / "lists.sqlite3")))
