"""A program may die at any moment: what it said was recorded is, and nothing is half done."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from shoumi.server.journal.trouble import BusyError, ClockSetBackError, DiskFullError
from shoumi.server.verify import verify_ledger
from tests.server.ledgers import Unit, door_again, every_row, new_database, new_unit
from tests.server.trial import MONDAY

ROOT = Path(__file__).parents[2]
KILLS = 100


def place_of(alias: str, postgres_dsn: str | None) -> str:
    return postgres_dsn or str(connections[alias].settings_dict["NAME"])


def acknowledged(place: str, unit: Unit) -> list[int]:
    told = (place, unit.door.unit, unit.cast["handler"], unit.cast["officer"])
    ended = subprocess.run(
        [sys.executable, "-m", "tests.server.mortals", str(KILLS), "7", *told],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "shoumi.server.settings",
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [int(line) for line in ended.stdout.split()]


def what_survived(unit: Unit, heard: list[int]) -> None:
    entries = list(every_row(unit.door.using, "entry", unit.door.unit))
    kept = {row["number"] for row in entries}
    assert len(heard) > KILLS // 2
    assert set(heard) <= kept
    files = [
        row
        for row in every_row(unit.door.using, "thing", unit.door.unit)
        if row["kind"] == "trial.file"
    ]
    assert len(files) == len([row for row in entries if row["act"] == "trial.register"])
    assert list(verify_ledger(unit.door)) == []


@pytest.mark.slow
def test_a_program_killed_a_hundred_times_loses_nothing_on_sqlite(sqlite_alias: str) -> None:
    unit = new_unit(sqlite_alias)
    what_survived(unit, acknowledged(place_of(sqlite_alias, None), unit))


@pytest.mark.slow
@pytest.mark.postgres
def test_a_program_killed_a_hundred_times_loses_nothing_on_postgresql(
    postgres_alias: str, postgres_dsn: str
) -> None:
    unit = new_unit(postgres_alias)
    what_survived(unit, acknowledged(place_of(postgres_alias, postgres_dsn), unit))


@pytest.fixture
def own_sqlite(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with django_db_blocker.unblock():
        alias = new_database(f"own-{tmp_path.name}", str(tmp_path / "own.sqlite3"))
        yield alias
        connections[alias].close()


def until_it_is_full(unit: Unit) -> None:
    for _ in range(1000):
        unit.register(title="会议纪要" * 40)


def test_a_full_disk_is_told_and_nothing_is_half_done(own_sqlite: str) -> None:
    unit = new_unit(own_sqlite)
    with connections[own_sqlite].cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(DiskFullError) as told:
            until_it_is_full(unit)
        assert "Nothing was recorded" in str(told.value)
        assert list(verify_ledger(unit.door)) == []
        cursor.execute(f"PRAGMA max_page_count = {pages + 4000}")
    unit.register(title="又有地方了")
    assert list(verify_ledger(unit.door)) == []


def test_two_servers_on_one_database_stand_in_line(alias: str) -> None:
    unit = new_unit(alias)
    doors = [door_again(unit, alias) for _ in range(4)]
    failures: list[BaseException] = []

    def work(place: int) -> None:
        try:
            for _ in range(25):
                payload = {"do": "trial.register", "holder": unit.cast["handler"], "title": "甲"}
                doors[place].do(payload, unit.cast["officer"])
        except BaseException as error:  # noqa: BLE001 shown by the test
            failures.append(error)
        finally:
            connections[alias].close()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    numbers = [
        row["number"]
        for row in every_row(alias, "thing", unit.door.unit)
        if row["kind"] == "trial.file"
    ]
    assert sorted(map(str, numbers)) == sorted(f"F{number}" for number in range(1, 101))
    assert list(verify_ledger(unit.door)) == []


def test_of_two_who_want_one_file_the_second_meets_what_the_first_did(alias: str) -> None:
    unit = new_unit(alias)
    file = unit.register(title="会议纪要")
    other = door_again(unit, alias)
    other.do({"do": "trial.close", "file": file}, unit.cast["officer"])
    unit.clock.now += timedelta(days=2)
    late = unit.door.do(
        {"do": "trial.pass", "files": [file], "to": unit.cast["leader"]}, unit.cast["officer"]
    )
    assert late.ruling.verdict.value == "refused"


def test_a_ledger_that_stays_locked_is_told(own_sqlite: str, tmp_path: Path) -> None:
    unit = new_unit(own_sqlite)
    connections[own_sqlite].close()
    connections[own_sqlite].settings_dict["OPTIONS"]["timeout"] = 0.05
    other = sqlite3.connect(tmp_path / "own.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyError, match="try again"):
        unit.register(title="会议纪要")
    other.execute("ROLLBACK")
    other.close()
    unit.register(title="会议纪要")


def test_a_clock_set_back_is_refused(unit: Unit) -> None:
    unit.register(title="会议纪要")
    with pytest.raises(ClockSetBackError, match="set the clock"):
        unit.door.do({"do": "trial.close", "file": "x"}, unit.cast["officer"], at=MONDAY)
    entries = list(every_row(unit.door.using, "entry", unit.door.unit))
    assert entries[-1]["act"] == "trial.register"
