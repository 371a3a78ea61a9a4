"""An import has a page, and the page says whether it can still be taken back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.unit import Founded
from tests.server.sheets.bringing import imported
from tests.server.sheets.workbooks import row

pytestmark = pytest.mark.browser
Seat = Callable[[str], Page]


def test_the_page_of_an_import_leads_to_taking_it_back_until_something_happened(
    unit: Founded, seat: Seat
) -> None:
    found = imported(unit, row(文号="导入一号"))
    assert found.batch, [str(error.message) for error in found.errors]
    page = seat("officer")
    page.goto(f"/thing/carriers.import/{found.batch.id}/")
    expect(page.locator("h1")).to_contain_text(found.batch.number)
    page.get_by_role("link", name="撤销导入").click()
    page.get_by_label("理由").fill("登记簿年份有误")
    expect(page.locator("#verdict .answer")).to_have_text("可以。")
    expect(page.locator(".final-note")).to_contain_text("此项不可撤销。")

    unit.lend(*found.made)
    page.goto(f"/act/carriers.take-back-import/?import_batch={found.batch.id}")
    page.get_by_label("理由").fill("登记簿年份有误")
    expect(page.locator("#verdict .answer")).to_have_class("answer refused")
    refusal = page.locator("#verdict .law.no").first
    expect(refusal.locator(".cite a")).to_have_attribute("href", "/law/shoumi/#carriers.35")
