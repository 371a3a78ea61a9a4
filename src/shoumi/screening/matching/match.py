"""From the scanner's spots to weighed matches in the original text."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import msgspec
import numpy as np

from shoumi.screening.detectors.detector import Around, Detector, Verdict
from shoumi.screening.lexicon import plain_form
from shoumi.screening.matching.batch import Batch
from shoumi.screening.matching.scanner import Scanner, sign_spots, word_spots
from shoumi.screening.normal.fold import (
    END,
    REACH,
    Folded,
    Glyphs,
    Joined,
    apart,
    folded_from,
    join,
)
from shoumi.screening.normal.tables import HAN
from shoumi.screening.words import N_

TERM_REASON = N_("Term of the lexicon: {term}")
COMPANY = 240  # characters that a judge may look at on either side
FIRST_PASSAGES, FIRST_CHARACTERS = 12, 2000
LAST_OF_FIRST_PLANE = "\uffff"

Back: TypeAlias = Callable[[int], int]  # from what was scanned to the batch's text


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """`start` and `end` are positions in the batch's text."""

    rule: str
    weight: int
    reason: str
    values: dict[str, str | int]
    start: int
    end: int


class _Raw(msgspec.Struct, frozen=True, kw_only=True):
    rule: str
    weight: int
    reason: str
    start: int
    end: int
    term: str = ""


def matches(batch: Batch, scanner: Scanner) -> list[Match]:
    """Every match in the batch, the heaviest of overlapping ones of a rule, in reading order."""
    folded = folded_from(batch.codes)
    plain = list(_found(folded.glyphs, scanner, batch, folded.back))
    joined = join(folded)
    if joined is not None:

        def back(position: int) -> int:
            return folded.back(int(joined.origin[position]))

        torn = list(_torn_ones(_found(joined.glyphs, scanner, batch, back), folded, joined))
        plain.extend(_uncovered(torn, plain))
    return _heaviest(
        Match(
            rule=raw.rule, weight=raw.weight, reason=raw.reason,
            values={"term": raw.term} if raw.term else {},
            start=folded.back(raw.start), end=folded.back(raw.end - 1) + 1,
        )
        for raw in plain
    )  # fmt: skip


def _uncovered(torn: list[_Raw], plain: list[_Raw]) -> list[_Raw]:
    """Those that begin and end where no match of their rule in the plain text does."""
    if not torn:
        return []
    covered = {(raw.rule, position) for raw in plain for position in (raw.start, raw.end - 1)}
    return [raw for raw in torn if not {(raw.rule, raw.start), (raw.rule, raw.end - 1)} & covered]


def _found(glyphs: Glyphs, scanner: Scanner, batch: Batch, back: Back) -> Iterator[_Raw]:
    yield from _terms(glyphs, scanner)
    for detector, windows in _woken(glyphs, scanner):
        for window in windows:
            yield from _near(detector, window, glyphs, batch, back)


def _terms(glyphs: Glyphs, scanner: Scanner) -> Iterator[_Raw]:
    """Terms, but those that lie inside a longer allowed phrase."""
    known, plain = len(scanner.terms), scanner.plain
    real = [
        (number, end - len(plain[number]), end)
        for number, end in word_spots(scanner, glyphs.units)
        if _really(plain[number], end, glyphs)
    ]
    allowed = sorted((start, end) for number, start, end in real if number >= known)
    begins = [begin for begin, _ in allowed]
    for number, start, end in real:
        if number < known and not _allowed(start, end, allowed, begins):
            term = scanner.terms[number]
            yield _Raw(
                rule="term", weight=term.weight, reason=term.reason or TERM_REASON,
                start=start, end=end, term=term.text,
            )  # fmt: skip


def _really(plain: str, end: int, glyphs: Glyphs) -> bool:
    """Whether characters beyond the first plane, which share units, are those of the term."""
    if max(plain) <= LAST_OF_FIRST_PLANE:
        return True
    return plain_form(glyphs.between(end - len(plain), end)) == plain


