"""Ledgers for tests: both databases, a fresh unit a test, and a cast of people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import msgspec
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from shoumi.server.journal.founding import Step, begin, found
from shoumi.server.perform import Door
from shoumi.server.tables.place import database_at
from tests.server.trial import CATALOGUE, MONDAY, SmallBook

MASTER = bytes(range(32))
_UNITS = count(1)


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Unit(msgspec.Struct, frozen=True):
    """A founded unit: its door, its clock, and the ids of its cast by name."""

    door: Door
    clock: Clock
    cast: dict[str, str]

    def register(self, by: str = "officer", **told: object) -> str:
        payload = {"do": "trial.register", "holder": self.cast["handler"], **told}
        outcome = self.door.do(payload, self.cast[by])
        return outcome.made[0]


PEOPLE = (
    ("main", {"do": "trial.open-department", "name": "一处"}),
    ("other", {"do": "trial.open-department", "name": "二处"}),
    ("officer", {"do": "trial.hire", "name": "王保密", "role": "secrecy_office", "tier": "core"}),
    ("handler", {"do": "trial.hire", "name": "李经办", "department": "$main", "tier": "general"}),
    ("leader", {"do": "trial.hire", "name": "赵领导", "department": "$other", "tier": "important"}),
    ("outsider", {"do": "trial.hire", "name": "钱外人", "department": "$other"}),
)


def connect(alias: str, place: str) -> BaseDatabaseWrapper:
    """Make the database at `place` known to Django as `alias`."""
    connections.databases[alias] = connections.configure_settings(
        {"default": {}, alias: database_at(place, Path())}
    )[alias]
    return connections[alias]


def new_database(alias: str, place: str) -> str:
    """Make all tables in the database at `place`, known to Django as `alias`."""
    connect(alias, place)
    call_command("migrate", database=alias, verbosity=0)
    return alias


def new_unit(alias: str) -> Unit:
    """A unit of its own with the cast, so that tests do not meet in one database."""
    name = f"unit-{next(_UNITS)}"
    clock = Clock()
    door = door_of(name, alias, clock)
    return Unit(door, clock, found(door, [Step(name=name, payload=told) for name, told in PEOPLE]))


def door_of(unit: str, alias: str, clock: Clock) -> Door:
    return Door(
        unit=unit,
        catalogue=CATALOGUE,
        make_book=SmallBook,
        keyring=begin(unit, MASTER, using=alias),
        clock=clock,
        using=alias,
    )


def door_again(unit: Unit, alias: str) -> Door:
    """Another server's door to the same unit."""
    return Door(
        unit=unit.door.unit,
        catalogue=CATALOGUE,
        make_book=SmallBook,
        keyring=unit.door.keyring,
        clock=lambda: MONDAY + timedelta(days=1),
        using=alias,
    )


def every_row(alias: str, table: str, unit: str) -> Iterator[dict[str, object]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE unit = %s ORDER BY row", [unit])  # noqa: S608
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            yield dict(zip(names, row, strict=True))
