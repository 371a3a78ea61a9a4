"""A unit that the commands find where they look for theirs: founded once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from shoumi.cli.asking import ledger
from shoumi.server.pages.house import PagesHouse
from tests.cli.speaking import Home
from tests.server.houses import House, shelf
from tests.server.ledgers import MASTER, connect, new_database

ALIAS = "cli"
DATABASE = "shoumi.sqlite3"


@pytest.fixture(scope="session")
def founded(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> tuple[House, Path]:
    place = tmp_path_factory.mktemp("founded")
    with django_db_blocker.unblock():
        house = House(new_database(ALIAS, str(place / DATABASE)))
        connections[ALIAS].close()
        del connections[ALIAS]
    return house, place


@pytest.fixture
def home(
    founded: tuple[House, Path],
    tmp_path: Path,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Home]:
    house, template = founded
    place = tmp_path / "home"
    shutil.copytree(template, place)
    place.chmod(0o700)
    (place / "master.key").write_text(MASTER.hex(), encoding="ascii")
    (place / "master.key").chmod(0o600)
    monkeypatch.setattr(settings, "SHOUMI_HOME", place)
    monkeypatch.setenv("SHOUMI_PASSPHRASE", "a passphrase of the tests")
    pages = PagesHouse(door=house.door, shelf=shelf(), clock=house.clock)
    monkeypatch.setattr(ledger, "house_of_this_installation", lambda: pages)
    with django_db_blocker.unblock():
        connect(ALIAS, str(place / DATABASE))
        yield Home(house=house, place=place)
        connections[ALIAS].close()
        del connections[ALIAS]