def _allowed(start: int, end: int, allowed: list[tuple[int, int]], begins: list[int]) -> bool:
    """Whether a longer allowed phrase covers the term; no phrase is longer than REACH."""
    near = allowed[bisect_left(begins, start - REACH) : bisect_right(begins, start)]
    return any(end <= stop and stop - begin > end - start for begin, stop in near)


def _woken(glyphs: Glyphs, scanner: Scanner) -> Iterator[tuple[Detector, list[tuple[int, int]]]]:
    """Detectors whose triggers came, and the windows in which each has to look."""
    wanted: dict[int, list[tuple[int, int]]] = {}
    for number, end in sign_spots(scanner, glyphs.units):
        for user in scanner.users[number]:
            reach = scanner.detectors[user].reach
            low, high = max(0, end - reach), end + reach
            windows = wanted.setdefault(user, [])
            if windows and low <= windows[-1][1]:
                windows[-1] = (windows[-1][0], high)
            else:
                windows.append((low, high))
    for user, windows in wanted.items():
        yield scanner.detectors[user], windows


def _near(
    detector: Detector, window: tuple[int, int], glyphs: Glyphs, batch: Batch, back: Back
) -> Iterator[_Raw]:
    """What the detector makes of a window; only here are the characters themselves looked at."""
    low, high = window
    begin = max(0, low - COMPANY)
    text = glyphs.between(begin, high + COMPANY)
    for match in detector.shape.finditer(text, low - begin, high - begin):
        start = match.start()
        verdict = detector.judge(match, _around(text, start, begin, batch, back))
        if verdict is not None:
            yield _judged(detector, verdict, match.span(verdict.group), begin)


def _judged(detector: Detector, verdict: Verdict, span: tuple[int, int], begin: int) -> _Raw:
    return _Raw(
        rule=detector.slug, weight=verdict.weight, reason=verdict.reason,
        start=begin + span[0], end=begin + span[1],
    )  # fmt: skip


def _around(text: str, start: int, begin: int, batch: Batch, back: Back) -> Around:
    low, high = max(0, start - COMPANY), min(len(text), start + COMPANY)
    stop = text.find(END, start, high)
    place = back(begin + start)
    number = batch.of(place)
    return Around(
        text=text,
        begin=max(low, text.rfind(END, low, start) + 1),
        stop=high if stop < 0 else stop,
        layer=batch.passages[number].layer,
        opening=number < FIRST_PASSAGES and place - batch.starts[number] < FIRST_CHARACTERS,
    )


def _torn_ones(found: Iterable[_Raw], folded: Folded, joined: Joined) -> Iterator[_Raw]:
    """Those of the joined text that were torn, at their places in the folded one."""
    for raw in found:
        if _torn(raw, folded, joined):
            yield msgspec.structs.replace(
                raw,
                start=int(joined.origin[raw.start]),
                end=int(joined.origin[raw.end - 1]) + 1,
            )


def _torn(raw: _Raw, folded: Folded, joined: Joined) -> bool:
    """Only what stands apart in the text, and is a word of its own there, was torn on purpose.

    飞机 密切 is two words and not 机密: a space or dash tears a word only when the pieces
    have no word characters of their own at their outer sides. Odd marks and line ends do always.
    """
    places = joined.origin[raw.start : raw.end]
    if (places < 0).any() or int(places[-1]) - int(places[0]) == raw.end - raw.start - 1:
        return False
    first, last, glyphs = int(places[0]), int(places[-1]), folded.glyphs
    odd, line = apart(glyphs.kinds(np.arange(first, last + 1)))
    if odd or line:
        return True
    outside = [place for place in (first - 1, last + 1) if 0 <= place < len(glyphs)]
    return HAN not in glyphs.kinds(np.array(outside, dtype=np.int64))


def _heaviest(found: Iterable[Match]) -> list[Match]:
    kept: list[Match] = []
    last: dict[str, Match] = {}
    for match in sorted(found, key=lambda each: (each.start, -each.weight, -each.end)):
        key = match.rule + str(match.values.get("term", ""))
        before = last.get(key)
        if before is not None and match.start < before.end:
            continue
        last[key] = match
        kept.append(match)
    return kept
