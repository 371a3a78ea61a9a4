"""The page for people, in a real browser: marks in place, work by keys, nothing asked of a host."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import typst
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from shoumi.screening.detectors.marks import STATE_LEVELS
from shoumi.screening.detectors.registry import on_board
from shoumi.screening.findings import Report
from shoumi.screening.matching.scanner import build
from shoumi.screening.pieces import Layer, Passage, Place
from shoumi.screening.report import sheets as drawn
from shoumi.screening.report.page import page as written
from shoumi.screening.report.sheets import LONGEST_SIDE, Sheet, Sheets, sheets
from shoumi.screening.screen import Settings, screen
from shoumi.screening.walk import Eyes
from shoumi.screening.words import chinese
from tests.screening.planting import pages

SCANNER = build(on_board(STATE_LEVELS), ())
CROP = (20.0, 30.0, 290.0, 190.0)
Opened = Callable[[str], Page]


def pdf(*, rotation: int = 0, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """Two pages, a mark on each, the second one between other lines; the author is a mark too."""
    source = """
#set document(author: "13912345678")
#set page(width: 300pt, height: 200pt, margin: 40pt)
#set text(font: "Noto Serif CJK SC", size: 16pt)
#rect(width: 60pt, height: 20pt)
机密★10年
#pagebreak()
关于某项工作的通知

绝密★长期
"""
    document = pypdfium2.PdfDocument(bytes(typst.compile(source.encode())))
    for sheet in document:
        sheet.set_rotation(rotation)
        if crop:
            sheet.set_cropbox(*crop)
    held = io.BytesIO()
    document.save(held)
    document.close()
    return held.getvalue()


def png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def screened(
    content: bytes, *, name: str, eyes: Eyes | None = None
) -> tuple[Report, list[Passage]]:
    held: list[Passage] = []
    settings = Settings(scanner=SCANNER, eyes=eyes, onlooker=held.extend)
    return screen(content, name=name, settings=settings), held


def html(content: bytes, *, name: str, eyes: Eyes | None = None, zh: bool = True) -> str:
    report, passages = screened(content, name=name, eyes=eyes)
    catalogue = chinese() if zh else {}
    return written(report, passages, catalogue=catalogue, sheets=sheets(content, report))


def one_line(_content: bytes) -> Iterator[Passage]:
    """Stands for the reader of pictures: the mark of the clean page, where it is drawn."""
    box = (120.0, 95.0, 330.0, 135.0)
    yield Passage(text=pages.MARK, layer=Layer.PICTURE_TEXT, place=Place(box=box))


def dark_share(sheet: Sheet, edges: tuple[float, float, float, float]) -> float:
    """How much of a part of the sheet's picture is ink."""
    picture = np.asarray(Image.open(io.BytesIO(sheet.content)).convert("L"))
    scale = picture.shape[1] / sheet.width
    left, top, right, bottom = (round(edge * scale) for edge in edges)
    return float((picture[top:bottom, left:right] < 128).mean())


def ink_outside(sheet: Sheet) -> float:
    """The share of a sheet's dark points that lies under none of its spots."""
    picture = np.asarray(Image.open(io.BytesIO(sheet.content)).convert("L")) < 128
    scale = picture.shape[1] / sheet.width
    left = picture.copy()
    for spot in sheet.spots:
        rows = slice(round(spot.top * scale), round(spot.bottom * scale))
        left[rows, round(spot.left * scale) : round(spot.right * scale)] = False
    return float(left.sum() / picture.sum())


@pytest.mark.parametrize("crop", [None, CROP], ids=["whole", "cropped"])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_spot_covers_its_words_however_the_page_is_turned(
    rotation: int, crop: tuple[float, float, float, float] | None
) -> None:
    content = pdf(rotation=rotation, crop=crop)
    report, _ = screened(content, name="f.pdf")
    first, second = sheets(content, report).shown
    for sheet in (first, second):
        (spot,) = sheet.spots
        assert 0 <= spot.left < spot.right <= sheet.width
        assert 0 <= spot.top < spot.bottom <= sheet.height
        assert dark_share(sheet, (spot.left, spot.top, spot.right, spot.bottom)) > 0.08
    assert ink_outside(first) < 0.45  # the frame that stands above the mark
    assert ink_outside(second) < 0.68  # nine letters above the five of the mark


