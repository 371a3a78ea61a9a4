"""The body of a journal entry: everything that the decision was, as JSON values."""

from __future__ import annotations

import msgspec

from shoumi.acts.act import payload_of
from shoumi.acts.known import Asking
from shoumi.decision.perform import Performed
from shoumi.evidence.changes import Change

VERSION = 1


def body_of_entry(
    performed: Performed, *, unit: str, number: int, asking: Asking, law: str
) -> dict[str, object]:
    """What is sealed into the chain. Texts that must be wipeable are replaced before sealing.

    `law` is the digest of the packs and settings that decided, so that the decision can be
    explained when they have long been replaced.
    """
    body = _told(performed) | {
        "v": VERSION,
        "unit": unit,
        "number": number,
        "at": asking.at.isoformat(),
        "by": asking.by,
        "law": law,
        "changes": [change_as_json(change) for change in performed.changes],
    }
    if performed.contained:
        body["contains"] = [_told(part) | {"by": part.by} for part in performed.contained]
    return body


def _told(performed: Performed) -> dict[str, object]:
    return {
        "act": payload_of(performed.act),
        "verdict": performed.ruling.verdict.value,
        "findings": msgspec.to_builtins(performed.ruling.findings),
    }


def change_as_json(change: Change) -> dict[str, object]:
    """A change as JSON values, its sort under "change"."""
    told: dict[str, object] = msgspec.to_builtins(change)
    return told
