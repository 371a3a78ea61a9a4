"""Numbers of the registers: running ones for the office, opaque ones that tell nothing."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is taken for a figure."""
DRAWN = 7
_BASE = len(ALPHABET)
_MODULUS = 37
_CHECKS = ALPHABET + "*~$=U"


def carrier_number(identifier: str) -> str:
    """ZT, seven characters drawn from a fresh id, and one check character.

    `identifier` is a random id in hex; its first 35 bits are used. The check follows ISO 7064
    MOD 37-2, so one wrong character or two swapped ones are noticed.
    """
    drawn = int(identifier[:16], 16) >> (64 - 5 * DRAWN)
    text = ""
    for _ in range(DRAWN):
        drawn, figure = divmod(drawn, _BASE)
        text = ALPHABET[figure] + text
    return f"ZT{text}{check_character(text)}"


def check_character(text: str) -> str:
    """The ISO 7064 MOD 37-2 check character of a text in the alphabet above."""
    total = 0
    for character in text:
        total = (total + ALPHABET.index(character)) * 2 % _MODULUS
    return _CHECKS[(_MODULUS + 1 - total) % _MODULUS]


def is_carrier_number(text: str) -> bool:
    """Whether a scanned or typed text is a carrier number without a slip."""
    body = text.removeprefix("ZT")
    if len(body) != DRAWN + 1 or not text.startswith("ZT"):
        return False
    if any(character not in ALPHABET for character in body[:-1]):
        return False
    return check_character(body[:-1]) == body[-1]


def in_register(year: int, number: int) -> str:
    """收〔2024〕0123."""
    return f"收〔{year}〕{number:04d}"


def slip(prefix: str, year: int, number: int) -> str:
    """JJ24-000512 and likewise."""
    return f"{prefix}{year % 100:02d}-{number:06d}"


def copy_serial(year: int, job: int, copy: int, copies: int) -> str:
    """复〔2024〕0031-02/05."""
    return f"复〔{year}〕{job:04d}-{copy:02d}/{copies:02d}"


def certificate(year: int, number: int) -> str:
    """销〔2024〕007."""
    return f"销〔{year}〕{number:03d}"


def medium(level: str, year: int, number: int) -> str:
    """JZ-机-2024-014: the second part is the first character of the level's name."""
    return f"JZ-{level}-{year}-{number:03d}"