def test_a_mark_of_two_scripts_is_covered_by_a_spot_for_each_run_of_print() -> None:
    source = """
#set page(width: 250pt, height: 200pt, margin: 30pt)
#set text(font: ("Libertinus Serif", "Noto Serif CJK SC"), size: 20pt)
机密★10年
"""
    content = bytes(typst.compile(source.encode()))
    report, _ = screened(content, name="f.pdf")
    (sheet,) = sheets(content, report).shown
    assert {spot.finding for spot in sheet.spots} == {0}
    assert ink_outside(sheet) < 0.02


def test_a_scanned_page_bears_the_spots_of_what_was_read_from_it() -> None:
    held = io.BytesIO()
    pages.clean().save(held, "PDF", resolution=150)

    def half(_content: bytes) -> Iterator[Passage]:
        with Image.open(io.BytesIO(_content)) as picture:
            scale = picture.width / pages.SIZE[0]
        box = (120 * scale, 95 * scale, 330 * scale, 135 * scale)
        yield Passage(text=pages.MARK, layer=Layer.PICTURE_TEXT, place=Place(box=box))

    report, _ = screened(held.getvalue(), name="f.pdf", eyes=half)
    (sheet,) = sheets(held.getvalue(), report).shown
    (spot,) = sheet.spots
    assert dark_share(sheet, (spot.left, spot.top, spot.right, spot.bottom)) > 0.08


def test_a_turned_photograph_is_shown_upright_with_its_spots() -> None:
    lying = pages.clean().rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    held = io.BytesIO()
    lying.save(held, "PNG", exif=exif)
    report, _ = screened(held.getvalue(), name="f.png", eyes=one_line)
    (sheet,) = sheets(held.getvalue(), report).shown
    (spot,) = sheet.spots
    assert sheet.height > sheet.width
    assert dark_share(sheet, (spot.left, spot.top, spot.right, spot.bottom)) > 0.08


def test_pictures_are_bounded_in_size_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    content = pdf()
    report, _ = screened(content, name="f.pdf")
    (first, _second) = sheets(content, report).shown
    assert max(Image.open(io.BytesIO(first.content)).size) <= LONGEST_SIDE
    monkeypatch.setattr(drawn, "MOST_SHEETS", 1)
    few = sheets(content, report)
    assert (len(few.shown), few.left_out) == (1, 1)


def test_pages_with_findings_are_drawn_before_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "MOST_SHEETS", 3)
    assert sorted(drawn.chosen({7, 30}, 40)) == [1, 7, 30]
    assert sorted(drawn.chosen({7, 30, 99}, 40)) == [1, 7, 30]


@pytest.mark.parametrize("content", [pdf()[:300], png(pages.clean())[:300]], ids=["pdf", "picture"])
def test_a_damaged_file_says_that_nothing_could_be_drawn(content: bytes) -> None:
    report, passages = screened(content, name="f")
    shown = sheets(content, report)
    assert shown == Sheets(failed=True)
    assert "页面无法绘出图像" in written(report, passages, catalogue=chinese(), sheets=shown)


def test_without_sheets_the_page_carries_no_picture() -> None:
    report, passages = screened(pdf(), name="f.pdf")
    assert "data:image" not in written(report, passages, catalogue={})


def test_words_of_the_file_never_become_markup() -> None:
    hostile = '机密★10年<script>alert(1)</script> "onload="x" {{script}} &'
    report, passages = screened(hostile.encode(), name='<img src=x>".txt')
    text = written(report, passages, catalogue={})
    assert "<script>alert" not in text
    assert "<img" not in text
    assert text.count("<script>") == 1


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """Opens a report from the disk; in the end nothing else was asked for, nothing complained."""
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, locale="zh-CN", accept_downloads=True
    )
    asked: list[str] = []
    told: list[str] = []

    def open_(text: str) -> Page:
        target = tmp_path / "report.html"
        target.write_text(text, encoding="utf-8")
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url[:60]))
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.goto(target.as_uri())
        return page

    yield open_
    context.close()
    assert told == []
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == 1


def violations(page: Page) -> list[str]:
    return [one["id"] for one in Axe().run(page).response["violations"]]


@pytest.mark.browser
def test_every_mark_stands_within_its_picture(opened: Opened) -> None:
    page = opened(html(pdf(), name="通知.pdf"))
    expect(page.locator("figure")).to_have_count(2)
    for figure in page.locator("figure").all():
        outer, inner = figure.locator("image").bounding_box(), figure.locator("rect").bounding_box()
        assert outer
        assert inner
        assert inner["width"] > 20
        assert outer["x"] <= inner["x"]
        assert outer["y"] <= inner["y"]
        assert inner["x"] + inner["width"] <= outer["x"] + outer["width"] + 1
        assert inner["y"] + inner["height"] <= outer["y"] + outer["height"] + 1


