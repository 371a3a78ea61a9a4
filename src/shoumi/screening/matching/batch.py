"""Passages gathered into one text, so that a thousand short ones cost one scan."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain, zip_longest

import msgspec
import numpy as np

from shoumi.screening.normal.fold import END, Codes, codes_of
from shoumi.screening.pieces import Passage

VERTICAL = 2


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """`starts[i]` is where passage i begins in `text`, whose codes are `codes`."""

    passages: tuple[Passage, ...]
    text: str
    codes: Codes
    starts: tuple[int, ...]

    def of(self, position: int) -> int:
        """The number of the passage that holds a character."""
        return bisect_right(self.starts, position) - 1

    def span(self, number: int) -> tuple[int, int]:
        begin = self.starts[number]
        return begin, begin + len(self.passages[number].text)


def gather(passages: Sequence[Passage]) -> Batch:
    """Passages stay apart by END; those of a column of single characters only by a line's end."""
    between = [*map(_between, passages[:-1], passages[1:])]
    text, codes = _joined([passage.text for passage in passages], between)
    if int(np.count_nonzero(codes == 0)) != between.count(END):
        clean = [passage.text.replace(END, " ") for passage in passages]
        text, codes = _joined(clean, between)
    lengths = [len(passage.text) + 1 for passage in passages]
    starts = tuple(accumulate(lengths[:-1], initial=0))
    return Batch(passages=tuple(passages), text=text, codes=codes, starts=starts)


def _joined(texts: list[str], between: list[str]) -> tuple[str, Codes]:
    if not between:
        return texts[0], codes_of(texts[0])
    text = "".join(chain.from_iterable(zip_longest(texts, between, fillvalue="")))
    return text, codes_of(text)


def _between(passage: Passage, following: Passage) -> str:
    if passage.layer is not following.layer:
        return END
    upright = 0 < len(passage.text) <= VERTICAL and 0 < len(following.text) <= VERTICAL
    return "\n" if upright else END
