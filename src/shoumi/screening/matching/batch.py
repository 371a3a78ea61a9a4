"""Passages gathered into one text, so that a thousand short ones cost one scan."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

import msgspec

from shoumi.screening.normal.fold import END
from shoumi.screening.pieces import Passage

VERTICAL = 2


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """`starts[i]` is where passage i begins in `text`."""

    passages: tuple[Passage, ...]
    text: str
    starts: tuple[int, ...]

    def of(self, position: int) -> int:
        """The number of the passage that holds a character."""
        return bisect_right(self.starts, position) - 1

    def span(self, number: int) -> tuple[int, int]:
        begin = self.starts[number]
        return begin, begin + len(self.passages[number].text)


def gather(passages: Sequence[Passage]) -> Batch:
    """Passages stay apart by END; those of a column of single characters only by a line's end."""
    texts = []
    for passage, following in zip(passages, (*passages[1:], None), strict=True):
        texts.append(passage.text.replace(END, " ") if END in passage.text else passage.text)
        texts.append(_between(passage, following))
    lengths = [len(passage.text) + 1 for passage in passages]
    starts = tuple(accumulate(lengths[:-1], initial=0))
    return Batch(passages=tuple(passages), text="".join(texts), starts=starts)


def _between(passage: Passage, following: Passage | None) -> str:
    if following is None:
        return ""
    if passage.layer is not following.layer:
        return END
    upright = 0 < len(passage.text) <= VERTICAL and 0 < len(following.text) <= VERTICAL
    return "\n" if upright else END
