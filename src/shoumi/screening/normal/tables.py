"""What each character counts as when terms are looked for, and of what kind it is.

One entry a code point, so that a text is folded by two array look-ups instead of a walk.
"""

import unicodedata
from functools import cache
from importlib import resources

import msgspec
import numpy as np
from numpy.typing import NDArray

CODE_POINTS = 0x110000
GONE = 0x10FFFF  # a noncharacter: stands for "drop this one"
FIRST_PLANE = 0x10000
GONE_SHORT = 0xFFFF  # a noncharacter of the first plane

OTHER, HAN, STAR, DIGIT, LINE, SOFT, ODD = range(7)

STARS = "★☆✩✪✫✬✭✮✯✰⋆✦✧✶✷✸✹✺⭐🌟⍟⚝🟊🟉🟌٭∗"
# Invisible characters, soft hyphens, joiners, direction marks, variation selectors.
DROPPED = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
    "\u3164\ufeff\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10)))
)
SPACES = "\t\u000b\u000c\u001c\u001d\u001e\u001f\u00a0\u1680\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
ODD_MARKS = ".·•‧∙・･‥…_~^|`'\"¨ˉ¬¦■□●○◆◇▲△*#+=﹒﹡"
SOFT_MARKS = " -/\\‐‑‒–—―"
# Blocks whose compatibility forms look like the plain character: letters, digits, radicals.
COMPATIBLE = (
    (0x2E80, 0x2FE0), (0x2460, 0x2500), (0x3200, 0x3300), (0xF900, 0xFB00),
    (0xFE10, 0xFF00), (0xFF00, 0xFFF0), (0x1D400, 0x1D800), (0x2F800, 0x2FA20),
)  # fmt: skip
HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x32000))
# Radicals of the supplement block that Unicode leaves without a compatibility form.
RADICALS = {
    "⺠": "民",
    "⻓": "长",
    "⻔": "门",
    "⻚": "页",
    "⻛": "风",
    "⻋": "车",
    "⻅": "见",
    "⻢": "马",
}


class Tables(msgspec.Struct, frozen=True, kw_only=True):
    """`plain[c]` is what code point c counts as (GONE: nothing); `kind[c]` its kind after that.

    `short` is `plain` for the first plane in half the memory, with GONE_SHORT for GONE.
    `unit` renumbers the first plane one to one, so that what may stand inside a torn word has
    the numbers 1 to `separators`, and one comparison finds it; END stays 0. `short_units` does
    both steps at once.
    """

    plain: NDArray[np.uint32]
    short: NDArray[np.uint16]
    kind: NDArray[np.uint8]
    unit: NDArray[np.uint16]
    short_units: NDArray[np.uint16]
    separators: int


@cache
def tables() -> Tables:
    """Built once a process (about 15 ms); nothing in it ever changes."""
    plain = np.arange(CODE_POINTS, dtype=np.uint32)
    for begin, end in COMPATIBLE:
        for code in range(begin, end):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1:
                plain[code] = ord(folded)
    for wanted, like in ((" ", SPACES), ("★", STARS), ("\n", "\r\u0085\u2028\u2029")):
        plain[[ord(character) for character in like]] = ord(wanted)
    plain[[ord(character) for character in DROPPED]] = GONE
    for radical, character in {**RADICALS, **_simplified()}.items():
        plain[ord(radical)] = ord(character)
    plain = _settled(plain)
    first = plain[:FIRST_PLANE].copy()
    first[first == GONE] = GONE_SHORT
    short, kind = first.astype(np.uint16), _kinds()
    separators = np.flatnonzero(kind[:FIRST_PLANE] >= LINE)
    unit = _renumbered(separators)
    return Tables(
        plain=plain, short=short, kind=kind,
        unit=unit, short_units=unit[short], separators=len(separators),
    )  # fmt: skip


def _renumbered(separators: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Separators trade places with the characters that have their numbers; no two share one."""
    unit = np.arange(FIRST_PLANE, dtype=np.uint16)
    low = np.arange(1, len(separators) + 1)
    outside = np.setdiff1d(separators, low)
    unit[outside] = np.setdiff1d(low, separators)
    unit[np.setdiff1d(low, separators)] = outside
    return unit


def _settled(plain: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A compatibility form of a traditional character needs both steps."""
    return plain[plain]


def _kinds() -> NDArray[np.uint8]:
    kind = np.zeros(CODE_POINTS, dtype=np.uint8)
    for begin, end in HAN_BLOCKS:
        kind[begin:end] = HAN
    kind[ord("0") : ord("9") + 1] = DIGIT
    for value, characters in ((STAR, "★"), (SOFT, SOFT_MARKS), (ODD, ODD_MARKS), (LINE, "\n")):
        kind[[ord(character) for character in characters]] = value
    return kind


def _simplified() -> dict[str, str]:
    """Traditional to simplified, one character each, from OpenCC's table."""
    table = resources.files("opencc").joinpath("dictionary", "TSCharacters.txt")
    pairs = (line.split() for line in table.read_text(encoding="utf-8").splitlines())
    return {
        pair[0]: pair[1]
        for pair in pairs
        if len(pair) > 1 and len(pair[0]) == 1 and len(pair[1]) == 1
    }
