"""What must be known before the unit's law changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from shoumi.acts.confirming import Confirming
from shoumi.acts.known import Asking
from shoumi.matters.law.acts import Adopt, Repeal, SetValue
from shoumi.matters.law.loosening import loosens
from shoumi.matters.law.things import AdoptedPack, LawChange, ProposedChange

NO_DAY = date(2000, 1, 1)


class LawFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is proposed, what is adopted, and what stands on the shelf.

    `standing` is the proposal that the act confirms. `loosens`: the value binds less than the one
    set, and nobody has consented to this proposal yet.
    """

    on: date = NO_DAY
    confirming: Confirming = Confirming()
    standing: ProposedChange | None = None
    adopted: tuple[AdoptedPack, ...] = ()
    digest_on_shelf: str | None = None
    value_now: Any = None
    loosens: bool = False


def stated(act: Adopt | Repeal | SetValue) -> dict[str, Any]:
    """What the act says of a change; an empty `since` means that it says too little."""
    if isinstance(act, Adopt):
        return _change("adopt", act.since, pack=act.pack, digest=act.digest)
    if isinstance(act, Repeal):
        return _change("repeal", act.on, pack=act.pack)
    return _change(
        "set", act.since, code=act.code, clause=act.clause, figure=act.figure, value=act.value
    )


def _change(change: LawChange, since: date | None, **content: object) -> dict[str, Any]:
    return {"change": change, "since": since, **content}


def law_facts(act: Adopt | Repeal | SetValue, asking: Asking) -> LawFacts:
    standing = _standing(act, asking)
    pack = standing.pack if standing else getattr(act, "pack", None)
    return LawFacts(
        on=asking.on,
        confirming=Confirming(
            meant=act.confirms is not None or standing is not None,
            by=asking.by,
            proposal=standing.proposal if standing else None,
            overtaken=standing is not None and standing.since < asking.on,
        ),
        standing=standing,
        adopted=_adopted(pack, asking),
        digest_on_shelf=asking.settings.pack_digest(pack) if pack else None,
        value_now=asking.settings.parameter(act.code)
        if isinstance(act, SetValue) and act.code
        else None,
        loosens=isinstance(act, SetValue) and loosens(standing or act, asking),
    )


def _standing(act: Adopt | Repeal | SetValue, asking: Asking) -> ProposedChange | None:
    """The proposal that is confirmed: named, or waiting with exactly the same content."""
    if act.confirms is not None:
        named = asking.known.get(ProposedChange, act.confirms)
        return named if named and named.change == stated(act)["change"] else None
    content = stated(act)
    for waiting in asking.known.find(ProposedChange, state="proposed"):
        if all(getattr(waiting, name) == value for name, value in content.items()):
            return waiting
    return None


def _adopted(pack: str | None, asking: Asking) -> tuple[AdoptedPack, ...]:
    rows = asking.known.find(AdoptedPack, name=pack) if pack else ()
    return tuple(sorted(rows, key=lambda row: row.since))
