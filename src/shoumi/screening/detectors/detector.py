"""What a detector is: cheap triggers for the one pass, an exact shape, and a judgement."""

import re
from collections.abc import Callable
from typing import TypeAlias

import msgspec

from shoumi.screening.pieces import Layer

Text: TypeAlias = str
LINE_LOOK = 80  # characters of a line that a judge looks at on either side
LINE_REACH = LINE_LOOK + 16  # for triggers that end with CLOSES
# For triggers: a line's beginning and end, as far as `line_before` and `line_after` look.
BEGINS = rf"(?:[\n\x00]\s*|\s{{{LINE_LOOK}}})"
CLOSES = rf"(?:\s*[\n\x00]|\s{{{LINE_LOOK}}})"


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """The company of a match: the folded passage from `begin` to `stop`, its layer, its start."""

    text: Text
    begin: int
    stop: int
    layer: Layer
    opening: bool

    def before(self, position: int, count: int) -> str:
        """At most `count` characters before the position, of the same passage."""
        return self.text[max(self.begin, position - count) : position]

    def after(self, position: int, count: int) -> str:
        """At most `count` characters from the position on, of the same passage."""
        return self.text[position : min(self.stop, position + count)]

    def line_before(self, position: int) -> str:
        """What stands on the same line before the position."""
        return self.before(position, LINE_LOOK).rpartition("\n")[2]

    def line_after(self, position: int) -> str:
        """What stands on the same line after the position."""
        return self.after(position, LINE_LOOK).partition("\n")[0]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A weight from 1 to 100 and the sentence that gives the reason."""

    weight: int
    reason: str
    group: int | str = 0


Judge: TypeAlias = Callable[["re.Match[str]", Around], Verdict | None]


class Detector(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of thing to find.

    `triggers` are expressions for the scanner, in the dialect of `matching.units`; wherever one
    ends, `shape` is tried on `reach` characters to either side, and `judge` decides on each match.
    Triggers may come too often and never too seldom: between them they end near every match on
    which `judge` returns a verdict. Each needless one costs as much as a thousand characters.
    """

    slug: str
    title: str
    triggers: tuple[str, ...]
    shape: "re.Pattern[str]"
    judge: Judge
    reach: int = 48


def always(weight: int, reason: str) -> Judge:
    """A judgement that needs no company."""

    def judge(_match: "re.Match[str]", _around: Around) -> Verdict:
        return Verdict(weight=weight, reason=reason)

    return judge
