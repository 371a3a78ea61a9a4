"""What every answer tells the browser, and what no form lets another house do."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from shoumi.server.accounts.models import Credential
from tests.server.accounts.insiders.test_walks import NOWHERE, ROUTES, WITH_IDS, filled, plain_pages
from tests.server.accounts.insiders.world import World
from tests.server.accounts.units import NEW, Installation, arrived, log_in

INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=|javascript:|https?://")
ALLOWED = {"http://www.w3.org"}
"""Names of languages within pictures; nothing is fetched there."""


def every_path(world: World) -> Iterator[str]:
    yield from plain_pages(world)
    for route, _name in WITH_IDS:
        given = dict.fromkeys(re.findall(r"<(?:\w+:)?(\w+)>", route), NOWHERE)
        yield filled(route, {**given, "number": "1"})
    yield from ("/accounts/no-such-page/", "/static/shoumi/shoumi.css", "/favicon.ico")


def test_every_answer_says_what_the_browser_may_do(world: World) -> None:
    silent = []
    for path in every_path(world):
        for client in (world.insider, Client(raise_request_exception=False)):
            answer = client.get(path)
            policy = answer.headers.get("Content-Security-Policy", "")
            held = (
                "default-src 'none'" in policy
                and "unsafe" not in policy
                and "frame-ancestors 'none'" in policy
                and answer.headers.get("X-Content-Type-Options") == "nosniff"
                and answer.headers.get("Referrer-Policy") == "same-origin"
                and answer.headers.get("X-Frame-Options", "DENY") == "DENY"
                and (path.startswith("/static/") or "no-store" in answer.headers["Cache-Control"])
            )
            if not held:
                silent.append((path, answer.status_code, dict(answer.headers)))
            answer.close()
    assert silent == []


def test_no_page_carries_a_script_a_style_or_another_host(world: World) -> None:
    found = []
    for path in every_path(world):
        answer = world.insider.get(path)
        if "html" in answer.headers.get("Content-Type", ""):
            text = answer.content.decode()
            found += [(path, one) for one in INLINE.findall(text) if one != "http://"]
            hosts = set(re.findall(r"https?://[\w.]+", text)) - ALLOWED
            found += [(path, one) for one in hosts]
        answer.close()
    assert found == []


def test_no_form_is_taken_from_another_house(installation: Installation, world: World) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = world.insider.cookies
    taken = []
    for route, name in ROUTES:
        if route.startswith(("/api/", "/set-up/")):
            continue
        given = dict.fromkeys(re.findall(r"<(?:\w+:)?(\w+)>", route), NOWHERE)
        answer = client.post(filled(route, {**given, "number": "1"}), {})
        if answer.status_code != 403:
            taken.append((name, answer.status_code))
    assert taken == []


def test_cookies_are_for_this_house_alone(installation: Installation) -> None:
    client = arrived(Client(), installation, "li")
    for name in ("sessionid", "csrftoken"):
        morsel = client.cookies[name]
        assert (morsel["httponly"], morsel["samesite"], morsel["domain"]) == (True, "Strict", "")
    assert not client.cookies["sessionid"]["max-age"]
    assert client.cookies["sessionid"]["expires"] == ""
    assert settings.SESSION_COOKIE_SECURE == settings.CSRF_COOKIE_SECURE


@pytest.mark.parametrize("name", ["li", "nobody"])
def test_a_session_that_was_planted_before_the_log_in_opens_nothing(
    installation: Installation, name: str
) -> None:
    victim = arrived(Client(), installation, "li")
    victim.post("/accounts/log-out/")
    thief = Client()
    thief.get("/accounts/log-in/")
    thief.cookies["sessionid"] = victim.cookies["sessionid"].value
    before = thief.cookies["sessionid"].value
    log_in(thief, name, NEW)
    assert (thief.cookies["sessionid"].value != before) == (name == "li")
    late = Client()
    late.cookies["sessionid"] = before
    assert late.get("/")["Location"].startswith("/accounts/log-in/")
    assert Credential.objects.filter(name="li").exists()
