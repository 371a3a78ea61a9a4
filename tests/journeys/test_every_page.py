"""Every page opens, passes axe, and is worked by the keyboard alone."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.unit import Founded

pytestmark = pytest.mark.browser
Seat = Callable[[str], Page]


@pytest.fixture(scope="module")
def stocked(unit: Founded) -> dict[str, str]:
    """A unit with a bit of everything on its pages."""
    first, second = unit.paper("公文第1号")
    other, _ = unit.paper("公文第2号")
    unit.accept(unit.lend(first))
    offer = unit.lend(other, to="second")
    asked = unit.do("carriers.copy", "officer", carriers=[second], copies=2, purpose="会议讨论")
    return {
        "entry": str(asked.entry_number),
        "carrier": first,
        "offer": offer,
        "application": asked.made[0],
    }


def addresses(stocked: dict[str, str]) -> Iterator[str]:
    yield from ("/", "/sheet/", "/inbox/", "/mine/", "/tray/", "/sign/", "/law/", "/law/gaps/")
    yield from ("/law/jm-carriers/", "/law/compare/?left=jm-carriers&right=jm-staff")
    yield from (
        "/journal/",
        f"/journal/{stocked['entry']}/",
        "/find/?q=公文",
        "/find/?q=",
        "/matter/carriers/",
    )
    yield from ("/register/carriers.carrier/", "/register/carriers.carrier/ledger/")
    yield from ("/register/organisation.person/", "/register/carriers.job/")
    yield f"/thing/carriers.carrier/{stocked['carrier']}/"
    yield f"/thing/carriers.hand-over/{stocked['offer']}/"
    yield f"/sign/{stocked['application']}/"
    yield f"/act/carriers.hand-over/?carriers={stocked['carrier']}"
    yield from ("/pictures/", "/pictures/duties/", "/pictures/flow/")
    yield from ("/screen/", "/law/jm-media/rehearsal/", "/register/carriers.carrier/?state=kept")
    yield from ("/act/carriers.register/", "/act/carriers.settle-count/", "/nothing/")


@pytest.mark.slow
@pytest.mark.parametrize(("language", "every"), [("zh-CN", 1), ("en", 9)])
def test_every_page_passes_axe(
    seat: Callable[..., Page], stocked: dict[str, str], language: str, every: int
) -> None:
    page = seat("officer", locale=language)
    axe, complaints = Axe(), {}
    for address in list(addresses(stocked))[::every]:
        page.goto(address)
        found = axe.run(page).response["violations"]
        if found:
            complaints[address] = [(one["id"], one["nodes"][0]["html"][:160]) for one in found]
    assert complaints == {}


def test_nothing_is_loaded_from_another_host_and_no_script_complains(
    seat: Seat, stocked: dict[str, str], address: str
) -> None:
    page = seat("officer")
    foreign: list[str] = []
    said: list[str] = []
    page.on("request", lambda sent: foreign.append(sent.url))
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for one in addresses(stocked):
        if one != "/nothing/":
            page.goto(one)
    assert [url for url in foreign if not url.startswith(address)] == []
    assert said == []


@pytest.mark.slow
def test_every_act_and_every_register_has_a_page(unit: Founded, seat: Seat) -> None:
    page = seat("officer")
    broken = []
    catalogue = unit.door.catalogue
    wanted = [f"/act/{slug}/" for slug in catalogue.acts]
    wanted += [f"/register/{kind}/" for kind in catalogue.things]
    wanted += [f"/matter/{matter.slug}/" for matter in catalogue.matters]
    for one in wanted:
        answer = page.request.get(one)
        if answer.status != 200:
            broken.append((one, answer.status))
    assert broken == []


def test_a_day_is_worked_without_the_mouse(seat: Seat, stocked: dict[str, str]) -> None:
    page = seat("officer")
    page.goto("/journal/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".here")).to_have_count(1)
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("第")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("公文")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("查找")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.locator("h1")).to_contain_text("今日")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_language_is_switched_on_the_page(seat: Seat) -> None:
    page = seat("officer")
    page.goto("/")
    page.locator(".me summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_contain_text("Today")
    expect(page.locator("html")).to_have_attribute("lang", "en")
