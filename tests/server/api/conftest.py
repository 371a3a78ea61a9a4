"""The live addresses over a founded unit, in the place of the one that this program would serve."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from shoumi.server.pages.house import PagesHouse
from tests.server.api.asking import Asking
from tests.server.houses import House, shelf
from tests.server.ledgers import connect


@pytest.fixture(scope="package")
def house(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[House]:
    place = connections.databases["default"]
    with django_db_blocker.unblock():
        connect("default", str(tmp_path_factory.mktemp("api") / "shoumi.sqlite3"))
        connections["default"] = connections.create_connection("default")
        call_command("migrate", verbosity=0)
        house = House("default")
        house.adopt("jm-carriers")
        pages = apps.get_app_config("pages")
        pages.house = PagesHouse(door=house.door, shelf=shelf(), clock=house.clock)  # type: ignore[attr-defined]
        yield house
        del pages.house  # type: ignore[attr-defined]
        connections["default"].close()
        connections.databases["default"] = place
        connections["default"] = connections.create_connection("default")


@pytest.fixture
def asking(house: House) -> Asking:
    return Asking(house, Client())
