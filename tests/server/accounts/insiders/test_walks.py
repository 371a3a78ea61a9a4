"""Somebody inside, with a plain account and ill will, walks every address there is.

The walks take their addresses from the program: a new page is walked without another line here.
What stands behind an address that the insider may not see is answered as what does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from shoumi.acts.act import slug_of
from shoumi.acts.shape import shapes
from shoumi.server.accounts.house import the_house
from shoumi.server.accounts.rooms import ROOMS, may_enter
from shoumi.server.forms.catalogue import FORMS
from shoumi.server.tables.statements import Direct
from tests.server.accounts.insiders.world import NAME, TITLE, World
from tests.server.accounts.units import Installation, arrived

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

NOWHERE = "0123456789abcdef0123456789abcdef"
NO_NUMBER = 987_654
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": ?"[^"]+"')
ALIKE = 5
"""Statements more or less that may lie between the two answers, each of them far below a
millisecond in a page of twenty: no clock outside tells them apart."""
Given = Mapping[str, str]


def every_route(
    patterns: list[URLPattern | URLResolver] | None = None, above: str = "/"
) -> Iterator[tuple[str, str]]:
    """Every address as the program writes it, with the name of its page."""
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        route = above + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from every_route(one.url_patterns, route)
        else:
            yield route, one.name or ""


ROUTES = tuple(every_route())
WITH_IDS = tuple(pair for pair in ROUTES if PARAMETER.search(pair[0]))


def filled(route: str, given: Given) -> str:
    return PARAMETER.sub(lambda found: given[found[1]], route)


def pairs_of(world: World) -> Iterator[tuple[Given, Given]]:
    for kind, one in world.pairs:
        yield {"kind": kind, "identifier": one}, {"kind": kind, "identifier": NOWHERE}


def forms_of(world: World) -> Iterator[tuple[Given, Given]]:
    for form in FORMS:
        for one in world.unseen.get(str(form.kind.__struct_config__.tag), ())[:1]:
            given = {"slug": form.slug, "identifier": one}
            yield given, {**given, "identifier": NOWHERE}


def identifiers_of(world: World) -> Iterator[tuple[Given, Given]]:
    for one in (*(one for _kind, one in world.pairs), *world.laid):
        yield {"identifier": one, "what": "copy"}, {"identifier": NOWHERE, "what": "copy"}


def accounts_of(world: World) -> Iterator[tuple[Given, Given]]:
    for one in world.accounts:
        yield {"account": one}, {"account": NOWHERE}


def numbers_of(world: World) -> Iterator[tuple[Given, Given]]:
    for number in world.unread[:5]:
        yield {"number": str(number)}, {"number": str(NO_NUMBER)}


def nothing_of(_world: World) -> Iterator[tuple[Given, Given]]:
    """These are known to everybody."""
    yield from ()


HIDDEN: Mapping[tuple[str, ...], Callable[[World], Iterator[tuple[Given, Given]]]] = {
    ("kind", "identifier"): pairs_of,
    ("slug", "identifier"): forms_of,
    ("identifier",): identifiers_of,
    ("identifier", "what"): identifiers_of,
    ("account",): accounts_of,
    ("number",): numbers_of,
    ("slug",): nothing_of,
    ("kind",): nothing_of,
    ("pack",): nothing_of,
    ("step",): nothing_of,
}
"""What to put into an address: once what is there and not to be seen, once what is not there."""


def test_of_every_address_it_is_said_what_of_it_is_hidden() -> None:
    unsaid = [route for route, _ in WITH_IDS if tuple(PARAMETER.findall(route)) not in HIDDEN]
    assert unsaid == []


def hidden_behind(route: str, world: World) -> Iterator[tuple[Given, Given]]:
    return HIDDEN[tuple(PARAMETER.findall(route))](world)


def bare(answer: Answer, given: Given) -> tuple[int, tuple[object, ...], str]:
    """An answer without what differs from one asking to the next, and without what was asked."""
    body = CSRF.sub("", answer.content.decode(errors="replace"))
    body = body.replace(f'value="{answer.wsgi_request.get_full_path()}"', "")
    place = str(answer.headers.get("Location", ""))
    for value in sorted(given.values(), key=len, reverse=True):
        if value.isdigit() or len(value) == len(NOWHERE):
            body, place = body.replace(value, "*"), place.replace(value, "*")
    kept = ("Content-Type", "Content-Disposition", "Cache-Control", "HX-Redirect")
    told = (place, *(answer.headers.get(one) for one in kept))
    return answer.status_code, told, body


ASKED: Mapping[str, Callable[[Client, str], Answer]] = {
    "get": lambda client, path: client.get(path),
    "post": lambda client, path: client.post(path, {"confirm": "1", "reason": "x"}),
    "script": lambda client, path: client.get(path, headers={"HX-Request": "true"}),
    "json": lambda client, path: client.get(path, headers={"Accept": "application/json"}),
}


def with_token(world: World) -> dict[str, str]:
    return {"authorization": f"Bearer {world.token}"}


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every question to the registers, as it is asked."""
    asked: list[str] = []
    ask = Direct.ask

    def counting(self: Direct, sql: str, values: Any = ()) -> Any:  # noqa: ANN401 as Direct's
        asked.append(sql)
        return ask(self, sql, values)

    monkeypatch.setattr(Direct, "ask", counting)
    return asked


