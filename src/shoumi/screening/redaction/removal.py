"""What is to go, how, and the words for refusing."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from shoumi.screening.lexicon import Lexicon, Term
from shoumi.screening.matching.batch import gather
from shoumi.screening.matching.match import matches
from shoumi.screening.matching.scanner import Scanner, build
from shoumi.screening.normal.fold import fold
from shoumi.screening.normal.tables import LINE, tables
from shoumi.screening.pieces import Layer, Passage
from shoumi.screening.redaction.writings import packed, patterns, undone

BAR = "█"
SHORT = 8  # letters and digits: fewer may stand by chance inside a longer number or name


class Method(StrEnum):
    """How secret parts leave: struck out, covered, or left behind when the rest is copied."""

    DELETE = "delete"
    MASK = "mask"
    EXCERPT = "excerpt"


class RedactionRefused(Exception):  # noqa: N818 -- an outcome told to a person, not a fault
    """No redacted file is handed out; the sentence says why and what would help."""


class Removal(msgspec.Struct, frozen=True, kw_only=True):
    """The strings that go, wherever they stand and however they are disguised."""

    strings: tuple[str, ...]
    method: Method
    scanner: Scanner
    patterns: tuple[bytes, ...]

    def covering(self) -> "Removal":
        """The same where nothing may become empty: names, references, formulas."""
        return msgspec.structs.replace(self, method=Method.MASK)

    def instead(self, count: int) -> str:
        """What stands in the place of `count` removed characters."""
        return BAR * count if self.method is Method.MASK else ""


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A redacted file, and its parts that no reader takes apart and that are therefore empty."""

    content: bytes
    left_out: tuple[str, ...] = ()


def removal(strings: Sequence[str], method: Method) -> Removal:
    """Raises RedactionRefused where there is nothing to remove."""
    wanted = sorted({form for text in strings for form in (text.strip(), _closed(text)) if form})
    if not wanted:
        raise RedactionRefused("nothing to remove was named; choose findings of the report")
    terms = tuple(Term(text=text, weight=100) for text in wanted)
    return Removal(
        strings=tuple(wanted),
        method=method,
        scanner=build((), (Lexicon(term=terms),)),
        patterns=patterns(wanted),
    )


def _closed(text: str) -> str:
    """The string without what stood between its characters, as the joined text has it."""
    folded = fold(text)
    kind = tables().kind.take(folded.codes)
    return "".join(c for c, k in zip(folded.text, kind, strict=True) if k < LINE)


def spans(texts: Sequence[str], wanted: Removal) -> list[list[tuple[int, int]]]:
    """For each text, the stretches that must go, whatever their writing.

    Texts are neighbours: a string may run on from one into the next.
    """
    found = _plain(texts, wanted)
    for text, stretches in zip(texts, found, strict=True):
        for plain in undone(text):
            stretches.extend(
                (plain.origin[start][0], plain.origin[end - 1][1])
                for start, end in _plain([plain.text], wanted)[0]
            )
        stretches.extend(packed(text, wanted.patterns))
    return found


def _plain(texts: Sequence[str], wanted: Removal) -> list[list[tuple[int, int]]]:
    found: list[list[tuple[int, int]]] = [[] for _ in texts]
    if not texts:
        return found
    batch = gather([Passage(text=text, layer=Layer.BODY) for text in texts])
    for match in matches(batch, wanted.scanner):
        if _by_chance(batch.text, match.start, match.end):
            continue
        number = batch.of(match.start)
        while number < len(texts) and batch.starts[number] < match.end:
            begin, stop = batch.span(number)
            start, end = max(match.start, begin) - begin, min(match.end, stop) - begin
            if start < end:
                found[number].append((start, end))
            number += 1
    return found


def _by_chance(text: str, start: int, end: int) -> bool:
    """A few letters or digits inside a longer number or name are not the string."""
    found = text[start:end]
    if len(found) >= SHORT or not found.isascii() or not found.isalnum():
        return False
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    return any(c.isascii() and c.isalnum() for c in beside)


def without(text: str, stretches: Sequence[tuple[int, int]], wanted: Removal) -> str:
    """A text with its stretches struck out or covered."""
    parts, done = [], 0
    for start, end in sorted(stretches):
        if end > done:
            parts.append(text[done : max(start, done)])
            parts.append(wanted.instead(end - max(start, done)))
            done = end
    return "".join((*parts, text[done:]))


def clean(text: str, wanted: Removal) -> str:
    """A single text without the strings."""
    return without(text, spans([text], wanted)[0], wanted)
