"""A text as terms are looked for in it, with the way back to every original character."""

from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from shoumi.screening.normal.tables import (
    DIGIT,
    FIRST_PLANE,
    GONE,
    GONE_SHORT,
    HAN,
    LINE,
    ODD,
    SOFT,
    STAR,
    tables,
)

END = "\x00"  # stands between passages; no term and no expression contains it
REACH = 40  # characters looked at on either side of a joint; no term may be longer
WIDEST_GAP = 4
WORDLIKE = np.isin(np.arange(ODD + 1), (HAN, STAR, DIGIT))
BUCKETS, BUCKET = 0xD800, 0x7FF  # units that no character of the first plane has

Codes: TypeAlias = NDArray[np.uint32] | NDArray[np.uint16]
Units: TypeAlias = NDArray[np.uint16]
Positions: TypeAlias = NDArray[np.int64]


class Glyphs(msgspec.Struct, frozen=True, kw_only=True):
    """Characters as they stand, and as the scanner reads them: two bytes each.

    `codes` are those of the text itself, folded only where somebody looks. `units` are folded and
    renumbered (`Tables.unit`), with an END before the first and behind the last. Characters beyond
    the first plane share BUCKETS, so that one character is one unit: whoever finds one compares.
    """

    codes: Codes
    units: Units

    def __len__(self) -> int:
        return len(self.codes)

    def plain(self, low: int, high: int) -> Codes:
        """The folded codes of a stretch."""
        part = self.codes[low:high]
        known = tables()
        return known.plain.take(part) if part.dtype == np.uint32 else known.short.take(part)

    def between(self, low: int, high: int) -> str:
        """The folded text of a stretch."""
        return _text(self.plain(low, high))

    def kinds(self, positions: Positions) -> NDArray[np.uint8]:
        """The kinds of the characters at some positions."""
        known, codes = tables(), self.codes.take(positions)
        plain = known.plain if codes.dtype == np.uint32 else known.short
        return known.kind.take(plain.take(codes))


class Folded(msgspec.Struct, frozen=True, kw_only=True):
    """`origin[i]` is the original position of character i; None where nothing was dropped."""

    glyphs: Glyphs
    origin: Positions | None

    @property
    def text(self) -> str:
        return self.glyphs.between(0, len(self.glyphs))

    @property
    def codes(self) -> Codes:
        return self.glyphs.plain(0, len(self.glyphs))

    def back(self, position: int) -> int:
        """The original position of a folded one; the end maps to the end."""
        if self.origin is None:
            return position
        if position >= len(self.origin):
            return int(self.origin[-1]) + 1 if len(self.origin) else 0
        return int(self.origin[position])


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """Only the neighbourhoods where something stands inside a word, with that thing removed.

    `origin[i]` is the position in the folded text, -1 for the ends between neighbourhoods.
    """

    glyphs: Glyphs
    origin: Positions

    @property
    def text(self) -> str:
        return self.glyphs.between(0, len(self.glyphs))


def fold(text: str) -> Folded:
    """Full width, compatibility forms, traditional characters, stars, invisible characters.

    END stays END, so that a batch of passages can be folded at once.
    """
    return folded_from(codes_of(text))


def folded_from(codes: Codes) -> Folded:
    """`fold` of a text whose codes are at hand."""
    if codes.dtype == np.uint32:
        units, gone = _wide_units(codes)
    else:
        units = np.empty(len(codes) + 2, dtype=np.uint16)
        units[0] = units[-1] = 0
        tables().short_units.take(codes, out=units[1:-1], mode="clip")
        gone = units == GONE_SHORT if units.max() == GONE_SHORT else None
    if gone is None:
        return Folded(glyphs=Glyphs(codes=codes, units=units), origin=None)
    stays = ~gone
    origin = np.flatnonzero(stays[1:-1])
    return Folded(glyphs=Glyphs(codes=codes[origin], units=units[stays]), origin=origin)


