"""One entry of the journal, and where the next one goes."""

from typing import Final

import msgspec

from shoumi.evidence import canonical, sm3

_STARTED: Final = sm3.started("shoumi:entry:1")


class Head(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The newest entry as its successor must know it; number 0 before the first."""

    unit: str
    number: int
    digest: bytes


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An entry as it is stored: `body` is canonical text, the digests are 32 raw bytes."""

    unit: str
    number: int
    previous: bytes
    body: bytes
    digest: bytes

    @property
    def head(self) -> Head:
        """What the entry behind this one is sealed to."""
        return Head(unit=self.unit, number=self.number, digest=self.digest)


class Place(msgspec.Struct, frozen=True, gc=False):
    """What a body says of its own place; every other field is read elsewhere."""

    unit: str
    number: int


_PLACES: Final = msgspec.json.Decoder(Place)


def before_the_first(unit: str) -> Head:
    """Return the head of an empty journal: its digest binds the whole chain to `unit`."""
    digest = sm3.digest("shoumi:genesis:1", unit.encode())
    return Head(unit=unit, number=0, digest=digest)


def digest_of(previous: bytes, body: bytes) -> bytes:
    """Return SM3(domain, previous digest, body): what seals a body to all before it."""
    running = _STARTED.copy()
    running.update(previous + body)
    return running.finalize()


def place_of(body: bytes) -> Place | None:
    """Return the unit and number that `body` claims, or None where it claims none."""
    try:
        return _PLACES.decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def read_back(entry: Entry) -> tuple[bytes, Place | None]:
    """Return what `digest_of` and `place_of` say of an entry, in one call: it is counted."""
    running = _STARTED.copy()
    running.update(entry.previous + entry.body)
    try:
        return running.finalize(), _PLACES.decode(entry.body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return digest_of(entry.previous, entry.body), None


def seal(head: Head, body: bytes) -> Entry:
    """Return `body` as the entry behind `head`.

    Raises NotCanonical where `body` is not canonical text, ValueError where it was
    written for another unit or another number.
    """
    canonical.decode(body)
    place = place_of(body)
    number = head.number + 1
    if place != Place(head.unit, number):
        message = f"the body is not written for entry {number} of {head.unit}: {place}"
        raise ValueError(message)
    digest = digest_of(head.digest, body)
    return Entry(unit=head.unit, number=number, previous=head.digest, body=body, digest=digest)
