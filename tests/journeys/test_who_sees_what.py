"""What a person may not know of is not there: for lists, counts, search, numbers and addresses."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.unit import Founded

pytestmark = pytest.mark.browser
Seat = Callable[[str], Page]


def without_name_and_token(html: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]+"', "", html)


def test_unseen_and_absent_get_the_same_page_to_the_byte(unit: Founded, seat: Seat) -> None:
    carrier, _ = unit.paper("来文第1号")
    outsider = seat("outsider")
    pages = []
    for address in (carrier, "0" * 32):
        answer = outsider.goto(f"/thing/carriers.carrier/{address}/")
        assert answer is not None
        assert answer.status == 404
        pages.append(without_name_and_token(answer.text()).replace(address, ""))
    assert pages[0] == pages[1]
    assert "未找到" in pages[0]


def test_an_outsider_finds_neither_title_nor_number_nor_count(unit: Founded, seat: Seat) -> None:
    carrier, _ = unit.paper("来文第2号")
    officer = seat("officer")
    officer.goto(f"/thing/carriers.carrier/{carrier}/")
    number = officer.locator("h1").inner_text().split()[0]
    outsider = seat("outsider")
    for address in ("/", "/register/carriers.carrier/", "/register/carriers.edition/",
                    "/journal/", "/inbox/", "/mine/", f"/find/?q={number}", "/find/?q=某事项",
                    f"/seek/carriers.carrier/?q={number}"):  # fmt: skip
        outsider.goto(address)
        text = outsider.locator("body").inner_text()
        assert "来文第2号" not in text
        assert "关于某事项的通知" not in text
        if "/find/" not in address:
            assert number not in text
    outsider.goto(f"/find/?q={number}")
    expect(outsider.locator("main .lines li")).to_have_count(0)
    outsider.goto("/register/carriers.carrier/")
    expect(outsider.locator("h1 .amount")).to_have_text("0")


def test_a_reader_sees_the_title_and_the_keepers_fields_stay_closed(
    unit: Founded, seat: Seat
) -> None:
    carrier, _ = unit.paper("来文第3号")
    reader = seat("handler")
    reader.goto(f"/thing/carriers.carrier/{carrier}/")
    expect(reader.get_by_role("heading", name="保管", exact=True)).to_have_count(0)
    officer = seat("officer")
    officer.goto(f"/thing/carriers.carrier/{carrier}/")
    expect(officer.get_by_role("heading", name="保管", exact=True)).to_be_visible()


def test_what_is_not_seen_is_not_taken_into_an_act(unit: Founded, seat: Seat) -> None:
    carrier, _ = unit.paper("来文第4号")
    outsider = seat("outsider")
    outsider.goto(f"/act/carriers.hand-over/?carriers={carrier}")
    assert "ZT" not in outsider.locator("main").inner_text()
    expect(outsider.locator("[name='carriers.0']")).to_have_value("")


def test_taking_a_register_out_of_the_house_is_a_right_of_its_own(
    unit: Founded, seat: Seat
) -> None:
    unit.paper("来文第5号")
    officer, handler = seat("officer"), seat("handler")
    officer.goto("/register/carriers.carrier/")
    with officer.expect_download() as taken:
        officer.get_by_role("button", name="Excel").click()
    assert Path(taken.value.path()).read_bytes()[:2] == b"PK"
    handler.goto("/register/carriers.carrier/")
    expect(handler.get_by_role("button", name="Excel")).to_have_count(0)
    handler.goto("/act/journal.export/?register=carriers.carrier")
    expect(handler.locator("#verdict")).to_contain_text("基本2")


def test_the_journal_is_read_whole_by_whom_a_clause_names(unit: Founded, seat: Seat) -> None:
    carrier, _ = unit.paper("来文第8号")
    asked = unit.do("carriers.copy", "officer", carriers=[carrier], copies=1, purpose="会议")
    for person, whole in (("secretary", True), ("auditor", True), ("outsider", False)):
        page = seat(person)
        answer = page.goto(f"/journal/{asked.entry_number}/")
        assert answer is not None
        assert answer.status == (200 if whole else 404)
        page.goto("/journal/")
        note = page.get_by_text("与您有关的记录")
        expect(note).to_have_count(0 if whole else 1)
        if not whole:
            note.click()
            expect(page.locator("details .cite")).to_contain_text("基本2")


def test_several_lines_offer_only_the_acts_that_all_of_them_allow(
    unit: Founded, seat: Seat
) -> None:
    first, second = unit.paper("来文第6号")
    unit.accept(unit.lend(first))
    page = seat("officer")
    page.goto("/register/carriers.carrier/")
    page.locator(f"input[value='{second}']").check()
    offered = page.locator("#allowed")
    expect(offered.get_by_role("link", name="交出")).to_be_visible()
    page.locator(f"input[value='{first}']").check()
    expect(offered).to_contain_text("已选 2 项")
    expect(offered.get_by_role("link", name="交出")).to_have_count(0)


def test_filters_and_columns_are_kept_under_a_name(unit: Founded, seat: Seat) -> None:
    unit.paper("来文第7号")
    page = seat("officer")
    page.goto("/register/carriers.carrier/?state=kept&column=holder")
    page.get_by_label("视图名称").fill("在库")
    page.get_by_role("button", name="保存此视图").click()
    page.goto("/register/carriers.carrier/")
    page.get_by_role("link", name="在库", exact=True).click()
    expect(page.locator("select[name=state]")).to_have_value("kept")


def test_a_receipt_is_handed_to_who_may_read_the_entry_and_tells_no_content(
    unit: Founded, seat: Seat
) -> None:
    carrier, _ = unit.paper("来文第8号")
    officer = seat("officer")
    officer.goto(f"/thing/carriers.carrier/{carrier}/")
    entry = officer.locator(".receipt").first.get_attribute("href")
    handed = officer.request.get(f"{entry}receipt/")
    assert handed.status == 200
    assert handed.json()["number"] == int(str(entry).strip("/").split("/")[-1])
    assert carrier not in handed.text()
    assert seat("outsider").request.get(f"{entry}receipt/").status == 404
