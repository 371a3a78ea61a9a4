"""One unit at work for the tests of pages, and the pages opened on it."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from shoumi.server.pages.beside.works import Works
from tests.server.pages.sitting import Sitter


@pytest.fixture(scope="session")
def sitter_of_the_session(
    sqlite_alias: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[Sitter]:
    with django_db_blocker.unblock():
        yield Sitter("pages", sqlite_alias)


@pytest.fixture
def sitter(
    sitter_of_the_session: Sitter,
    django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Sitter]:
    """People of the unit asking for pages."""
    pages = vars(apps.get_app_config("pages"))
    monkeypatch.setitem(pages, "house", sitter_of_the_session.pages)
    monkeypatch.setitem(pages, "works", Works(sitter_of_the_session.clock))
    # Without the middleware nobody says in which language; an earlier test's would be left.
    with django_db_blocker.unblock(), translation.override("zh-hans"):
        yield sitter_of_the_session
