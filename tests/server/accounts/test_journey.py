"""In a real browser: the set-up from the first page to the slips, the first log-in, the cover."""

import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.apps import apps
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from playwright.sync_api import Page, expect

from shoumi.server.accounts.setup.draft import Draft
from shoumi.server.pages.house import house_of_this_installation
from tests.server.accounts.conftest import Clock
from tests.server.accounts.units import NEW, Installation, a_draft, entries

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# The browser is driven from the test's own thread, whose loop Django would take for a server's.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
SHOTS = os.environ.get("SHOUMI_SHOTS", "")


class Server(ThreadingMixIn, WSGIServer):
    """Answers each question in a thread; browsers open more connections than they use."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the library's name
        """Say nothing."""


@pytest.fixture
def address(clock: Clock) -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Quiet)
    server.set_app(StaticFilesHandler(WSGIHandler()))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def looked_at(page: Page, name: str) -> None:
    """No violation for those who read with other means than eyes; a picture where one is asked."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def set_up(page: Page, address: str) -> dict[str, str]:
    """Walk through the set-up; the initial passwords by log-in name."""
    draft = a_draft()
    page.goto(address)
    page.locator(f"input[value={draft.level}]").check()
    looked_at(page, "set-up-1-level")
    page.locator("button.main").click()
    page.fill("#name", draft.name)
    looked_at(page, "set-up-2-unit")
    page.locator("button.main").click()
    page.locator("button.main").click()
    expect(page.locator(".fault")).to_be_visible()
    page.fill("#departments", "\n".join(draft.departments))
    looked_at(page, "set-up-3-departments")
    page.locator("button.main").click()
    name_people(page, draft)
    give_roles(page, draft)
    page.locator("input[value=jm-carriers]").check()
    looked_at(page, "set-up-6-regulations")
    page.locator("button.main").click()
    page.fill("#paper", draft.paper)
    looked_at(page, "set-up-7-review")
    page.locator("button.main").click()
    expect(page.locator(".slip")).to_have_count(len(draft.people))
    looked_at(page, "set-up-8-slips")
    names = page.locator(".slip dd:nth-of-type(2)").all_inner_texts()
    return dict(zip(names, page.locator(".slip .secret").all_inner_texts(), strict=True))


def name_people(page: Page, draft: Draft) -> None:
    for place, one in enumerate(draft.people):
        if place and place % 3 == 0:
            page.locator("button[name=more]").click()
        page.locator("input[name=name]").nth(place).fill(one.name)
        page.locator("input[name=log_in]").nth(place).fill(one.log_in)
        page.locator("select[name=department]").nth(place).select_option(one.department)
        page.locator("select[name=tier]").nth(place).select_option(one.tier)
    looked_at(page, "set-up-4-people")
    page.locator("button.main").click()


def give_roles(page: Page, draft: Draft) -> None:
    for role, who in draft.roles.items():
        page.select_option(f"#{role}", who)
    page.select_option("#audit_administrator", "qian")
    page.locator("button.main").click()
    expect(page.locator(".fault")).to_have_count(2)
    looked_at(page, "set-up-5-roles-refused")
    page.select_option("#audit_administrator", "wu")
    page.locator("button.main").click()


def enter(page: Page, address: str, name: str, secret: str) -> None:
    page.goto(f"{address}/accounts/log-in/")
    page.fill("#name", name)
    page.fill("#secret", secret)
    page.locator("button.main").click()


def arrive(page: Page, address: str, name: str, slip: str) -> None:
    enter(page, address, name, slip)
    renew(page, slip)


def renew(page: Page, slip: str) -> None:
    for field, value in (("old", slip), ("new", NEW), ("again", NEW)):
        page.fill(f"#{field}", value)
    page.locator("button.main").click()


def test_a_unit_is_set_up_and_its_people_log_in(page: Page, address: str, clock: Clock) -> None:
    passwords = set_up(page, address)
    apps.get_app_config("pages").__dict__["house"] = house_of_this_installation(clock)
    page.goto(address)
    expect(page).to_have_url(f"{address}/accounts/log-in/?next=%2F")
    looked_at(page, "log-in")
    enter(page, address, "li", "wrong")
    expect(page.get_by_role("alert")).to_be_visible()
    looked_at(page, "log-in-refused")
    enter(page, address, "li", passwords["li"])
    page.fill("#new", "short")
    page.locator("button.main").click()
    looked_at(page, "password-refused")
    renew(page, passwords["li"])
    expect(page).to_have_url(f"{address}/")
    page.goto(f"{address}/accounts/pin/")
    looked_at(page, "pin")
    page.goto(f"{address}/accounts/me/")
    looked_at(page, "my-account")


def test_a_page_that_nobody_uses_covers_itself_and_keeps_what_was_written(
    page: Page, address: str, installation: Installation
) -> None:
    page.clock.install()
    arrive(page, address, "li", installation.slips["li"].password)
    page.goto(f"{address}/accounts/pin/")
    page.fill("#pin", "271828")
    before = len(entries("act"))
    installation.clock.wait(minutes=5)
    page.clock.run_for(timedelta(minutes=5, seconds=2) // timedelta(milliseconds=1))
    expect(page.locator("#idle-lock")).to_be_visible()
    expect(page.locator("#pin")).not_to_be_visible()
    looked_at(page, "covered")
    page.keyboard.press("Escape")
    expect(page.locator("#idle-lock")).to_be_visible()
    page.fill("#idle-lock-secret", "wrong")
    page.keyboard.press("Enter")
    expect(page.locator("#idle-lock .fault")).to_be_visible()
    page.fill("#idle-lock-secret", NEW)
    page.keyboard.press("Enter")
    expect(page.locator("#idle-lock")).not_to_be_visible()
    expect(page.locator("#pin")).to_have_value("271828")
    page.fill("#old", NEW)
    page.locator("main button.main").click()
    expect(page.get_by_role("status")).to_be_visible()
    acts = [act for (act,) in entries("act")[before:]]
    assert acts == ["access.lock", "access.log-in", "access.resume", "access.set-pin"]


def test_accounts_are_kept_by_administrators(
    page: Page, address: str, installation: Installation
) -> None:
    for _ in range(4):
        enter(page, address, "li", "wrong")
    arrive(page, address, "shen", installation.slips["shen"].password)
    page.goto(f"{address}/accounts/")
    looked_at(page, "accounts")
    page.goto(f"{address}/accounts/open/")
    looked_at(page, "open-account")
