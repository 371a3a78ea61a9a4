"""What a worker is asked about one file, and what it answers."""

from pathlib import Path

import msgspec

from shoumi.cli.screening.files import Stamp
from shoumi.screening.findings import Report
from shoumi.screening.pieces import Why

# What may come out otherwise the next time, though neither the file nor the settings change.
PASSING = frozenset({Why.OUT_OF_TIME, Why.CRASHED, Why.UNREADABLE, Why.CHANGED})


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """One file. A report of `digest` stands if the file still has it, and always if `stands`."""

    path: str
    digest: str = ""
    stands: bool = False


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """`report` is None where the earlier one stands. `stamp` is the file's when it was read."""

    report: Report | None = None
    stamp: Stamp | None = None


def errand(path: Path) -> Errand:
    """A file of which nothing is known."""
    return Errand(path=str(path))


def packed(answer: Answer) -> bytes:
    return msgspec.json.encode(answer)


def unpacked(content: bytes) -> Answer:
    return msgspec.json.decode(content, type=Answer)


def lasting(report: Report) -> bool:
    """Whether the same file under the same settings would be reported in the same way again."""
    return bool(report.digest) and not any(piece.why in PASSING for piece in report.unscreened)
