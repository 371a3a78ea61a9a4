"""The fictional unit is built once, beside the place where it is kept, and moved there whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook
from shoumi.server.accounts.hashing import hashed
from shoumi.server.accounts.models import Credential
from shoumi.server.demo.accounts import PASSWORD, DemoAccounts, parts
from shoumi.server.demo.door import RealDoor
from shoumi.server.demo.people import Opened, plan_people
from shoumi.server.demo.play import Size
from shoumi.server.demo.year import SEED, play_year
from shoumi.server.journal.founding import begin
from shoumi.server.keys.keyring import master_in
from shoumi.server.perform import Door
from shoumi.server.shelf import stand_up
from shoumi.server.tables.models import Head
from shoumi.server.tables.place import database_at
from shoumi.server.verify import checkpoint_now

UNIT = "demo"
ALIAS = "demo-building"
FILE = "shoumi.sqlite3"
AS_SHIPPED = Size()


def build(home: Path, *, size: Size = AS_SHIPPED, until: datetime | None = None) -> DemoAccounts:
    """Make the fictional unit in `home` unless it stands there already; tell who may log in.

    What an interrupted attempt left behind is thrown away and begun anew.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not stands(home):
        building = home / "building"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(mode=0o700)
        _play_into(building, master_in(home), size, until or datetime.now(UTC))
        _move(building, home)
    return parts(plan_people(Random(SEED), size.people))  # noqa: S311 a play, no secret


def stands(home: Path) -> bool:
    """Whether a unit is kept in `home`."""
    if not (home / FILE).exists():
        return False
    connection = _connected(home)
    try:
        there = "head" in connection.introspection.table_names()
        return there and Head.objects.using(ALIAS).filter(number__gt=0).exists()
    finally:
        connection.close()


def _connected(home: Path) -> BaseDatabaseWrapper:
    told = {"default": {}, ALIAS: database_at("", home)}
    connections.databases[ALIAS] = connections.configure_settings(told)[ALIAS]
    # The connection of this thread may be to the file of an earlier home.
    connections[ALIAS] = connections.create_connection(ALIAS)
    return connections[ALIAS]


def _play_into(building: Path, master: bytes, size: Size, until: datetime) -> None:
    connection = _connected(building)
    try:
        call_command("migrate", database=ALIAS, verbosity=0)
        shelf = stand_up(frozenset())
        door = Door(
            unit=UNIT,
            catalogue=everything(),
            make_book=lambda: LawBook(shelf),
            keyring=begin(UNIT, master, using=ALIAS),
            clock=lambda: until,
            using=ALIAS,
        )
        chance = Random(SEED)  # noqa: S311 a play, no secret
        play = play_year(RealDoor(door), shelf=shelf, until=until, size=size, chance=chance)
        _keep_credentials(play.accounts)
        checkpoint_now(door)
    finally:
        connection.close()


def _keep_credentials(opened: Iterable[Opened]) -> None:
    """One password for all parts, so one hash serves them."""
    password = hashed(PASSWORD)
    Credential.objects.using(ALIAS).bulk_create(
        Credential(
            account=one.account,
            unit=UNIT,
            person=one.person,
            kind=one.kind,
            name=one.log_in,
            password=password,
            must_change=False,
        )
        for one in opened
    )


def _move(building: Path, home: Path) -> None:
    """Put the whole file in the place of an empty one; nobody may have that one open."""
    connections.close_all()
    for ending in ("-wal", "-shm"):
        (home / f"{FILE}{ending}").unlink(missing_ok=True)
    (building / FILE).replace(home / FILE)
    shutil.rmtree(building)
