"""Every form in the order of its fields, on paper that can be read back."""

from pathlib import Path

import pytest

from shoumi.server.forms import books, eyes, views
from shoumi.server.forms.catalogue import BOOKS, FORMS, Book, Form
from shoumi.server.forms.press import LAYOUTS
from tests.server.forms.office import OWN_NUMBER, TITLE, Made, Office

ORDER = {
    "first-page-strip": (
        "officer",
        "read",
        "收文编号 收〔2026〕0001 收文日期 2026年3月2日 载体编号",
    ),
    "hand-over-slip": (
        "officer",
        "confirmed",
        "交出人 王保密 接收人 李经办 依据 传阅 编号 份号 密级 页数 状况 已收 交出人签名 接收人签名",
    ),
    "copy-mark": (
        "handler",
        "copy",
        "复印机关（单位） 某市某局 份数 2 日期 2026年3月2日 编号 复〔2026〕0001-01/02 复印戳记",
    ),
    "copy-marks": ("handler", "job", "编号 0001-01/02 编号 0001-02/02"),
    "copy-approval": (
        "handler",
        "granted",
        (
            f"事由 会议讨论 文件 {TITLE} 密级 机密 期限 10年 范围 份数 2 地点 计算机/复印机 "
            "一号复印机 操作人 李经办 外部同意文号 市局复函12号 审批意见 确有需要 冯副局长 复函12号"
        ),
    ),
    "job-approval": (
        "handler",
        "job",
        "事由 会议讨论 文件 密级 期限 范围 份数 审批意见 冯副局长",
    ),
    "batch-approval": (
        "officer",
        "batch",
        (
            f"批次号 PC26-000001 编号 文号 份号 密级 页数 理由 {OWN_NUMBER} 无保存价值 "
            "方式 粉碎 地点 碎纸间 设备 监销人 王保密、周主任 审批意见 "
            "同意销毁 冯副局长 销前清点 3件 注销情况 销〔2026〕001"
        ),
    ),
    "destruction-certificate": (
        "officer",
        "batch",
        (
            "证明编号 销〔2026〕001 批次号 PC26-000001 件数及清册 共3件 方式 地点 起止时间 "
            "监销人签名 王保密 周主任 批准人 冯副局长 日期 2026年3月2日 "
            "编号 文号 份号 密级 页数 理由"
        ),
    ),
    "media-list": (
        "officer",
        "media",
        "编号 型号 序列号 密级 数量 DT-16 SN-0042 机密 1 送交人（二人） 接收单位 签收 日期",
    ),
    "count-sheet": (
        "second",
        "blind",
        "清点号 QD26-000002 范围 清点人 王保密、郑科员 扫描号 位置 状况 封签 清点人签名",
    ),
    "differences": (
        "secretary",
        "count",
        "编号 差异类别 结果 说明 处理人 时间 无标签光盘一张",
    ),
}
RECEIPTS = (
    "收文编号 收文日期 发件单位 发送编号 文号 份号 密级 件数/页数 文件名称 签收人 分送 签名 "
    f"退回日期 去向 备注 簿册号 收〔2026〕0001 {TITLE}"
)
CARRIERS = "载体编号 种类 密级 期限 份号 保管人 持有人 位置 依据 应还 去向 状态 ZT"
COPIES = (
    "2026年3月 复印日期 文件名称 文号 密级 份数 批准领导 领取人（签名） 退回时间 "
    f"2026.3.2 {TITLE} 机密 2 冯副局长"
)
EVERY: tuple[Form | Book, ...] = (*FORMS, *BOOKS)


@pytest.mark.parametrize("slug", ORDER)
def test_a_form_has_its_fields_in_the_order_of_the_regulation(
    office: Office, made: Made, slug: str
) -> None:
    by, name, words = ORDER[slug]
    printed = office.print(by, slug, getattr(made, name))
    assert printed.has_in_order(words)
    assert "打印时间：2026年3月2日" in printed.text
    assert "SF-" in printed.text


def test_the_label_bears_the_carrier_number_for_scanners(office: Office, made: Made) -> None:
    number = office.carrier(made.read).carrier_number
    codes = office.print("officer", "first-page-strip", made.read).codes
    assert codes.count(number) == 2


def test_a_person_prints_what_he_holds(office: Office, made: Made) -> None:
    own = office.print("handler", "held-list", office.cast["handler"])
    assert own.has_in_order("李经办 编号 份号 密级 依据 应还时间 位置 机密")
    assert office.carrier(made.read).carrier_number in own.text