@pytest.mark.browser
@pytest.mark.parametrize("zh", [True, False], ids=["zh", "en"])
@pytest.mark.parametrize("kind", ["pdf", "picture", "text"])
def test_the_page_passes_axe_in_both_views(opened: Opened, kind: str, zh: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    content = {"pdf": pdf(), "picture": png(pages.clean()), "text": "机密★10年".encode()}[kind]
    page = opened(html(content, name="f", eyes=one_line, zh=zh))
    assert violations(page) == []
    for tab in page.get_by_role("tab").all():
        tab.click()
        page.get_by_role("listitem").get_by_role("button").first.click()
        assert violations(page) == []


@pytest.mark.browser
def test_list_and_marks_lead_to_one_another(opened: Opened) -> None:
    page = opened(html(pdf(), name="通知.pdf"))
    page.locator("#i0 a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("svg a.current")).to_be_in_viewport()
    page.locator("svg a").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#i1 a")).to_be_focused()
    page.get_by_role("tab", name="正文").click()
    expect(page.locator("#pages")).to_be_hidden()
    page.locator("#i1 a").click()
    expect(page.locator("mark#f1.current")).to_be_in_viewport()
    page.locator("mark#f0").click()
    expect(page.locator("#i0 a")).to_be_focused()


@pytest.mark.browser
def test_what_has_no_place_on_a_page_is_shown_in_the_text(opened: Opened) -> None:
    page = opened(html(pdf(), name="通知.pdf"))
    item = page.locator('#findings li[data-layer="属性"]').first
    expect(page.locator("#text")).to_be_hidden()
    item.locator("a").click()
    expect(page.locator("#text mark.current")).to_be_in_viewport()


@pytest.mark.browser
def test_filters_hide_items_and_their_marks(opened: Opened) -> None:
    page = opened(html("机密★10年\n电话13912345678\n".encode(), name="f.txt"))
    expect(page.locator("#findings li:visible")).to_have_count(2)
    page.get_by_label("程度").select_option("高")
    expect(page.locator("#findings li:visible")).to_have_count(1)
    expect(page.locator("main mark.off")).to_have_count(1)
    edge = page.locator("nav").bounding_box()
    assert edge
    for choice in page.locator("select").all():
        box = choice.bounding_box()
        assert box
        assert box["x"] + box["width"] <= edge["x"] + edge["width"]
    expect(page.get_by_role("status")).to_have_text("共 2 处发现，显示 1 处，已核 0 处")


@pytest.mark.browser
def test_keys_go_through_the_list_and_the_reviewed_are_saved(opened: Opened) -> None:
    text = "机密★10年\n关于某事\n绝密★长期\n".encode()
    report, _ = screened(text, name="f.txt")
    page = opened(html(text, name="f.txt"))
    save = page.get_by_role("button", name="保存已核清单")
    expect(save).to_be_disabled()
    page.locator("#i0 a").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#i1 a")).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator("mark#f1")).to_have_class(re.compile("done"))
    expect(page.locator("#i1 button")).to_have_attribute("aria-pressed", "true")
    with page.expect_download() as waiting:
        save.click()
    saved = waiting.value.path().read_text().split()
    assert saved == [report.findings[1].identity]
    settings = Settings(scanner=SCANNER, reviewed=frozenset(saved))
    assert screen(text, name="f.txt", settings=settings).reviewed == 1


@pytest.mark.browser
def test_all_that_is_shown_is_reviewed_at_once_and_taken_back_one_by_one(opened: Opened) -> None:
    page = opened(html("机密★10年\n绝密★长期\n".encode(), name="f.txt"))
    page.get_by_label("状态").select_option("待核")
    page.get_by_role("button", name="将所示全部标记为已核").click()
    expect(page.locator("#findings li:visible")).to_have_count(0)
    page.get_by_label("状态").select_option("已核")
    page.locator("#i0 button").click()
    expect(page.locator("#findings li:visible")).to_have_count(1)


@pytest.mark.browser
def test_print_shows_pages_and_text_and_no_controls(opened: Opened) -> None:
    page = opened(html(pdf(), name="通知.pdf"))
    page.emulate_media(media="print")
    for shown in ("#pages", "#text", "#findings"):
        expect(page.locator(shown)).to_be_visible()
    expect(page.locator("button:visible, select:visible")).to_have_count(0)
