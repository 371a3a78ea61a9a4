"""A backup goes from either database into either, and is the ledger it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from psycopg import sql

from shoumi.cli.asking import ledger
from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook
from shoumi.server.keys.keyring import open_keys
from shoumi.server.pages.house import PagesHouse
from shoumi.server.perform import Door
from shoumi.server.tables.checks import missing_guards
from shoumi.server.tables.place import database_at
from tests.cli.speaking import Home, said
from tests.server.houses import shelf
from tests.server.ledgers import MASTER, every_row

_DATABASES = count(1)
SORTS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
PAPER = {
    "new_edition": {"open_name": "通知第9号", "level": "secret", "title": "一个标题"},
    "copies": [{"copy_number": "000001"}],
}


class Installation:
    """The database of this installation: a new and empty one, wherever the test wants it."""

    def __init__(
        self,
        home: Home,
        request: pytest.FixtureRequest,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.home, self._request, self._folder = home, request, tmp_path
        self._monkeypatch = monkeypatch

    def move_to(self, sort: str) -> str:
        """Forget the database that stood here and begin with an empty one; where it is."""
        forget_default()
        place = self._empty(sort)
        connections.databases["default"] = connections.configure_settings(
            {"default": database_at(place, Path())}
        )["default"]
        return place

    def _empty(self, sort: str) -> str:
        if sort == "sqlite":
            return str(self._folder / f"place-{next(_DATABASES)}.sqlite3")
        dsn: str = self._request.getfixturevalue("postgres_dsn")
        name = f"restored_{next(_DATABASES)}"
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"{dsn.rpartition(' ')[0]} dbname={name}"

    def live_here(self) -> None:
        """Let commands work on what stands in the database now."""
        house = self.home.house
        door = Door(
            unit=house.unit,
            catalogue=everything(),
            make_book=lambda: LawBook(shelf()),
            keyring=open_keys(connections["default"], house.unit, MASTER),
            clock=house.clock,
        )
        pages = PagesHouse(door=door, shelf=shelf(), clock=house.clock)
        self._monkeypatch.setattr(ledger, "house_of_this_installation", lambda: pages)


def forget_default() -> None:
    connections["default"].close()
    del connections["default"]


@pytest.fixture
def here(
    home: Home,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Installation]:
    before = connections.databases["default"]
    yield Installation(home, request, tmp_path, monkeypatch)
    forget_default()
    connections.databases["default"] = before


def entries(using: str, unit: str) -> list[str]:
    return [str(row["body"]) for row in every_row(using, "entry", unit)]


@pytest.mark.parametrize("target", SORTS)
@pytest.mark.parametrize("source", SORTS)
def test_a_backup_of_either_database_is_restored_into_either(
    here: Installation,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    source: str,
    target: str,
) -> None:
    house, file = here.home.house, str(tmp_path / "first.backup")
    house.paper()
    told = entries(house.door.using, house.unit)
    said(capsys, "backup", file)
    here.move_to(source)
    assert said(capsys, "restore", file).code == 0
    here.live_here()
    file = str(tmp_path / "second.backup")
    assert said(capsys, "backup", file).told["whole"]
    here.move_to(target)
    assert said(capsys, "restore", file).told["findings"] == []
    here.live_here()
    assert said(capsys, "verify").told["whole"]
    assert missing_guards(connections["default"]) == []
    assert entries("default", house.unit) == told
    paper = here.home.file("paper.json", PAPER)
    done = said(capsys, "do", "carriers.register", "--by", "officer", "--with", paper)
    assert done.told["entry"] == len(told) + 1
    assert said(capsys, "verify").told["whole"]


@pytest.mark.parametrize("sort", SORTS)
def test_what_stood_before_is_kept(
    here: Installation, capsys: pytest.CaptureFixture[str], tmp_path: Path, sort: str
) -> None:
    file = str(tmp_path / "unit.backup")
    said(capsys, "backup", file)
    place = here.move_to(sort)
    assert said(capsys, "restore", file).code == 0
    forget_default()
    assert said(capsys, "restore", file).code == 0
    if sort == "sqlite":
        kept = list(Path(place).parent.glob(f"{Path(place).name}.before-*"))
    else:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'public.before-%'")
            kept = cursor.fetchall()
    assert kept
    here.live_here()
    assert said(capsys, "verify").told["whole"]


@pytest.mark.postgres
def test_nobody_else_is_at_work_while_a_database_is_swapped(
    here: Installation, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = str(tmp_path / "unit.backup")
    said(capsys, "backup", file)
    place = here.move_to("postgres")
    with psycopg.connect(place):
        assert said(capsys, "restore", file, "--check").code == 0
        assert said(capsys, "restore", file).code == 2
    assert connections["default"].introspection.table_names() == []
    assert said(capsys, "restore", file).code == 0


@pytest.mark.postgres
def test_who_is_at_work_under_another_role_is_noticed_too(
    here: Installation, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = str(tmp_path / "unit.backup")
    said(capsys, "backup", file)
    place = here.move_to("postgres")
    with psycopg.connect(place, autocommit=True) as other:
        owned = sql.Identifier(other.info.dbname)
        if not other.execute("SELECT FROM pg_roles WHERE rolname = 'keeper'").rowcount:
            other.execute("CREATE ROLE keeper LOGIN")
        other.execute(sql.SQL("ALTER DATABASE {} OWNER TO keeper").format(owned))
        other.execute("ALTER SCHEMA public OWNER TO keeper")
        connections.databases["default"]["USER"] = "keeper"
        assert said(capsys, "restore", file).code == 2
    assert said(capsys, "restore", file).code == 0


def test_a_file_at_work_is_not_swapped(
    here: Installation, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = str(tmp_path / "unit.backup")
    said(capsys, "backup", file)
    place = here.move_to("sqlite")
    assert said(capsys, "restore", file).code == 0
    forget_default()
    other = sqlite3.connect(place)
    other.execute("SELECT count(*) FROM head").fetchone()
    assert said(capsys, "restore", file).code == 2
    other.close()
    assert said(capsys, "restore", file).code == 0


@pytest.mark.postgres
def test_a_role_that_may_make_no_schema_restores_nothing(
    here: Installation, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = str(tmp_path / "unit.backup")
    said(capsys, "backup", file)
    place = here.move_to("postgres")
    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS small")
        connection.execute("CREATE ROLE small LOGIN")
    connections.databases["default"]["USER"] = "small"
    assert said(capsys, "restore", file).code == 2
