"""Sealed text: opened by its key and token only, gone without its ciphertext."""

from collections.abc import Callable
from hashlib import shake_128

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.evidence.sealed import (
    NotOpened,
    bigrams,
    blind,
    key_for,
    open_text,
    seal_text,
    unwrap,
    wrap,
)

MASTER = bytes(range(32))
KEY = key_for("text", MASTER)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def dice(seed: bytes) -> Callable[[int], bytes]:
    drawn = [0]

    def draw(length: int) -> bytes:
        drawn[0] += 1
        return shake_128(seed + bytes([drawn[0]])).digest(length)

    return draw


@given(TEXTS)
def test_a_sealed_text_comes_back(text: str) -> None:
    token, ciphertext = seal_text(KEY, text, dice(b"1"))
    assert open_text(KEY, token, ciphertext) == text
    assert len(text) < 2 or text.encode() not in ciphertext


def test_one_text_sealed_twice_shows_two_tokens() -> None:
    assert seal_text(KEY, "某人", dice(b"1")) != seal_text(KEY, "某人", dice(b"2"))


@given(st.data())
def test_an_altered_ciphertext_does_not_open(data: st.DataObject) -> None:
    token, ciphertext = seal_text(KEY, "机密★10年", dice(b"1"))
    altered = bytearray(ciphertext)
    altered[data.draw(st.integers(0, len(altered) - 1))] ^= 1
    with pytest.raises(NotOpened):
        open_text(KEY, token, bytes(altered))


def test_a_ciphertext_does_not_open_under_another_token() -> None:
    token, _ = seal_text(KEY, "甲", dice(b"1"))
    _, ciphertext = seal_text(KEY, "甲", dice(b"2"))
    with pytest.raises(NotOpened):
        open_text(KEY, token, ciphertext)


def test_another_purpose_has_another_key() -> None:
    token, ciphertext = seal_text(KEY, "甲", dice(b"1"))
    with pytest.raises(NotOpened):
        open_text(key_for("blind", MASTER), token, ciphertext)


@pytest.mark.parametrize("token", [{}, {"$sealed": "not hex"}, {"$sealed": ""}])
def test_what_is_no_token_opens_nothing(token: dict[str, str]) -> None:
    _, ciphertext = seal_text(KEY, "甲", dice(b"1"))
    with pytest.raises(NotOpened):
        open_text(KEY, token, ciphertext)


def test_a_cut_ciphertext_does_not_open() -> None:
    token, ciphertext = seal_text(KEY, "甲", dice(b"1"))
    with pytest.raises(NotOpened, match="cut short"):
        open_text(KEY, token, ciphertext[:20])


def test_bigrams_are_what_a_search_asks_for() -> None:
    assert bigrams("绝密 文件") == {"绝密", "密文", "文件"}
    assert bigrams("密") == {"密"}
    assert bigrams(" ") == set()


def test_a_blind_bigram_matches_under_its_own_key_only() -> None:
    assert blind(KEY, "绝密") == blind(KEY, "绝密")
    assert blind(KEY, "绝密") != blind(key_for("blind", MASTER), "绝密")
    assert len(blind(KEY, "绝密")) == 8


def test_a_wrapped_key_opens_with_its_passphrase_only() -> None:
    wrapped = wrap(MASTER, "correct 口令", dice(b"1"))
    assert unwrap(wrapped, "correct 口令") == MASTER
    with pytest.raises(NotOpened):
        unwrap(wrapped, "another")
    with pytest.raises(NotOpened):
        unwrap(b"something else", "correct 口令")


def test_a_master_key_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        key_for("text", b"short")
