"""The register: filters that can be taken off, views that stay; and the one box."""

import re

from shoumi.server.pages.views import own, registers
from tests.server.pages.sitting import Sitter

KIND = "carriers.carrier"


def page_of(sitter: Sitter, by: str = "officer", **asked: str) -> str:
    answer = sitter.get(registers.register, by, KIND, **asked)
    assert answer.status_code == 200
    return answer.content.decode()


def chips(page: str) -> list[str]:
    return re.findall(r'<a class="chip set" href="([^"]+)"', page)


def test_each_filter_is_taken_off_by_itself(sitter: Sitter) -> None:
    found = chips(page_of(sitter, state="kept", level="secret"))
    assert [one.partition("?")[2] for one in found] == ["level=secret", "state=kept"]


def test_a_list_that_filters_emptied_says_so_and_not_that_nothing_stands_there(
    sitter: Sitter,
) -> None:
    sitter.paper("台账第1号")
    page = page_of(sitter, level="top_secret")
    assert "这些筛选" in page or "these filters" in page


def test_a_view_stays_for_its_owner_until_it_is_let_go(sitter: Sitter) -> None:
    sitter.post(registers.keep_view, "officer", KIND, name="在库", query="state=kept")
    assert "state=kept" in page_of(sitter)
    assert "在库</a>" in page_of(sitter)
    assert "在库</a>" not in page_of(sitter, by="secretary")
    sitter.post(registers.keep_view, "officer", KIND, drop="在库", query="")
    assert "在库</a>" not in page_of(sitter)


def test_a_view_of_the_same_name_takes_its_place(sitter: Sitter) -> None:
    for query in ("state=kept", "state=issued"):
        sitter.post(registers.keep_view, "officer", KIND, name="我的", query=query)
    assert page_of(sitter).count("我的</a>") == 1
    sitter.post(registers.keep_view, "officer", KIND, drop="我的", query="")


def test_the_code_of_a_print_in_the_box_leads_to_its_check(sitter: Sitter) -> None:
    answer = sitter.get(own.find, "officer", q="sf-ABC DEF")
    assert answer["Location"] == "/forms/check/?code=sf-ABC+DEF"


def test_the_number_of_a_carrier_in_the_box_leads_to_it_for_who_may_see_it(
    sitter: Sitter,
) -> None:
    sitter.paper("台账第2号")
    number = re.findall(r'/thing/carriers.carrier/\w+/">(ZT[^<]+)<', page_of(sitter))[0]
    answer = sitter.get(own.find, "officer", q=number)
    assert answer["Location"].startswith(f"/thing/{KIND}/")
    assert sitter.get(own.find, "outsider", q=number).status_code == 200
