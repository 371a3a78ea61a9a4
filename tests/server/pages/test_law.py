"""What the page of a regulation says of the text itself."""

from shoumi.server.pages.views.law import regulation
from tests.server.pages.sitting import Sitter


def test_a_text_that_prints_no_date_is_shown_without_one(sitter: Sitter) -> None:
    for pack, printed in (("jm-carriers", False), ("shoumi", True)):
        page = sitter.get(regulation, "officer", pack).content.decode()
        assert ("未印日期" in page) is not printed
        assert ("2026年1月1日" in page.split("tiles")[0]) is printed


def test_a_clause_whose_condition_nothing_tells_names_the_field(sitter: Sitter) -> None:
    page = sitter.get(regulation, "officer", "jm-staff").content.decode()
    line = page.split('id="13a"')[1].split("</article>")[0]
    assert "没有事项能说明：purpose" in line
