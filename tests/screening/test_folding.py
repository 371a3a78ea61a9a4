"""Folding undoes disguises and always leads back to the original."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.screening.normal.fold import fold, join

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("機密", "机密"),
        ("絕密", "绝密"),
        ("國家祕密", "国家秘密"),
        ("机密☆１０年", "机密★10年"),
        ("机密⭐️", "机密★"),
        ("秘\u200b密", "秘密"),
        ("ＴＯＰ", "TOP"),
        ("⽂件", "文件"),
        ("㊙", "秘"),
        ("𝟏𝟎年", "10年"),
        ("机\u3000密", "机 密"),
        ("〇", "〇"),
        ("Ⅳ", "Ⅳ"),
    ],
)
def test_a_disguised_text_folds_to_the_plain_one(disguised: str, plain: str) -> None:
    assert fold(disguised).text == plain


@pytest.mark.parametrize(
    "torn",
    ["机 密", "机.密", "机\u3000密", "机·密", "机\n密", "机 . 密", "机_密", "机-密", "机|密"],
)
def test_a_torn_word_is_put_together(torn: str) -> None:
    joined = join(fold(torn))
    assert joined is not None
    assert "机密" in joined.text


@given(st.text(HAN, max_size=40))
def test_plain_han_text_of_no_variant_needs_no_joining(text: str) -> None:
    assert join(fold(text)) is None


@given(ANY)
def test_every_folded_character_leads_back_to_its_original(text: str) -> None:
    folded = fold(text)
    for position, character in enumerate(folded.text):
        original = text[folded.back(position)]
        assert fold(original).text == character
    assert folded.back(len(folded.text)) <= len(text)


@given(ANY)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(ANY)
def test_joined_text_holds_only_characters_of_the_folded_one_in_order(text: str) -> None:
    folded = fold(text)
    joined = join(folded)
    if joined is not None:
        places = [int(place) for place in joined.origin if place >= 0]
        assert places == sorted(places)
        for position, place in enumerate(joined.origin):
            if place >= 0:
                assert joined.text[position] == folded.text[int(place)]


def test_full_width_forms_fold_as_unicode_says() -> None:
    for code in range(0xFF01, 0xFF5F):
        if chr(code) != "＊":
            assert fold(chr(code)).text == unicodedata.normalize("NFKC", chr(code))


@given(st.text(st.sampled_from("机密.，。 \n★1a"), max_size=200))
def test_what_is_torn_at_any_place_is_joined_up_to_the_last_character(text: str) -> None:
    torn = "文" * 100 + text + "绝.密"
    joined = join(fold(torn))
    assert joined is not None
    assert joined.text.endswith("绝密")