def test_the_world_holds_what_the_walks_are_about(world: World) -> None:
    assert {"carriers.edition", "carriers.carrier", "carriers.hand-over"} <= set(world.unseen)
    assert {"applications.application", "incidents.incident", "access.token"} <= set(world.unseen)
    assert world.unread
    assert len(ROUTES) > 50


def test_what_may_not_be_seen_is_answered_as_what_is_not_there(
    world: World, counted: list[str]
) -> None:
    told_apart: list[tuple[object, ...]] = []
    walked = 0
    world.insider.get("/")  # what is read once in the life of a program is read before
    for route, name in WITH_IDS:
        for there, absent in hidden_behind(route, world):
            for way, ask in ASKED.items():
                answers, costs = [], []
                for given in (there, absent):
                    counted.clear()
                    answers.append(bare(ask(world.insider, filled(route, given)), given))
                    costs.append(len(counted))
                walked += 1
                if answers[0] != answers[1] or abs(costs[0] - costs[1]) > ALIKE:
                    told_apart.append((name, way, there, answers[0][:2], answers[1][:2], costs))
                if answers[0][0] >= 500:
                    told_apart.append((name, way, there, "fails"))
    assert told_apart == []
    assert walked > 300


def test_the_same_holds_for_programs(world: World, counted: list[str]) -> None:
    told_apart = []
    for kind, one in world.pairs:
        answers = [
            bare(
                world.insider.get(f"/api/things/{kind}/{given}", headers=with_token(world)),
                {"id": given},
            )
            for given in (one, NOWHERE)
        ]
        lists = [
            bare(
                world.insider.get(
                    f"/api/registers/{kind}?after={given}", headers=with_token(world)
                ),
                {"id": given},
            )
            for given in (one, NOWHERE)
        ]
        if answers[0] != answers[1] or answers[0][0] != 404 or lists[0] != lists[1]:
            told_apart.append((kind, answers[0][:1], lists[0][:1]))
    assert told_apart == []


def referring(world: World) -> Iterator[tuple[str, str, bool, str]]:
    """Every field of every act that names a thing, with one that the insider may not see."""
    for slug, kind in sorted(the_house().door.catalogue.acts.items()):
        assert slug == slug_of(kind.act)
        for shape in shapes(kind.act):
            for one in world.unseen.get(shape.ref or "", ())[:1]:
                yield slug, shape.name, shape.many, one


WAYS: Mapping[str, tuple[str, str]] = {
    "link": ("/act/{slug}/?{field}={given}", ""),
    "chosen": ("/act/{slug}/may/", "{row}__id"),
    "typed": ("/act/{slug}/may/", "{row}"),
    "performed": ("/act/{slug}/", "{row}__id"),
}
"""How an id gets into an act: the address, and the field of the form that holds it."""


def test_no_field_of_any_act_tells_what_is_there(world: World) -> None:
    told_apart = []
    walked = 0
    for slug, field, many, one in referring(world):
        row = f"{field}.0" if many else field
        for way, (address, typed) in WAYS.items():
            answers = []
            for given in (one, NOWHERE):
                told = {"slug": slug, "field": field, "row": row, "given": given}
                path, form = address.format(**told), {typed.format(**told): given}
                ask = world.insider.post if typed else world.insider.get
                answers.append(bare(ask(path, form if typed else {}), {"id": given}))
            walked += 1
            if answers[0] != answers[1] or answers[0][0] not in {200, 409, 422}:
                told_apart.append((slug, field, way, answers[0][0], answers[1][0]))
    assert told_apart == []
    assert walked > 100


def test_no_payload_of_a_program_tells_what_is_there(world: World) -> None:
    told_apart = []
    for slug, field, many, one in referring(world):
        answers = []
        for given in (one, NOWHERE):
            told = {field: [given] if many else given}
            answer = world.insider.post(
                f"/api/may/{slug}", told, "application/json", headers=with_token(world)
            )
            answers.append(bare(answer, {"id": given}))
        if answers[0] != answers[1] or answers[0][0] >= 500:
            told_apart.append((slug, field, answers[0], answers[1]))
    assert told_apart == []