def test_a_reminder_tells_neither_number_nor_level_nor_title(office: Office) -> None:
    carrier = office.lend_until("second", "2026-03-06T17:00:00+08:00")
    note = office.print("officer", "recall-note", office.cast["second"])
    assert note.has_in_order("姓名 郑科员 件数 应还时间 1 2026年3月6日 保密室电话")
    for secret in (office.carrier(carrier).carrier_number, "机密", TITLE, "通知第9号"):
        assert secret not in note.text


def test_a_blank_sheet_tells_no_expected_number(office: Office, made: Made) -> None:
    sheet = office.print("second", "count-sheet", made.blind)
    assert "ZT" not in sheet.text.replace(sheet.code, "")
    assert "应有" not in sheet.text


def test_a_form_in_progress_is_marked_unapproved(office: Office, made: Made) -> None:
    assert "（未批准）" in office.print("second", "copy-approval", made.waiting).text
    assert "未批准" not in office.print("handler", "copy-approval", made.granted).text
    asked = office.list_for_destruction(*office.own_papers(1))
    waiting = office.print("officer", "destruction-approval", asked)
    assert waiting.has_in_order(
        f"（未批准） 编号 文号 份号 密级 页数 理由 {OWN_NUMBER} 方式 审批意见 分管"
    )


def test_who_entered_an_outer_body_s_letter_did_not_approve(office: Office, made: Made) -> None:
    register = office.print_register("handler", "copy-register").text
    assert "冯副局长" in register
    assert "周主任" not in register
    assert "（周主任录入）" in office.print("handler", "copy-approval", made.granted).text


def test_registers_have_their_columns_in_order(office: Office, made: Made) -> None:
    receipts = office.print_register("officer", "receipt-register")
    assert receipts.has_in_order(RECEIPTS)
    carriers = office.print_register("officer", "carrier-register")
    assert carriers.has_in_order(CARRIERS)
    copies = office.print_register("handler", "copy-register", year="2026", month="3")
    assert copies.has_in_order(COPIES)
    assert "（无）" in office.print_register("officer", "copy-register", year="2025").text


def test_a_long_list_repeats_its_head_and_counts_its_pages(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "LONG", 50)
    office.own_papers(90)
    printed = office.print_register("officer", "carrier-register", year="2026")
    assert len(printed.pages) >= 3
    for number, page in enumerate(printed.pages, start=1):
        assert "载体编号" in page
        assert f"第{number}页共{len(printed.pages)}页" in "".join(page.split())


def test_more_lines_than_one_print_holds_ask_for_a_month(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "MOST_LINES", 3)
    answer = views.register(office.request("officer"), "carrier-register")
    assert answer.status_code == 422
    assert 'name="month"' in answer.content.decode()
    monkeypatch.setattr(books, "MOST_LINES", 2000)
    monkeypatch.setattr(eyes, "MOST_READ", 3)
    assert views.register(office.request("officer"), "carrier-register").status_code == 422


def test_text_is_never_a_program(office: Office) -> None:
    edition = {"open_name": '#read("parts.typ")', "title": "$x$ #panic() [a]", "level": "secret"}
    told = {"new_edition": {**edition, "period": "10年"}, "copies": [{"stamp_on_first_page": True}]}
    (carrier,) = office.do("carriers.register", "officer", **told).made
    assert "$x$#panic()[a]" in office.print_register("officer", "receipt-register").text
    assert office.print("officer", "first-page-strip", carrier).pages


def test_every_form_has_a_layout_and_a_number_of_its_own() -> None:
    assert len({one.number for one in EVERY}) == len({one.slug for one in EVERY}) == len(EVERY)
    layouts = {one.layout for one in EVERY}
    assert layouts == {path.stem for path in LAYOUTS.glob("*.typ")} - {"parts"}


def test_no_layout_asks_for_a_package_of_others() -> None:
    assert [path.name for path in LAYOUTS.glob("*.typ") if "@" in path.read_text()] == []


def test_every_form_is_in_the_manual() -> None:
    manual = Path("docs/users/forms.md").read_text(encoding="utf-8")
    assert [one.slug for one in EVERY if one.title.zh not in manual] == []
    assert [one.slug for one in EVERY if one.title.en not in manual] == []
