"""What must be known before the journal is read or texts are wiped."""

from __future__ import annotations

import msgspec

from shoumi.acts.known import Asking
from shoumi.matters.journal.acts import Consult, Export, WipeTexts


class NothingMore(msgspec.Struct, frozen=True, kw_only=True):
    """What the ground knows is enough."""


def nothing_more(_act: Consult | Export, _asking: Asking) -> NothingMore:
    return NothingMore()


class WipingFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The commitments of the texts that go, and the entries that tell none of them any more."""

    commitments: tuple[str, ...] = ()
    without: tuple[int, ...] = ()


def wiping_facts(act: WipeTexts, asking: Asking) -> WipingFacts:
    """Look up what the entries tell and, if wanted, where else the same texts stand."""
    told = {entry: asking.known.texts_told(entry, act.fields) for entry in act.entries}
    found = tuple(dict.fromkeys(one for texts in told.values() for one in texts))
    if found and act.reach == "everywhere":
        found = asking.known.same_texts(found)
    return WipingFacts(
        commitments=found, without=tuple(entry for entry, texts in told.items() if not texts)
    )