def plain_pages(world: World) -> Iterator[str]:
    """Every address that names no hidden thing, each list and form among them."""
    catalogue = the_house().door.catalogue
    public = {
        "slug": (*catalogue.acts, *(one.slug for one in catalogue.matters)),
        "kind": tuple(catalogue.things),
        "pack": ("shoumi", "jm-carriers"),
        "step": ("review",),
    }
    for route, _name in ROUTES:
        names = PARAMETER.findall(route)
        if not names:
            yield route
        elif len(names) == 1 and names[0] in public:
            yield from (filled(route, {names[0]: value}) for value in public[names[0]])


def test_no_page_list_search_or_export_holds_a_word_of_it(world: World) -> None:
    hidden = {one for found in world.unseen.values() for one in found}
    leaks = []
    asked = [*plain_pages(world), f"/find/?q={TITLE[2:6]}", f"/find/?q={NAME}", "/find/?q=通知"]
    asked += [f"/seek/{kind}/?x={NAME}" for kind in the_house().door.catalogue.things]
    asked += [f"/register/{kind}/excel/" for kind in world.unseen]
    asked += ["/journal/?act=carriers.register", "/forms/check/?code=SM-1234"]
    for path in asked:
        for headers in ({}, with_token(world)):
            answer = world.insider.get(path, headers=headers)
            body = (
                answer.getvalue().decode(errors="replace")
                if answer.streaming
                else (answer.content.decode(errors="replace"))
            )
            said = {TITLE, *hidden} & set(re.findall(rf"{TITLE}|[0-9a-f]{{32}}", body))
            if said or answer.status_code >= 500:
                leaks.append((path, answer.status_code, sorted(said)[:3]))
    assert leaks == []


def test_nobody_unknown_gets_further_than_the_log_in(world: World) -> None:
    stranger = Client(raise_request_exception=False)
    passed = []
    for path in plain_pages(world):
        for ask in (stranger.get, stranger.post):
            answer = ask(path)
            api = path.startswith("/api/") and answer.status_code in {401, 405}
            to_log_in = answer.headers.get("Location", "").startswith("/accounts/log-in/")
            known = path in {"/accounts/log-in/", "/api/openapi.json"}
            gone = path.startswith("/set-up/") and answer.status_code == 404
            if not (api or to_log_in or known or gone):
                passed.append((path, answer.status_code))
    assert passed == []


def test_a_plain_account_enters_no_room_of_an_administrator(world: World) -> None:
    for path in ("/accounts/", "/accounts/open/", "/accounts/together/"):
        for ask in (world.insider.get, world.insider.post):
            absent = ask("/accounts/no-such-page/")
            answer = ask(path)
            assert (answer.status_code, bare(answer, {})[-1]) == (404, bare(absent, {})[-1])


def test_an_administrator_enters_no_room_beside_the_own(
    installation: Installation, world: World
) -> None:
    entered = []
    for name, kind in (
        ("qian", "system_administrator"),
        ("shen", "security_administrator"),
        ("wu", "audit_administrator"),
    ):
        client = arrived(Client(raise_request_exception=False), installation, name)
        shut = [path for path in plain_pages(world) if not may_enter(kind, path)]
        assert shut
        entered += [
            (name, path, found)
            for path in shut
            if not path.startswith(("/api/", "/set-up/"))
            and (found := client.get(path).status_code) != 404
        ]
    assert set(ROOMS) == {"system_administrator", "security_administrator", "audit_administrator"}
    assert entered == []


def test_who_asks_comes_from_the_session_and_never_from_the_payload(world: World) -> None:
    chen = world.people["chen"]
    said = {"kinds.0": "leak", "discovered_at": "2026-03-01T09:00", "what": "钥匙不见了"}
    smuggled = {"by": chen, "person": chen, "do": "law.adopt", "id": NOWHERE, "reporter": chen}
    answer = world.insider.post("/act/incidents.report/", {**said, **smuggled})
    assert answer.status_code == 302, answer.content.decode()
    number = re.search(r"/journal/(\d+)/", answer["Location"])
    assert number is not None
    entry = world.insider.get(answer["Location"]).content.decode()
    assert "报告" in entry
    for more in ({"by": chen}, {"do": "law.adopt"}, {"id": NOWHERE}, {"thing": "x"}):
        told = {"kinds": ["leak"], "discovered_at": "2026-03-01T09:00:00+08:00", **more}
        refused = world.insider.post(
            "/api/acts/incidents.report", told, "application/json", headers=with_token(world)
        )
        assert refused.status_code == 422, more


def test_a_receipt_is_handed_out_only_for_what_may_be_read(world: World) -> None:
    for number in (*world.unread, NO_NUMBER, 0):
        assert world.insider.get(f"/journal/{number}/receipt/").status_code == 404
    own = world.insider.get("/api/journal", headers=with_token(world)).json()["entries"]
    readable = own[-1]["number"]
    assert world.insider.get(f"/journal/{readable}/receipt/").status_code == 200
