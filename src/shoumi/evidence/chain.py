"""Is the journal whole? Every break is a value; bad evidence never raises."""

import enum
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from shoumi.evidence.entry import Entry, Head, Place, digest_of, place_of, read_back


class Kind(enum.StrEnum):
    """What can be wrong with a chain."""

    BODY = "altered-body"
    DIGEST = "altered-digest"
    PREVIOUS = "altered-previous"
    PLACE = "altered-place"
    REPLACED = "replaced"
    MISSING = "missing"
    DOUBLED = "doubled"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    CHECKPOINT = "differs-from-checkpoint"


class Break(msgspec.Struct, frozen=True, kw_only=True):
    """One break, at entry `number`: what the rest of the evidence demands, what stands."""

    kind: Kind
    number: int
    expected: str
    found: str


def check(
    entries: Iterable[Entry],
    *,
    start: Head,
    anchors: Mapping[int, bytes] | None = None,
) -> Iterator[Break]:
    """Yield every break in `entries`, which should follow `start` without a gap.

    `anchors` are heads that somebody signed: entry number to digest. Streams: holds one
    entry and the gaps. Which field was altered is told by the entry behind it, so a
    break may be yielded one entry late. Nothing yielded means the chain is whole.
    """
    anchors = {} if anchors is None else anchors
    unit = start.unit
    gaps = _Gaps(start.number)
    last: Entry | Head = start
    own_last = start.digest
    for entry in entries:
        number, digest = entry.number, entry.digest
        own, place = read_back(entry)
        if (
            entry.previous == last.digest == own_last
            and number == gaps.highest + 1 == last.number + 1
            and place is not None
            and place.number == number
            and place.unit == entry.unit == unit
        ):
            gaps.highest = number  # whether own is digest is seen one entry later
        else:
            before = _Last(number=last.number, digest=last.digest, own=own_last)
            yield from _judge(entry, own, before, unit)
            yield from gaps.seen(number)
            if _only_previous_altered(entry, before):
                own = digest
        if number in anchors and anchors[number] != digest:
            yield _differs_from_anchor(entry, anchors[number])
        last, own_last = entry, own
    ended = _Last(number=last.number, digest=last.digest, own=own_last)
    yield from _ending(ended, gaps, anchors)


class _Last(msgspec.Struct, frozen=True, gc=False):
    """The entry last read: as stored, and what its own content hashes to."""

    number: int
    digest: bytes
    own: bytes


def _judge(entry: Entry, own: bytes, last: _Last, unit: str) -> Iterator[Break]:
    """Say what is wrong with `entry`, and with the last one if that is still in doubt."""
    adjacent = entry.number == last.number + 1
    previous_altered = adjacent and _only_previous_altered(entry, last)
    doubted = last.own != last.digest
    if doubted:
        yield _altered(last, entry.previous if adjacent else b"")
    if previous_altered:
        yield Break(
            kind=Kind.PREVIOUS,
            number=entry.number,
            expected=last.digest.hex(),
            found=entry.previous.hex(),
        )
    elif adjacent and not doubted and entry.previous != last.digest:
        yield _replaced(entry, last)
    if own == entry.digest or previous_altered:
        yield from _misplaced(entry, unit)


def _only_previous_altered(entry: Entry, last: _Last) -> bool:
    return entry.previous != last.digest and digest_of(last.digest, entry.body) == entry.digest


def _altered(last: _Last, witness: bytes) -> Break:
    """Body or digest: `witness` is the digest that the next entry or a checkpoint names."""
    if witness == last.own:
        return Break(
            kind=Kind.DIGEST,
            number=last.number,
            expected=last.own.hex(),
            found=last.digest.hex(),
        )
    return Break(
        kind=Kind.BODY,
        number=last.number,
        expected=last.digest.hex(),
        found=last.own.hex(),
    )


def _replaced(entry: Entry, last: _Last) -> Break:
    """The last entry is whole, yet not the one that this entry was sealed behind."""
    return Break(
        kind=Kind.REPLACED if last.number else Kind.PREVIOUS,
        number=last.number or entry.number,
        expected=entry.previous.hex() if last.number else last.digest.hex(),
        found=last.digest.hex() if last.number else entry.previous.hex(),
    )


def _misplaced(entry: Entry, unit: str) -> Iterator[Break]:
    place = place_of(entry.body)
    if place != Place(unit, entry.number) or entry.unit != unit:
        yield Break(
            kind=Kind.PLACE,
            number=entry.number,
            expected=f"{unit} {entry.number}",
            found=f"{place.unit} {place.number}" if place else "",
        )


def _differs_from_anchor(entry: Entry, signed: bytes) -> Break:
    return Break(
        kind=Kind.CHECKPOINT,
        number=entry.number,
        expected=signed.hex(),
        found=entry.digest.hex(),
    )


def _ending(last: _Last, gaps: "_Gaps", anchors: Mapping[int, bytes]) -> Iterator[Break]:
    """Say what only the end of the journal shows."""
    if last.own != last.digest:
        yield _altered(last, anchors.get(last.number, b""))
    yield from gaps.left()
    signed = max(anchors, default=0)
    if signed > gaps.highest:
        yield Break(
            kind=Kind.TRUNCATED,
            number=gaps.highest + 1,
            expected=str(signed),
            found=str(gaps.highest),
        )


class _Gaps:
    """Which numbers were passed over and have not turned up since."""

    def __init__(self, highest: int) -> None:
        self.highest = highest
        self._passed_over: list[tuple[int, int]] = []

    def seen(self, number: int) -> Iterator[Break]:
        """Take note of `number`; yield a break where it comes late or again."""
        if number > self.highest:
            if number > self.highest + 1:
                self._passed_over.append((self.highest + 1, number - 1))
            self.highest = number
            return
        kind = Kind.REORDERED if self._fills(number) else Kind.DOUBLED
        yield Break(kind=kind, number=number, expected="", found=str(self.highest))

    def _fills(self, number: int) -> bool:
        for index, (first, until) in enumerate(self._passed_over):
            if first <= number <= until:
                halves = [(first, number - 1), (number + 1, until)]
                self._passed_over[index : index + 1] = [
                    (start, end) for start, end in halves if start <= end
                ]
                return True
        return False

    def left(self) -> Iterator[Break]:
        """Yield one break for each run of numbers that never came."""
        for first, until in self._passed_over:
            yield Break(kind=Kind.MISSING, number=first, expected=str(until), found="")
