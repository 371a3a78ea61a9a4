"""An installation of its own for each test: an empty database, a clock, a browser."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from shoumi.decision.law_book import Shelf
from shoumi.server.accounts.setup.found import found_unit
from shoumi.server.accounts.views import set_up
from shoumi.server.pages.house import house_of_this_installation
from shoumi.server.shelf import stand_up
from shoumi.server.tables.place import database_at
from tests.server.accounts.units import Installation, a_draft
from tests.server.ledgers import new_database

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until the test moves it, but for the moment an act takes."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def wait(self, **told: float) -> None:
        self.now += timedelta(**told)


@pytest.fixture(scope="session")
def empty_database(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Path:
    place = tmp_path_factory.mktemp("accounts") / "empty.sqlite3"
    with django_db_blocker.unblock():
        new_database("accounts-empty", str(place))
        connections["accounts-empty"].close()
    return place


@pytest.fixture
def clock(
    empty_database: Path,
    tmp_path: Path,
    settings: Any,  # noqa: ANN401 pytest-django names no type for it
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Clock]:
    """An installation that is not set up."""
    clock = Clock()
    place = shutil.copy(empty_database, tmp_path / "shoumi.sqlite3")
    settings.SHOUMI_HOME = tmp_path / "home"
    settings.PASSWORD_HASHERS = ["tests.server.accounts.units.QuickHasher"]
    here = connections.configure_settings({"default": database_at(str(place), tmp_path)})
    accounts, pages = apps.get_app_config("accounts"), apps.get_app_config("pages")
    monkeypatch.setattr(accounts, "clock", clock)
    monkeypatch.setattr(accounts, "kept", None)
    monkeypatch.delitem(pages.__dict__, "house", raising=False)
    set_up.ground_of_this_installation.cache_clear()
    # Whether clauses have their examples is the business of the tests of packs.
    monkeypatch.setattr(set_up, "stand_up", the_shelf)
    monkeypatch.setattr("shoumi.server.pages.house.stand_up", the_shelf)
    with django_db_blocker.unblock():
        connections["default"].close()
        monkeypatch.setitem(connections.databases, "default", here["default"])
        del connections["default"]
        yield clock
        connections["default"].close()
        del connections["default"]
    set_up.ground_of_this_installation.cache_clear()


@cache
def packs() -> Shelf:
    return stand_up(frozenset())


def the_shelf(_served: object) -> Shelf:
    return packs()


def founded(clock: Clock, level: str) -> Installation:
    slips = found_unit(a_draft(level=level), set_up.ground_of_this_installation())
    apps.get_app_config("pages").__dict__["house"] = house_of_this_installation(clock)
    return Installation(slips={slip.name: slip for slip in slips}, clock=clock)


@pytest.fixture
def installation(clock: Clock) -> Iterator[Installation]:
    yield founded(clock, "secret")
    apps.get_app_config("pages").__dict__.pop("house", None)


@pytest.fixture
def top_secret(clock: Clock) -> Iterator[Installation]:
    yield founded(clock, "top_secret")
    apps.get_app_config("pages").__dict__.pop("house", None)
