"""What must be known before anybody is let near a secret."""

from __future__ import annotations

from datetime import date

import msgspec

from shoumi.acts.known import Asking
from shoumi.matters.personnel.acts import ChangeDuties, GrantClearance, SuspendClearance
from shoumi.matters.personnel.things import Clearance

NO_DAY = date(2000, 1, 1)


class GrantFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`running` are the clearances of the person that still run on the first day asked for."""

    by: str = ""
    on: date = NO_DAY
    person_here: bool = True
    tiers: frozenset[str] = frozenset()
    running: tuple[Clearance, ...] = ()


class ClearanceFacts(msgspec.Struct, frozen=True, kw_only=True):
    by: str = ""
    on: date = NO_DAY
    tiers: frozenset[str] = frozenset()
    clearance: Clearance | None = None


def grant_facts(act: GrantClearance, asking: Asking) -> GrantFacts:
    held = asking.known.find(Clearance, holder=act.person)
    return GrantFacts(
        by=asking.by,
        on=asking.on,
        person_here=asking.people.exists(act.person),
        tiers=frozenset(asking.levels.tiers),
        running=tuple(one for one in held if one.runs_on(act.since)),
    )


def clearance_facts(act: SuspendClearance | ChangeDuties, asking: Asking) -> ClearanceFacts:
    return ClearanceFacts(
        by=asking.by,
        on=asking.on,
        tiers=frozenset(asking.levels.tiers),
        clearance=asking.known.get(Clearance, act.clearance),
    )
