"""Terms in running text, allowed phrases, torn words, composites, identities."""

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.screening.detectors.marks import STATE_LEVELS
from shoumi.screening.detectors.registry import on_board
from shoumi.screening.findings import Report
from shoumi.screening.lexicon import Lexicon, LexiconError, Term, read_lexicon
from shoumi.screening.matching.proof import prove
from shoumi.screening.matching.scanner import build
from shoumi.screening.screen import Settings, screen
from tests.screening.test_detectors import scanner

DEMONSTRATION = b"\xef\xbb\xbf\xe5\xa4\xa9\xe7\xa9\xb9\xe8\xae\xa1\xe5\x88\x92\n"


def with_terms(text: str, *lines: str) -> list[tuple[str, int]]:
    lexicon = read_lexicon("\n".join(lines).encode(), name="terms")
    report = screen(text.encode(), name="f", settings=Settings(scanner=build((), (lexicon,))))
    return [(finding.excerpt.found, finding.start) for finding in report.findings]


def whole(text: str) -> Report:
    return screen(text.encode(), name="f", settings=Settings(scanner=scanner()))


def test_a_term_is_found_inside_running_text_without_word_boundaries() -> None:
    assert with_terms("参加天穹计划的单位", "天穹计划") == [("天穹计划", 2)]


def test_overlapping_terms_are_all_found() -> None:
    assert with_terms("甲乙丙丁", "甲乙丙", "乙丙丁") == [("甲乙丙", 0), ("乙丙丁", 1)]


def test_a_longer_allowed_phrase_silences_the_term_in_it() -> None:
    assert with_terms("天穹计划生育，天穹计划", "天穹计划", "!天穹计划生育") == [("天穹计划", 7)]


def test_an_allowed_phrase_elsewhere_silences_nothing() -> None:
    assert with_terms("天穹计划。天穹计划生育", "天穹计划", "!天穹计划生育") == [("天穹计划", 0)]


@pytest.mark.parametrize(
    "text",
    ["天穹計劃", "天 穹 计 划", "天.穹.计.划", "天穹\n计划", "天\u200b穹计划", "天\n穹\n计\n划"],
)
def test_a_term_is_found_in_disguise(text: str) -> None:
    assert len(with_terms(text, "天穹计划")) == 1


def test_two_words_side_by_side_are_not_torn_into_a_third() -> None:
    assert with_terms("飞机 密切，手机-密码", "机密") == []


def test_a_term_is_found_whatever_its_case_and_width() -> None:
    assert with_terms("ｐｒｏｊｅｃｔ Ｘ", "Project x") == [("ｐｒｏｊｅｃｔ Ｘ", 0)]


@given(
    st.text(st.sampled_from("的一是不了在人有我他"), max_size=30),
    st.text(st.sampled_from("的一是不了在人有我他"), max_size=30),
)
def test_a_term_is_found_between_any_neighbours_at_its_own_place(before: str, after: str) -> None:
    assert ("鸿鹄行动", len(before)) in with_terms(before + "鸿鹄行动" + after, "鸿鹄行动")


@given(
    st.lists(
        st.text(st.sampled_from("甲乙丙丁戊"), min_size=2, max_size=4), min_size=1, max_size=6
    ),
    st.text(st.sampled_from("甲乙丙丁戊"), max_size=60),
)
def test_the_matcher_finds_what_a_plain_search_finds(terms: list[str], text: str) -> None:
    wanted = sorted(
        {(term, i) for term in terms for i in range(len(text)) if text.startswith(term, i)}
    )
    found = with_terms(text, *terms)
    kept = {(term, place) for term, place in found}
    for term, place in wanted:
        assert any(other == term and place - len(term) < start <= place for other, start in kept)
    assert kept <= set(wanted)


def test_a_level_word_near_a_star_and_a_period_outranks_one_alone() -> None:
    marked, alone = whole("机密★10年").findings, whole("机密\n").findings
    assert marked[0].weight > alone[0].weight > 0


def test_a_name_beside_an_identity_number_weighs_more_than_one_alone() -> None:
    together = {f.rule for f in whole("姓名：王小明 身份证11010519491231002X").findings}
    assert "person.name" in together
    assert whole("姓名：王小明").findings == ()


def test_a_reviewed_finding_does_not_come_back_when_the_text_moves() -> None:
    first = whole("第一段。\n本件为机密文件，请保管。\n").findings[0]
    settings = Settings(scanner=scanner(), reviewed=frozenset({first.identity}))
    moved = screen(
        "新增一段。\n\n第一段。\n本件为机密文件，请保管。\n".encode(), name="f", settings=settings
    )
    assert moved.findings == ()
    assert moved.reviewed == 1


def test_a_reviewed_finding_comes_back_in_other_company() -> None:
    first = whole("本件为机密文件，请保管。").findings[0]
    settings = Settings(scanner=scanner(), reviewed=frozenset({first.identity}))
    assert screen("本件为机密文件，速送某处。".encode(), name="f", settings=settings).findings


def test_line_and_column_count_from_one_through_the_whole_text() -> None:
    finding = whole("第一行\n第二行机密★10年").findings[0]
    assert (finding.place.line, finding.place.column) == (2, 4)


def test_a_scheme_of_a_mission_brings_its_own_level_words() -> None:
    scheme = Lexicon(levels=("绝对机密", "极机密", "密"))
    levels = tuple(dict.fromkeys((*STATE_LEVELS, *scheme.levels)))
    settings = Settings(scanner=build(on_board(levels), (scheme,)))
    found = [
        f.excerpt.found
        for f in screen("极机密★5年\n绝对机密".encode(), name="f", settings=settings).findings
    ]
    assert found == ["极机密★5年", "绝对机密"]


def test_a_lexicon_whose_miss_is_found_is_refused_with_the_cure() -> None:
    lexicon = Lexicon(name="l", term=(Term(text="天穹计划", misses=("天穹计划生育",)),))
    with pytest.raises(LexiconError, match="add an allowed phrase"):
        prove(lexicon)


def test_a_lexicon_whose_hit_is_missed_is_refused() -> None:
    with pytest.raises(LexiconError, match="not found in its hit"):
        prove(Lexicon(name="l", term=(Term(text="天穹计划", hits=("天地",)),)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("甲\n".encode(), "shorter than two"),
        ("甲\n".encode("utf-16"), "not UTF-8"),
        (b'[[term]]\ntext = "ab"\nweight = 900\n', "from 1 to 100"),
        (b'[[term]]\ntext = "ab"\nwieght = 9\n', "unknown field"),
        (("长" * 60).encode(), "longer than"),
    ],
)
def test_a_broken_lexicon_is_refused_whole(content: bytes, words: str) -> None:
    with pytest.raises(LexiconError, match=words):
        read_lexicon(content, name="l")


def test_a_plain_list_may_begin_with_a_byte_order_mark() -> None:
    assert read_lexicon(DEMONSTRATION, name="l").term[0].text == "天穹计划"


def test_the_lexicon_for_demonstration_proves_itself() -> None:
    shipped = resources.files("shoumi.screening").joinpath("demonstration.toml").read_bytes()
    lexicon = read_lexicon(shipped, name="demonstration.toml")
    assert any(term.hits for term in lexicon.term)
    prove(lexicon)
