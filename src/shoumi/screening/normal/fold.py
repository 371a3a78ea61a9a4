"""A text as terms are looked for in it, with the way back to every original character."""

from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from shoumi.screening.normal.tables import (
    DIGIT,
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

Codes: TypeAlias = NDArray[np.uint32] | NDArray[np.uint16]
Positions: TypeAlias = NDArray[np.int64]


class Folded(msgspec.Struct, frozen=True, kw_only=True):
    """`origin[i]` is the original position of character i; None where nothing was dropped."""

    text: str
    codes: Codes
    origin: Positions | None

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

    text: str
    origin: Positions


def fold(text: str) -> Folded:
    """Full width, compatibility forms, traditional characters, stars, invisible characters.

    END stays END, so that a batch of passages can be folded at once.
    """
    known = tables()
    codes = _codes(text)
    wide = codes.dtype == np.uint32
    plain: Codes = known.plain.take(codes) if wide else known.short.take(codes)
    if np.array_equal(plain, codes):
        return Folded(text=text, codes=codes, origin=None)
    kept = plain != (GONE if wide else GONE_SHORT)
    origin = None
    if not kept.all():
        origin = np.flatnonzero(kept)
        plain = plain[kept]
    return Folded(text=_text(plain), codes=plain, origin=origin)


def _codes(text: str) -> Codes:
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
    kind = tables().kind.take(folded.codes)
    spots = _joints(kind)
    if not len(spots):
        return None
    starts, stops = _windows(spots, len(kind))
    lengths = stops - starts
    ends = np.cumsum(lengths)
    near = np.repeat(starts - (ends - lengths), lengths) + np.arange(ends[-1])
    edge = np.zeros(len(near), dtype=np.bool_)
    edge[ends[stops < len(kind)] - 1] = True
    dropped = np.zeros(len(kind), dtype=np.bool_)
    dropped[spots] = True
    taken = edge | ~dropped[near]
    origin = near[taken].astype(np.int64)
    codes = folded.codes[origin].copy()
    codes[edge[taken]] = 0
    origin[edge[taken]] = -1
    return Joined(text=_text(codes), origin=origin)


def _joints(kind: NDArray[np.uint8]) -> Positions:
    """Positions of separators, in short runs, that stand between two parts of a word."""
    apart_at = np.flatnonzero(kind >= LINE)
    if not len(apart_at):
        return apart_at
    first = np.concatenate(([True], np.diff(apart_at) > 1))
    run = np.cumsum(first) - 1
    begins = apart_at[first]
    stops = begins + np.bincount(run)
    inside = (begins > 0) & (stops < len(kind)) & (stops - begins <= WIDEST_GAP)
    left = kind[np.maximum(begins - 1, 0)]
    right = kind[np.minimum(stops, len(kind) - 1)]
    digits = (left == DIGIT) & (right == DIGIT) & (kind[begins] != LINE)
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


__all__ = ["END", "SOFT", "Folded", "Joined", "apart", "fold", "join"]
