"""Long work goes on beside the pages: a regulation is rehearsed, a file is screened."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.unit import Founded

pytestmark = pytest.mark.browser
Seat = Callable[[str], Page]
FILE = {"name": "通知.txt", "mimeType": "text/plain", "buffer": "机密★10年\n关于某事\n".encode()}


def violations(page: Page) -> list[str]:
    return [one["id"] for one in Axe().run(page).response["violations"]]


def test_a_regulation_is_rehearsed_before_it_is_proposed(unit: Founded, seat: Seat) -> None:
    unit.paper("预演第1号")
    page = seat("secretary")
    page.goto("/law/jm-leaders/")
    page.get_by_role("link", name="采用前检视").click()
    page.get_by_role("button", name="开始预演").click()
    expect(page.locator("#refused")).to_be_visible(timeout=20_000)
    assert violations(page) == []
    page.get_by_role("link", name="提议采用").click()
    expect(page.get_by_label("制度包", exact=True)).to_have_value("jm-leaders")


def test_a_file_is_screened_and_reviewed_and_a_copy_is_taken(unit: Founded, seat: Seat) -> None:
    page = seat("officer")
    page.goto("/screen/")
    page.get_by_label("文件").set_input_files(FILE)  # type: ignore[arg-type]
    page.get_by_role("button", name="检查").click()
    expect(page.locator("mark.high")).to_have_text("机密★10年", timeout=20_000)
    assert violations(page) == []
    page.get_by_role("button", name="生成副本").click()
    expect(page.locator("#copy .answer")).to_contain_text("均无法读回", timeout=20_000)
    assert violations(page) == []
    page.get_by_role("button", name="接受").click()
    expect(page.locator("mark.reviewed")).to_have_count(1)
    page.get_by_role("button", name="移除").click()
    expect(page.locator("main .lines")).to_have_count(0)