def _wide_units(codes: Codes) -> tuple[Units, NDArray[np.bool_] | None]:
    """Units where some lie beyond the first plane, and which characters count as nothing."""
    known = tables()
    plain = known.plain.take(codes)
    beyond = plain >= FIRST_PLANE
    units = np.zeros(len(codes) + 2, dtype=np.uint16)
    units[1:-1] = np.where(
        beyond, BUCKETS | (plain & BUCKET), known.unit.take(plain & (FIRST_PLANE - 1))
    )
    dropped = plain == GONE
    if not dropped.any():
        return units, None
    return units, np.concatenate(([False], dropped, [False]))


def codes_of(text: str) -> Codes:
    """A number a character: two bytes each where all are of the first plane, else four."""
    try:
        units = text.encode("utf-16-le")
    except UnicodeEncodeError:  # half a pair stands alone: only four bytes keep it apart
        units = b""
    if len(units) == 2 * len(text):
        return np.frombuffer(units, dtype=np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def join(folded: Folded) -> Joined | None:
    """Words put together again (机 密, 机.密, a word over a line's end); None if none is apart."""
    glyphs = folded.glyphs
    spots = _joints(glyphs)
    if not len(spots):
        return None
    starts, stops = _windows(spots, len(glyphs))
    lengths = stops - starts
    ends = np.cumsum(lengths)
    near = np.repeat(starts - (ends - lengths), lengths) + np.arange(ends[-1])
    edge = np.zeros(len(near), dtype=np.bool_)
    edge[ends[stops < len(glyphs)] - 1] = True
    dropped = np.zeros(len(glyphs), dtype=np.bool_)
    dropped[spots] = True
    taken = edge | ~dropped[near]
    origin = near[taken]
    codes, units = glyphs.codes[origin], np.zeros(len(origin) + 2, dtype=np.uint16)
    units[1:-1] = glyphs.units[origin + 1]
    between = np.flatnonzero(edge[taken])
    codes[between], units[between + 1], origin[between] = 0, 0, -1
    return Joined(glyphs=Glyphs(codes=codes, units=units), origin=origin)


def _joints(glyphs: Glyphs) -> Positions:
    """Positions of separators, in short runs, that stand between two parts of a word."""
    inner = glyphs.units[1:-1]
    # END is 0 and wraps round to the largest number
    apart_at = np.flatnonzero((inner - np.uint16(1)) < tables().separators)
    if not len(apart_at):
        return apart_at
    first = np.concatenate(([True], np.diff(apart_at) > 1))
    run = np.cumsum(first) - 1
    begins = apart_at[first]
    stops = begins + np.bincount(run)
    last = len(inner) - 1
    inside = (begins > 0) & (stops <= last) & (stops - begins <= WIDEST_GAP)
    left = glyphs.kinds(np.maximum(begins - 1, 0))
    right = glyphs.kinds(np.minimum(stops, last))
    digits = (left == DIGIT) & (right == DIGIT) & (glyphs.kinds(begins) != LINE)
    wanted = inside & WORDLIKE[left] & WORDLIKE[right] & ~digits
    spots: Positions = apart_at[wanted[run]]
    return spots


def _windows(spots: Positions, length: int) -> tuple[Positions, Positions]:
    """The neighbourhoods of the spots, overlapping ones as one."""
    lows = np.maximum(spots - REACH, 0)
    highs = np.minimum(spots + REACH + 1, length)
    fresh = np.concatenate(([True], lows[1:] > highs[:-1]))
    last = np.concatenate((fresh[1:], [True]))
    return lows[fresh], highs[last]


def _text(codes: Codes) -> str:
    codec = "utf-32-le" if codes.dtype == np.uint32 else "utf-16-le"
    return codes.tobytes().decode(codec, "surrogatepass")


def apart(kinds: NDArray[np.uint8]) -> tuple[bool, bool]:
    """Whether odd marks, and whether line ends, stand among these characters' kinds."""
    return bool((kinds == ODD).any()), bool((kinds == LINE).any())


__all__ = [
    "END", "SOFT", "Folded", "Glyphs", "Joined", "apart", "codes_of", "fold", "folded_from", "join",
]  # fmt: skip
