"""The body of a journal entry: everything that the decision was, as JSON values."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from shoumi.acts.act import payload_of
from shoumi.acts.known import Asking
from shoumi.decision.duties import changes_of as changes_of_duties
from shoumi.decision.follow import changes_from
from shoumi.decision.perform import Performed
from shoumi.evidence.changes import Change

VERSION = 1


def changes_of(performed: Performed) -> tuple[Change, ...]:
    """Every change of a register that the act amounts to, those of contained acts after its own."""
    return (
        *changes_from(performed.consequences),
        *performed.scopes,
        *changes_of_duties(performed.opened, performed.closed, performed.moved),
        *(change for part in performed.contained for change in changes_of(part)),
    )


def body_of_entry(
    performed: Performed,
    changes: Iterable[Change],
    *,
    unit: str,
    number: int,
    asking: Asking,
    law: str,
) -> dict[str, object]:
    """What is sealed into the chain. Texts that must be wipeable are replaced before sealing.

    `law` is the digest of the packs and settings that decided, so that the decision can be
    explained when they have long been replaced.
    """
    return _told(performed) | {
        "v": VERSION,
        "unit": unit,
        "number": number,
        "at": asking.at.isoformat(),
        "by": asking.by,
        "law": law,
        "changes": [change_as_json(change) for change in changes],
    }


def _told(performed: Performed) -> dict[str, object]:
    told: dict[str, object] = {
        "act": payload_of(performed.act),
        "verdict": performed.ruling.verdict.value,
        "findings": msgspec.to_builtins(performed.ruling.findings),
    }
    if performed.contained:
        told["contains"] = [_told(part) | {"by": part.by} for part in performed.contained]
    return told


def change_as_json(change: Change) -> dict[str, object]:
    """A change as JSON values, its sort under "change"."""
    told: dict[str, object] = msgspec.to_builtins(change)
    return told
