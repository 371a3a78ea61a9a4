"""Bytes in, findings out: the whole of screening in one call."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

import msgspec

from shoumi.screening.findings import (
    THRESHOLD,
    Excerpt,
    Finding,
    Report,
    identity,
    severity_of,
)  # fmt: skip
from shoumi.screening.formats.registry import BOXED, measured
from shoumi.screening.limits import Limits
from shoumi.screening.matching.batch import Batch, gather
from shoumi.screening.matching.composites import (
    composed,
    seen_from_before,
    seen_from_behind,
)
from shoumi.screening.matching.match import Match, matches
from shoumi.screening.matching.scanner import Scanner
from shoumi.screening.pieces import Layer, Passage, Piece, Place, Unscreened, Why
from shoumi.screening.source import Source
from shoumi.screening.walk import Eyes, walk
from shoumi.screening.words import N_, Message

BATCH_CHARACTERS = 300_000  # one stretch of plain text; larger arrays take fresh memory each time
COMPANY = 24
DIGEST_BLOCK = 1 << 20


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How one file is screened.

    `eyes` reads pictures; without it they are reported unread. `onlooker` is shown every passage,
    for a report that prints the text.
    """

    scanner: Scanner
    limits: Limits = Limits()
    threshold: int = THRESHOLD
    reviewed: frozenset[str] = frozenset()
    key: bytes = b""
    eyes: Eyes | None = None
    onlooker: Callable[[Sequence[Passage]], None] | None = None


class _Sum(msgspec.Struct, kw_only=True):
    findings: list[Finding] = []
    unscreened: list[Unscreened] = []
    layers: Counter[str] = msgspec.field(default_factory=Counter)
    below: int = 0
    reviewed: int = 0
    passages: int = 0
    characters: int = 0
    full: bool = False


def screen(source: Source, *, name: str, settings: Settings) -> Report:
    """What in this file must not go out, where exactly, and why; and what was not looked into.

    `name` is the file's own name, screened too. Never raises for what the bytes hold: damaged,
    encrypted and oversized parts stand in `unscreened`.
    """
    kind, pieces = walk(source, name=name, limits=settings.limits, eyes=settings.eyes)
    total = _Sum()
    for batch, found in _judged(_batches(pieces, total), settings.scanner):
        _add(batch, found, total, settings)
    _place_on_pages(source, kind, total)
    return Report(
        name=name,
        digest=digest_of(source),
        size=len(source),
        kind=kind,
        findings=tuple(total.findings),
        unscreened=tuple(total.unscreened),
        below=total.below,
        reviewed=total.reviewed,
        passages=total.passages,
        characters=total.characters,
        layers=dict(total.layers),
    )


def _place_on_pages(source: Source, kind: str, total: _Sum) -> None:
    """Fixed pages can say where on the page; measured only for what was found."""
    if kind not in BOXED:
        return
    wanted = [
        (i, finding)
        for i, finding in enumerate(total.findings)
        if finding.place.page and not finding.place.trail and finding.layer is Layer.BODY
    ]
    if not wanted:
        return
    spans = [(finding.place.page, finding.start, finding.end) for _, finding in wanted]
    for (i, finding), box in zip(wanted, measured(kind).boxes(source, spans), strict=True):
        place = msgspec.structs.replace(finding.place, box=box)
        total.findings[i] = msgspec.structs.replace(finding, place=place)


def digest_of(source: Source) -> str:
    """SHA-256 in hexadecimal, read in blocks."""
    if isinstance(source, bytes):
        return sha256(source).hexdigest()
    digest = sha256()
    for begin in range(0, len(source), DIGEST_BLOCK):
        digest.update(source[begin : begin + DIGEST_BLOCK])
    return digest.hexdigest()


def _batches(pieces: Iterator[Piece], total: _Sum) -> Iterator[Batch]:
    held: list[Passage] = []
    size = 0
    for piece in pieces:
        if isinstance(piece, Unscreened):
            total.unscreened.append(piece)
        elif isinstance(piece, Passage) and piece.text:
            held.append(piece)
            size += len(piece.text)
            if size >= BATCH_CHARACTERS:
                yield gather(held)
                held, size = [], 0
    if held:
        yield gather(held)


def _judged(batches: Iterator[Batch], scanner: Scanner) -> Iterator[tuple[Batch, list[Match]]]:
    """Batches with their matches, weighed in the company of those next door too."""
    before: list[Match] = []
    held: tuple[Batch, list[Match]] | None = None
    for batch in batches:
        found = matches(batch, scanner)
        if held is not None:
            length = len(held[0].text)
            beside = (*before, *seen_from_before(found, length))
            yield held[0], composed(held[1], beside=beside)
            before = seen_from_behind(held[1], length)
        held = batch, found
    if held is not None:
        yield held[0], composed(held[1], beside=before)


def _add(batch: Batch, found: list[Match], total: _Sum, settings: Settings) -> None:
    lines = _Lines()
    for match in found:
        if match.weight < settings.threshold:
            total.below += 1
            continue
        finding = _finding(match, batch, total.passages, settings.key, lines)
        if finding.identity in settings.reviewed:
            total.reviewed += 1
        elif len(total.findings) < settings.limits.findings:
            total.findings.append(finding)
        elif not total.full:
            total.full = True
            total.unscreened.append(_overflow(settings.limits.findings))
    if settings.onlooker is not None:
        settings.onlooker(batch.passages)
    total.passages += len(batch.passages)
    total.characters += len(batch.text)
    total.layers.update(passage.layer.value for passage in batch.passages)


def _overflow(count: int) -> Unscreened:
    return Unscreened(
        why=Why.TOO_MANY,
        message=Message(
            template=N_("Only the first {count} findings are listed; the file holds more."),
            values={"count": count},
        ),
    )


class _Lines:
    """Counts lines onward from match to match, so that a long text is counted once."""

    def __init__(self) -> None:
        self._passage = -1
        self._start = 0
        self._ends = 0

    def before(self, number: int, text: str, start: int) -> int:
        """Line ends before the position; asked in reading order."""
        if number != self._passage:
            self._passage, self._start, self._ends = number, 0, 0
        self._ends += text.count("\n", self._start, start)
        self._start = start
        return self._ends


def _finding(match: Match, batch: Batch, offset: int, key: bytes, lines: _Lines) -> Finding:
    number = batch.of(match.start)
    passage = batch.passages[number]
    begin, stop = batch.span(number)
    start, end = match.start - begin, min(max(match.end, match.start + 1), stop) - begin
    found = batch.text[match.start : match.end]  # a mark in a column goes on in the next passages
    before = passage.text[max(0, start - COMPANY) : start]
    after = passage.text[end : end + COMPANY]
    return Finding(
        rule=match.rule,
        weight=match.weight,
        severity=severity_of(match.weight),
        layer=passage.layer,
        place=_at(passage, start, lines.before(number, passage.text, start)),
        excerpt=Excerpt(before=before, found=found, after=after),
        reason=Message(template=match.reason, values=match.values),
        identity=identity(
            rule=match.rule, layer=passage.layer, found=found, before=before, after=after, key=key
        ),
        passage=offset + number,
        start=start,
        end=end,
    )


def _at(passage: Passage, start: int, lines: int) -> Place:
    """Line and column inside the passage, counted on from the line on which it begins."""
    place = passage.place
    if not place.line:
        return place
    column = start - passage.text.rfind("\n", 0, start)
    if not lines:
        column += max(place.column - 1, 0)
    return msgspec.structs.replace(place, line=place.line + lines, column=column)
