"""What is looked at only where a trigger came is found as if everything were looked at."""

import re

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from shoumi.screening.detectors.detector import Around, Detector
from shoumi.screening.detectors.registry import on_board
from shoumi.screening.lexicon import Lexicon, Term
from shoumi.screening.matching.batch import gather
from shoumi.screening.matching.match import FIRST_CHARACTERS, matches
from shoumi.screening.matching.scanner import build, compiled, spots
from shoumi.screening.matching.units import ExpressionError, of_units
from shoumi.screening.normal.fold import END, fold
from shoumi.screening.pieces import Layer, Passage
from tests.screening.test_detectors import CASES, scanner

SAMPLES = [text for case in CASES.values() for samples in case.values() for text in samples]
PIECES = [
    "\n", " ", "  ", "。", "，", "：", "（", "）", "★", "、", "-", ".", "密", "文件", "管", "2",
    " " * 79, " " * 81, "。" * 80, "★" * 80, "\u200b", "\u3000", "\t", "\r\n", "No.", "１", "機密",
    "特急", "内部资料", "注意保存", "商业秘密", "000007", "（秘密", "机密）", "姓 名：李四光",
    "传真：82345678", "护照", "身份证", "电话", "1 3 8", "〔 2024 〕", "第", "号", "⭐", "🌟", "𠀀",
    "本文件", "Z", "a", "密级",
]  # fmt: skip
BEFORE = [
    "",
    "文",
    "\n",
    "文\n  ",
    "（",
    "电话：",
    "护照",
    "坐标：",
    "身份证",
    "本文件属于",
    "内线",
    "x",
]
AFTER = ["", "文", "管道", "制定", "\n文", "  \n", "）", "。", "1", " x"]
TEXTS = st.lists(st.sampled_from(SAMPLES + PIECES), max_size=8).map("".join)


def everywhere(text: str) -> set[tuple[str, int, int]]:
    """(rule, start, end) in the folded text, with no trigger asked."""
    found = set()
    folded = fold(text)
    whole = folded.text
    for detector in on_board():
        for match in detector.shape.finditer(whole):
            start = match.start()
            around = Around(
                text=whole,
                begin=0,
                stop=len(whole),
                layer=Layer.BODY,
                opening=folded.back(start) < FIRST_CHARACTERS,
            )
            verdict = detector.judge(match, around)
            if verdict is not None:
                begin, end = match.span(verdict.group)
                found.add((detector.slug, folded.back(begin), folded.back(end - 1) + 1))
    return found


def missed(text: str) -> set[tuple[str, str]]:
    """(rule, words) of what looking everywhere finds and the triggers do not lead to."""
    if not text:
        return set()
    found = matches(gather([Passage(text=text, layer=Layer.BODY)]), scanner())
    return {
        (rule, text[start:end])
        for rule, start, end in everywhere(text)
        if not any(each.rule == rule and each.start < end and start < each.end for each in found)
    }


@settings(max_examples=100, deadline=None)
@given(TEXTS)
@example("文" * 30 + " " * 81 + "特急" + " " * 81 + "文")
def test_triggers_miss_nothing_among_all_that_detectors_are_for(text: str) -> None:
    assert not missed(text.replace(END, ""))


# A level word in running text is told by what follows, which its shape does not contain.
SHAPED = [detector for detector in on_board() if detector.slug != "mark.level"]


@pytest.mark.parametrize("detector", SHAPED, ids=lambda detector: detector.slug)
def test_triggers_miss_no_form_that_the_shape_allows(detector: Detector) -> None:
    alphabet = st.characters(codec="utf-8", exclude_characters=END, max_codepoint=0xFFFF)
    before, after = st.sampled_from(BEFORE), st.sampled_from(AFTER)

    @settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
    @given(before, st.from_regex(detector.shape, fullmatch=True, alphabet=alphabet), after)
    def holds(left: str, text: str, right: str) -> None:
        assume(len(text) < detector.reach)
        assert not missed(left + text + right)

    holds()


@pytest.mark.parametrize("sample", SAMPLES)
def test_triggers_miss_no_sample_in_any_company(sample: str) -> None:
    for before in BEFORE:
        for after in AFTER:
            assert not missed(before + sample + after)


DIALECT = [
    r"[^0-9A-Za-z.](?:62|4[0-9])[0-9]{2}(?:[\s-]?[0-9]{4}){2}",
    r"(?i:ab|c)d?[\u4e00-\u9fff]{1,2}",
    r"密(?:级|件)*\s*[:★]+",
    r"[^\x00\n]{0,3}\.-.",
]


@pytest.mark.parametrize("pattern", DIALECT)
@settings(max_examples=60, deadline=None)
@given(text=st.text(st.sampled_from("密级件 \n:★1234625-.abABcCdD文"), max_size=30))
def test_an_expression_over_units_ends_where_it_ends_over_characters(
    pattern: str, text: str
) -> None:
    whole = END + text + END
    wanted = {
        stop - 1
        for start in range(len(whole))
        for stop in range(start, len(whole) + 1)
        if re.compile(pattern).fullmatch(whole, start, stop)
    }
    database = compiled([of_units(pattern)])
    assert database
    assert {end for _, end in spots(database, fold(text).glyphs.units)} == wanted


@pytest.mark.parametrize("pattern", ["^a", "a$", r"\bab", "(?=a)", "(?P<x>a)", "(a", "a)", r"a{2"])
def test_what_looks_round_or_is_never_closed_is_no_trigger(pattern: str) -> None:
    with pytest.raises(ExpressionError):
        of_units(pattern)


def test_a_term_beyond_the_first_plane_is_no_other_that_shares_its_unit() -> None:
    shared = chr(0x20000 + 0x800)
    words = build((), (Lexicon(term=(Term(text="\U00020000密"),)),))
    texts = ["\U00020000密", f"{shared}密"]
    found = [bool(matches(gather([Passage(text=text, layer=Layer.BODY)]), words)) for text in texts]
    assert found == [True, False]
