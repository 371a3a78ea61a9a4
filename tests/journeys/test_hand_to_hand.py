"""A paper goes from hand to hand through the pages, and every page says where it is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.unit import Founded

pytestmark = pytest.mark.browser
Seat = Callable[[str], Page]


def number_of(unit: Founded, page: Page, carrier: str) -> str:
    page.goto(f"/thing/carriers.carrier/{carrier}/")
    return page.locator("h1").inner_text().split()[0]


def test_a_paper_is_scanned_into_the_tray_and_signed_for_by_its_reader(
    unit: Founded, seat: Seat
) -> None:
    first, second = unit.paper("收文第1号")
    officer = seat("officer")
    numbers = [number_of(unit, officer, one) for one in (first, second)]
    officer.goto("/tray/")
    for number in numbers:
        officer.keyboard.type(number)
        officer.keyboard.press("Enter")
    officer.get_by_label("接收人").fill("李经办")
    officer.get_by_label("依据", exact=True).select_option("circulation")
    officer.get_by_label("使用地点").fill("302室")
    expect(officer.locator("#verdict .answer")).to_have_text("可以。")
    officer.get_by_role("button", name="交出").click()
    expect(officer.get_by_role("status")).to_contain_text("已办理")

    reader = seat("handler")
    reader.goto("/")
    reader.get_by_role("link", name="签收 JJ").last.click()
    reader.get_by_label("签名方式").select_option("at_desk")
    reader.get_by_role("button", name="签收").click()
    expect(reader.get_by_role("status")).to_contain_text("已办理")
    reader.goto("/mine/")
    for number in numbers:
        expect(reader.get_by_role("row", name=number)).to_be_visible()


def test_the_answer_beside_the_form_names_clause_and_cure_and_records_nothing(
    unit: Founded, seat: Seat
) -> None:
    carrier, _ = unit.paper("收文第2号")
    page = seat("officer")
    page.goto(f"/act/carriers.hand-over/?carriers={carrier}")
    before = newest_entry(page)
    page.goto(f"/act/carriers.hand-over/?carriers={carrier}")
    page.get_by_label("接收人").fill("陈司机")
    page.get_by_label("依据", exact=True).select_option("circulation")
    expect(page.locator("#verdict .answer")).to_have_class("answer refused")
    refusal = page.locator("#verdict .law.no").first
    expect(refusal.locator(".cite a")).to_have_attribute("href", "/law/shoumi/#carriers.5")
    assert newest_entry(page) == before


def newest_entry(page: Page) -> str:
    page.goto("/journal/")
    return page.locator(".chain dd").first.inner_text()


def test_a_refused_act_comes_back_with_what_was_typed_and_stands_in_the_journal(
    unit: Founded, seat: Seat
) -> None:
    carrier, _ = unit.paper("收文第3号")
    page = seat("officer")
    page.goto(f"/act/carriers.hand-over/?carriers={carrier}")
    page.get_by_label("接收人").fill("陈司机")
    page.get_by_label("依据", exact=True).select_option("circulation")
    page.get_by_role("button", name="交出").click()
    expect(page.locator("#verdict .answer")).to_have_text("不可以，以下条款不允许。")
    expect(page.get_by_label("接收人")).to_have_value("陈司机")
    page.goto("/journal/?act=carriers.hand-over&verdict=refused")
    expect(page.locator(".entries li").first).to_contain_text("王保密 交出")


def test_a_name_that_nobody_bears_is_told_at_its_field(unit: Founded, seat: Seat) -> None:
    carrier, _ = unit.paper("收文第4号")
    page = seat("officer")
    page.goto(f"/act/carriers.hand-over/?carriers={carrier}")
    page.get_by_label("接收人").fill("查无此人")
    page.get_by_role("button", name="交出").click()
    fault = page.locator("#field-receiver-fault")
    expect(fault).to_contain_text("没有您可以查看的“查无此人”")
    expect(page.get_by_label("接收人")).to_have_attribute("aria-invalid", "true")


def test_a_final_act_says_so_and_is_not_done_without_the_signing_pin(seat: Seat) -> None:
    page = seat("officer")
    page.goto("/act/carriers.witness-destruction/")
    expect(page.locator(".final-note")).to_contain_text("此项不可撤销。")
    page.get_by_role("button", name="监销确认").click()
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(page.get_by_label("签署码")).to_have_attribute("aria-invalid", "true")
    summary.get_by_role("link", name="处置批次").click()
    expect(page.get_by_label("处置批次")).to_be_in_viewport()


def test_the_custody_slider_tells_by_keyboard_who_had_the_paper_when(
    unit: Founded, seat: Seat
) -> None:
    carrier, _ = unit.paper("收文第5号")
    unit.accept(unit.lend(carrier))
    page = seat("officer")
    page.goto(f"/thing/carriers.carrier/{carrier}/")
    sentence = page.locator("[data-sentence]")
    expect(sentence).to_contain_text("李经办 持有：传阅 302室")
    page.get_by_label("时间点").focus()
    page.keyboard.press("Home")
    expect(sentence).to_contain_text("王保密 持有")


def test_a_copy_is_asked_for_and_agreed_on_the_page_of_its_signer(
    unit: Founded, seat: Seat
) -> None:
    carrier, _ = unit.paper("收文第6号")
    officer = seat("officer")
    officer.goto(f"/act/carriers.copy/?carriers={carrier}")
    officer.get_by_label("份数").fill("2")
    officer.get_by_label("用途").fill("会议讨论")
    expect(officer.locator("#verdict .answer")).to_have_text("可以，须先经下列人员同意。")
    officer.get_by_role("button", name="复印").click()
    expect(officer.get_by_role("status")).to_contain_text("已提出申请")

    leader = seat("leader")
    leader.goto("/sign/")
    leader.locator("main .lines a").first.click()
    leader.get_by_role("button", name="同意", exact=True).click()
    expect(leader.get_by_role("status")).to_contain_text("已办理")
