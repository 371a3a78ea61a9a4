"""A served unit and a browser in front of it; each person of the cast has a seat."""

import os

# Playwright keeps a loop in the thread of the tests; Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test.testcases import QuietWSGIRequestHandler
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.plugin import DjangoDbBlocker

from shoumi.server.tables.place import database_at
from tests.journeys.unit import Founded

SEATED = "tests.journeys.seat.seat"


@pytest.fixture(scope="session")
def unit(
    django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Founded]:
    """A founded unit in a default database of its own, and the pages opened on it."""
    place = database_at("", tmp_path_factory.mktemp("journeys"))
    with django_db_blocker.unblock():
        connections["default"].close()
        connections.databases["default"].update(place)
        connections["default"].settings_dict.update(place)
        call_command("migrate", verbosity=0)
        founded = Founded("journeys")
        config = apps.get_app_config("pages")
        vars(config)["house"] = founded.pages
        yield founded
        connections.close_all()


@pytest.fixture(scope="session")
def address(unit: Founded) -> Iterator[str]:
    """Where the unit is served, with seats instead of the log-in."""
    guards = [name for name in settings.MIDDLEWARE if "accounts" not in name]
    kept, settings.MIDDLEWARE = settings.MIDDLEWARE, [*guards, SEATED]
    application = StaticFilesHandler(get_wsgi_application())
    settings.MIDDLEWARE = kept
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.set_app(application)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


Seat = Callable[..., Page]


@pytest.fixture
def seat(browser: Browser, address: str, unit: Founded) -> Iterator[Seat]:
    """Sit a person of the cast down in front of a browser of his own."""
    contexts: list[BrowserContext] = []

    def sit(name: str, locale: str = "zh-CN") -> Page:
        context = browser.new_context(base_url=address, locale=locale, timezone_id="Asia/Shanghai")
        context.add_cookies([{"name": "person", "value": unit.cast[name], "url": address}])
        contexts.append(context)
        return context.new_page()

    yield sit
    for context in contexts:
        context.close()
