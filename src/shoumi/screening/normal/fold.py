"""A text as terms are looked for in it, with the way back to every original character."""

import msgspec
import numpy as np
from numpy.typing import NDArray

from shoumi.screening.normal.tables import DIGIT, GONE, HAN, LINE, ODD, SOFT, STAR, tables

END = "\x00"  # stands between passages; no term and no expression contains it
REACH = 40  # characters looked at on either side of a joint; no term may be longer
WIDEST_GAP = 4

Codes = NDArray[np.uint32]
Positions = NDArray[np.int64]


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
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    plain = tables().plain.take(codes)
    plain[codes == 0] = 0
    if np.array_equal(plain, codes):
        return Folded(text=text, codes=codes, origin=None)
    kept = plain != GONE
    origin = None
    if not kept.all():
        origin = np.flatnonzero(kept)
        plain = plain[kept]
    return Folded(text=_text(plain), codes=plain, origin=origin)


def join(folded: Folded) -> Joined | None:
    """Words put together again (机 密, 机.密, a word over a line's end); None if none is apart."""
    kind = tables().kind.take(folded.codes)
    dropped = _joints(kind)
    if not dropped.any():
        return None
    near = _near(dropped)
    edge = near & ~np.roll(near, -1)
    taken = near & (~dropped | edge)
    origin = np.flatnonzero(taken)
    codes = folded.codes[origin].copy()
    origin = origin.astype(np.int64)
    ends = edge[origin]
    codes[ends] = 0
    origin[ends] = -1
    return Joined(text=_text(codes), origin=origin)


def _joints(kind: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Marks every separator of a short run that stands between two parts of a word."""
    apart = kind >= LINE
    dropped = np.zeros(len(kind) + 1, dtype=np.int8)
    if not apart.any():
        return dropped[:-1].astype(np.bool_)
    padded = np.concatenate(([False], apart, [False]))
    begins = np.flatnonzero(padded[1:] & ~padded[:-1])
    stops = np.flatnonzero(~padded[1:] & padded[:-1])
    inside = (begins > 0) & (stops < len(kind)) & (stops - begins <= WIDEST_GAP)
    begins, stops = begins[inside], stops[inside]
    left, right = kind[begins - 1], kind[stops]
    word_left = (left == HAN) | (left == STAR) | (left == DIGIT)
    word_right = (right == HAN) | (right == STAR) | (right == DIGIT)
    digits = (left == DIGIT) & (right == DIGIT) & (kind[begins] != LINE)
    wanted = word_left & word_right & ~digits
    np.add.at(dropped, begins[wanted], 1)
    np.add.at(dropped, stops[wanted], -1)
    return np.cumsum(dropped[:-1]).astype(np.bool_)


def _near(dropped: NDArray[np.bool_]) -> NDArray[np.bool_]:
    spots = np.flatnonzero(dropped)
    cover = np.zeros(len(dropped) + 1, dtype=np.int32)
    np.add.at(cover, np.maximum(spots - REACH, 0), 1)
    np.add.at(cover, np.minimum(spots + REACH, len(dropped)), -1)
    return np.cumsum(cover[:-1]) > 0


def _text(codes: Codes) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def apart(kinds: NDArray[np.uint8]) -> tuple[bool, bool]:
    """Whether odd marks, and whether line ends, stand among these characters' kinds."""
    return bool((kinds == ODD).any()), bool((kinds == LINE).any())


__all__ = ["END", "SOFT", "Folded", "Joined", "apart", "fold", "join"]
