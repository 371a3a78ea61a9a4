"""What was found, where, why, and how it is recognised again in the next version of the file."""

from collections.abc import Iterable
from enum import StrEnum
from hashlib import blake2b
from itertools import islice

import msgspec

from shoumi.screening.pieces import Layer, Place, Unscreened
from shoumi.screening.words import Message

THRESHOLD = 50
HIGH = 80
MEDIUM = 50
TELLING = 8  # characters on either side that make an identity


class Severity(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def severity_of(weight: int) -> Severity:
    """Weights run from 0 to 100; a finding below THRESHOLD is counted but not shown by default."""
    if weight >= HIGH:
        return Severity.HIGH
    return Severity.MEDIUM if weight >= MEDIUM else Severity.LOW


class Excerpt(msgspec.Struct, frozen=True, kw_only=True):
    """The found text as it stands in the file, with a little on either side."""

    before: str
    found: str
    after: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """`start` and `end` are characters of the passage, the number `passage` of its file."""

    rule: str
    weight: int
    severity: Severity
    layer: Layer
    place: Place
    excerpt: Excerpt
    reason: Message
    identity: str
    passage: int
    start: int
    end: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one file. Empty `unscreened` means that every byte's meaning was looked at."""

    name: str
    digest: str
    size: int
    kind: str
    findings: tuple[Finding, ...]
    unscreened: tuple[Unscreened, ...]
    below: int = 0
    reviewed: int = 0
    passages: int = 0
    characters: int = 0
    layers: dict[str, int] = {}


def identity(*, rule: str, layer: Layer, found: str, before: str, after: str, key: bytes) -> str:
    """The same for the same words in the same company on their line, wherever it moves.

    Digits beside the find are left out, so that a changed date or page number makes no new
    finding. `key` keeps identities of guessable texts from being tried out by a stranger.
    """
    left, right = before[-TELLING:], after[:TELLING]
    if not (left.isalpha() and right.isalpha() and len(left) == len(right) == TELLING):
        left = _told(reversed(before.rpartition("\n")[2]))[::-1]
        right = _told(after.partition("\n")[0])
    material = f"{rule}\x1f{layer}\x1f{found}\x1f{left}\x1f{right}"
    return blake2b(material.encode("utf-8", "surrogatepass"), key=key, digest_size=10).hexdigest()


def _told(side: Iterable[str]) -> str:
    """The first characters of one side that tell it from another."""
    return "".join(islice((c for c in side if not c.isdigit() and not c.isspace()), TELLING))
