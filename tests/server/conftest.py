"""Both databases, made once a run; each test has a unit of its own in them."""

import os
import tempfile

os.environ.setdefault("SHOUMI_HOME", tempfile.mkdtemp(prefix="shoumi-tests-"))

from collections.abc import Iterator

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from tests.server.ledgers import Unit, new_database, new_unit


@pytest.fixture(scope="session")
def sqlite_alias(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    place = tmp_path_factory.mktemp("ledger") / "shoumi.sqlite3"
    with django_db_blocker.unblock():
        yield new_database("trial-sqlite", str(place))
        connections["trial-sqlite"].close()


@pytest.fixture(scope="session")
def postgres_alias(postgres_dsn: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with django_db_blocker.unblock():
        yield new_database("trial-postgres", postgres_dsn)
        connections["trial-postgres"].close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def alias(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(f"{request.param}_alias")
    return found


@pytest.fixture
def unit(alias: str) -> Unit:
    return new_unit(alias)
