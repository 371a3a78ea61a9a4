"""From the scanner's spots to weighed matches in the original text."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec
import numpy as np

from shoumi.screening.detectors.detector import Around
from shoumi.screening.matching.batch import Batch
from shoumi.screening.matching.scanner import Scanner
from shoumi.screening.normal.fold import END, REACH, Folded, Joined, apart, fold, join
from shoumi.screening.normal.tables import HAN, tables
from shoumi.screening.words import N_

TERM_REASON = N_("Term of the lexicon: {term}")
COMPANY = 240  # characters that a judge may look at on either side
FIRST_PASSAGES, FIRST_CHARACTERS = 12, 2000
LAST_CONTINUATION = -65  # 0x80 to 0xBF as signed bytes: they begin no character


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
    folded = fold(batch.text)
    plain = list(_in_text(folded.text, scanner, batch, folded, None))
    joined = join(folded)
    if joined is not None:
        covered = {(raw.rule, position) for raw in plain for position in (raw.start, raw.end - 1)}
        plain.extend(
            raw
            for raw in _in_text(joined.text, scanner, batch, folded, joined)
            if not {(raw.rule, raw.start), (raw.rule, raw.end - 1)} & covered
        )
    return _heaviest(
        Match(
            rule=raw.rule, weight=raw.weight, reason=raw.reason,
            values={"term": raw.term} if raw.term else {},
            start=folded.back(raw.start), end=folded.back(raw.end - 1) + 1,
        )
        for raw in plain
    )  # fmt: skip


def _in_text(
    text: str, scanner: Scanner, batch: Batch, folded: Folded, joined: Joined | None
) -> Iterator[_Raw]:
    encoded = text.encode("utf-8", "surrogatepass")
    spots = scanner.spots(encoded)
    if not spots:
        return
    ends = _characters(encoded, [end for _, end in spots])
    numbered = [(number, end) for (number, _), end in zip(spots, ends, strict=True)]
    found = [*_terms(numbered, scanner), *_detected(numbered, text, scanner, batch, folded)]
    for raw in found:
        if joined is None:
            yield raw
        elif _torn(raw, folded, joined):
            yield msgspec.structs.replace(
                raw,
                start=int(joined.origin[raw.start]),
                end=int(joined.origin[raw.end - 1]) + 1,
            )


def _characters(encoded: bytes, ends: list[int]) -> list[int]:
    """Byte positions as character positions; ends come in ascending order."""
    leads = np.frombuffer(encoded, dtype=np.int8) > LAST_CONTINUATION
    found, count, done = [], 0, 0
    for end in ends:
        if end > done:
            count += int(np.count_nonzero(leads[done:end]))
            done = end
        found.append(count)
    return found


def _terms(spots: list[tuple[int, int]], scanner: Scanner) -> Iterator[_Raw]:
    """Terms, but those that lie inside a longer allowed phrase."""
    known = len(scanner.terms)
    allowed = sorted(
        (end - scanner.lengths[number], end)
        for number, end in spots
        if known <= number < known + scanner.allowed
    )
    begins = [begin for begin, _ in allowed]
    for number, end in spots:
        if number >= known:
            continue
        term, start = scanner.terms[number], end - scanner.lengths[number]
        if not _allowed(start, end, allowed, begins):
            yield _Raw(
                rule="term", weight=term.weight, reason=term.reason or TERM_REASON,
                start=start, end=end, term=term.text,
            )  # fmt: skip


def _allowed(start: int, end: int, allowed: list[tuple[int, int]], begins: list[int]) -> bool:
    """Whether a longer allowed phrase covers the term; no phrase is longer than REACH."""
    near = allowed[bisect_left(begins, start - REACH) : bisect_right(begins, start)]
    return any(end <= stop and stop - begin > end - start for begin, stop in near)


def _detected(
    spots: list[tuple[int, int]], text: str, scanner: Scanner, batch: Batch, folded: Folded
) -> Iterator[_Raw]:
    first = len(scanner.terms) + scanner.allowed
    wanted: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, end in spots:
        if number >= first:
            for user in scanner.users[number - first]:
                reach = scanner.detectors[user].reach
                low, high = max(0, end - reach), min(len(text), end + reach)
                windows = wanted[user]
                if windows and low <= windows[-1][1]:
                    windows[-1] = (windows[-1][0], max(high, windows[-1][1]))
                else:
                    windows.append((low, high))
    for user, windows in wanted.items():
        detector = scanner.detectors[user]
        for low, high in windows:
            for match in detector.shape.finditer(text, low, high):
                around = _around(text, match.start(), batch, folded)
                verdict = detector.judge(match, around)
                if verdict is not None:
                    start, end = match.span(verdict.group)
                    yield _Raw(
                        rule=detector.slug, weight=verdict.weight, reason=verdict.reason,
                        start=start, end=end,
                    )  # fmt: skip


def _around(text: str, start: int, batch: Batch, folded: Folded) -> Around:
    low, high = max(0, start - COMPANY), min(len(text), start + COMPANY)
    begin = max(low, text.rfind(END, low, start) + 1)
    stop = text.find(END, start, high)
    original = folded.back(min(start, len(folded.text) - 1)) if folded.text else 0
    number = batch.of(min(original, len(batch.text) - 1))
    return Around(
        text=text,
        begin=begin,
        stop=high if stop < 0 else stop,
        layer=batch.passages[number].layer,
        opening=number < FIRST_PASSAGES and start - batch.starts[number] < FIRST_CHARACTERS,
    )


def _torn(raw: _Raw, folded: Folded, joined: Joined) -> bool:
    """Only what stands apart in the text, and is a word of its own there, was torn on purpose.

    飞机 密切 is two words and not 机密: a space or dash tears a word only when the pieces
    have no word characters of their own at their outer sides. Odd marks and line ends do always.
    """
    places = joined.origin[raw.start : raw.end]
    if (places < 0).any() or int(places[-1]) - int(places[0]) == raw.end - raw.start - 1:
        return False
    first, last = int(places[0]), int(places[-1])
    kind = tables().kind
    odd, line = apart(kind[folded.codes[first : last + 1]])
    if odd or line:
        return True
    left = kind[folded.codes[first - 1]] if first else 0
    right = kind[folded.codes[last + 1]] if last + 1 < len(folded.codes) else 0
    return bool(HAN not in (left, right))


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
