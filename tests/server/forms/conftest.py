"""One unit at work for all tests of forms; the pages open on it."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from pytest_django.plugin import DjangoDbBlocker

from tests.server.forms.office import Made, Office


@pytest.fixture(scope="session")
def office_at_work(
    sqlite_alias: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[Office, Made]]:
    with django_db_blocker.unblock():
        office = Office("forms", sqlite_alias)
        yield office, office.work()


@pytest.fixture
def office(
    office_at_work: tuple[Office, Made],
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Office]:
    office, _ = office_at_work
    monkeypatch.setitem(vars(apps.get_app_config("pages")), "house", office.pages)
    with django_db_blocker.unblock():
        yield office


@pytest.fixture
def made(office_at_work: tuple[Office, Made]) -> Made:
    return office_at_work[1]
