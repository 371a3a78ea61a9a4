"""The columns of the official books, as the authority prints them."""

from __future__ import annotations

import msgspec

from shoumi.law.words import N_


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column: its printed head, other heads it goes by, and what a cell must hold.

    `sort` is text, date, level, person or count. What fills `gone` says that the item is no longer
    in the house.
    """

    code: str
    head: str
    also: tuple[str, ...] = ()
    sort: str = "text"
    required: bool = False
    gone: bool = False
    longest: int = 200
    says: str = ""


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """One official register. `number` is the code of its running number."""

    code: str
    title: str
    number: str
    columns: tuple[Column, ...]


_DOCUMENT = (
    Column(code="document_number", head="文号", also=("文件编号", "发文字号")),
    Column(code="copy_number", head="份号", also=("份数编号", "编号"), required=True),
    Column(
        code="level",
        head="密级",
        also=("密级和保密期限", "密级(期限)"),
        sort="level",
        required=True,
        says=N_("机密, or 机密★10年 with its period"),
    ),
)
RECEIVING = Book(
    code="receiving",
    title="收文登记簿",
    number="receipt_number",
    columns=(
        Column(code="receipt_number", head="收文编号", also=("收文号", "登记号"), longest=60),
        Column(
            code="received_on",
            head="收文日期",
            also=("收文时间", "收到日期"),
            sort="date",
            required=True,
        ),
        Column(code="issuer", head="发件单位", also=("来文单位", "发文单位", "来文机关")),
        Column(code="dispatch_number", head="发送编号", also=("发件编号",)),
        *_DOCUMENT,
        Column(code="pages", head="件数/页数", also=("页数", "件数", "件(页)数"), sort="count"),
        Column(code="title", head="文件名称", also=("文件标题", "标题", "题名")),
        Column(code="keeper", head="签收人", also=("收件人", "保管人"), sort="person"),
        Column(code="readers", head="分送", also=("分送单位",)),
        Column(code="signature", head="签名"),
        Column(code="returned_on", head="退回日期", also=("清退日期",), sort="date", gone=True),
        Column(code="end", head="去向", also=("处理结果",), gone=True),
        Column(code="remark", head="备注"),
        Column(code="book", head="簿册号", also=("簿册号与页行",), longest=60),
    ),
)
SENDING = Book(
    code="sending",
    title="发文登记簿",
    number="dispatch_number",
    columns=(
        Column(code="dispatch_number", head="发文编号", also=("发文号", "登记号"), longest=60),
        Column(
            code="received_on",
            head="发文日期",
            also=("发文时间", "发出日期"),
            sort="date",
            required=True,
        ),
        *_DOCUMENT,
        Column(code="pages", head="件数", also=("页数", "件数/页数"), sort="count"),
        Column(code="receiver", head="收件单位", also=("主送单位", "收文单位"), gone=True),
        Column(code="way", head="途径", also=("传递途径",)),
        Column(code="seal", head="封签号"),
        Column(code="courier", head="传递人"),
        Column(code="receipt_on", head="回执日期", sort="date", gone=True),
        Column(code="remark", head="备注"),
        Column(code="book", head="簿册号", longest=60),
    ),
)
BOOKS = {book.code: book for book in (RECEIVING, SENDING)}


def normal(head: str) -> str:
    """A head as it is compared: without blanks, line breaks, marks and width of brackets."""
    plain = head.translate(str.maketrans("（）／：", "()/:"))
    return "".join(plain.split()).strip("°*:")
