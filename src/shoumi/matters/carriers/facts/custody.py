"""What must be known for entering carriers and for passing them on."""

from __future__ import annotations

from datetime import datetime

import msgspec

from shoumi.acts.known import Asking
from shoumi.acts.thing import Thing
from shoumi.matters.carriers.acts import Accept, CancelHandOver, HandOverCarriers, Register
from shoumi.matters.carriers.facts.views import CarrierFacts, family_of, view
from shoumi.matters.carriers.things import ENDED, Carrier, Edition, HandOver


class RegisterFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The edition, who may be a keeper, and which copy numbers are taken."""

    at: datetime | None = None
    roles: frozenset[str] = frozenset()
    level: str | None = None
    level_exists: bool = True
    issuer_kind: str = "other"
    period: str | None = None
    taken: frozenset[str] = frozenset()
    keeper_roles: dict[str, frozenset[str]] = {}
    families: tuple[str, ...] = ()
    edition: Edition | None = None
    next_number: int = 1
    next_medium: int = 1
    level_marks: dict[str, str] = {}
    department: str | None = None
    made: tuple[Thing, ...] = ()


def register_facts(act: Register, asking: Asking) -> RegisterFacts:
    """Look up what an entry in the register needs."""
    edition = asking.known.get(Edition, act.edition) if act.edition else None
    named = {copy.keeper for copy in act.copies if copy.keeper} | {asking.by}
    new = act.new_edition
    level = edition.level if edition else (new.level if new else _own_level(act))
    copies = asking.known.find(Carrier, name=edition.id) if edition else ()
    return RegisterFacts(
        at=asking.at,
        roles=asking.people.roles(asking.by),
        level=level,
        level_exists=level is not None and asking.levels.knows(level),
        issuer_kind=edition.issuer_kind if edition else (new.issuer_kind if new else "own"),
        period=edition.period if edition else (new.period if new else None),
        taken=frozenset(copy.copy_number for copy in copies if copy.copy_number),
        keeper_roles={person: asking.people.roles(person) for person in sorted(named)},
        families=tuple(family_of(copy.kind) for copy in act.copies),
        edition=edition,
        next_number=asking.known.next_number(f"register:{asking.at.year}"),
        next_medium=asking.known.next_number(f"medium:{asking.at.year}"),
        level_marks=_marks(act, level, asking),
        department=asking.people.department(asking.by),
    )


def _marks(act: Register, level: str | None, asking: Asking) -> dict[str, str]:
    """The first character of each level's name, as it stands in the number of a medium."""
    named = {level, *(copy.own_level for copy in act.copies)}
    return {
        code: asking.levels.level(code).name.zh[:1]
        for code in sorted(code for code in named if code and asking.levels.knows(code))
    }


def _own_level(act: Register) -> str | None:
    return next((copy.own_level for copy in act.copies if copy.own_level), None)


class HandOverFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The carriers, the two people, and what they may do."""

    at: datetime | None = None
    giver: str = ""
    giver_roles: frozenset[str] = frozenset()
    receiver_roles: frozenset[str] = frozenset()
    receiver_exists: bool = True
    receiver_cleared: bool = True
    receiver_overdue: int = 0
    basis: str | None = None
    carriers: tuple[CarrierFacts, ...] = ()
    things: tuple[Carrier, ...] = ()
    allowed_by: str | None = None
    next_number: int = 1
    made: tuple[Thing, ...] = ()


def hand_over_facts(act: HandOverCarriers, asking: Asking) -> HandOverFacts:
    """Look up the carriers as they stand and the receiver."""
    things = _carriers(act.carriers, asking)
    tier = asking.people.tier(act.receiver)
    # Coming home is never barred, and a keeper holds thousands.
    home = act.basis == "return"
    held = () if home else asking.known.find(Carrier, holder=act.receiver)
    late = [one for one in held if one.due_at and one.due_at < asking.at and one.state not in ENDED]
    return HandOverFacts(
        at=asking.at,
        giver=asking.by,
        giver_roles=asking.people.roles(asking.by),
        receiver_roles=asking.people.roles(act.receiver),
        receiver_exists=asking.people.exists(act.receiver),
        receiver_cleared=all(_cleared(tier, one.level, asking) for one in things),
        receiver_overdue=len(late),
        basis=act.basis,
        carriers=tuple(view(one, asking) for one in things),
        things=things,
        next_number=asking.known.next_number(f"hand-over:{asking.at.year}"),
    )


def _cleared(tier: str | None, level: str, asking: Asking) -> bool:
    return asking.covers(tier, level)


def _carriers(identifiers: tuple[str, ...], asking: Asking) -> tuple[Carrier, ...]:
    found = (asking.known.get(Carrier, one) for one in dict.fromkeys(identifiers))
    return tuple(one for one in found if one is not None)


class OfferFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An offer that waits for its second signature."""

    at: datetime | None = None
    by: str = ""
    offer: HandOver | None = None
    giver: str = ""
    receiver: str = ""
    basis: str = "keep"
    state: str = "offered"
    offered_at: datetime | None = None
    roles: frozenset[str] = frozenset()
    carriers: tuple[CarrierFacts, ...] = ()
    things: tuple[Carrier, ...] = ()
    missing: tuple[str, ...] = ()


def offer_facts(act: Accept | CancelHandOver, asking: Asking) -> OfferFacts:
    """Look up the offer with its carriers."""
    offer = asking.known.get(HandOver, act.hand_over)
    if offer is None:
        return OfferFacts(at=asking.at, by=asking.by, state="unknown")
    things = _carriers(offer.carriers, asking)
    return OfferFacts(
        at=asking.at,
        by=asking.by,
        offer=offer,
        giver=offer.giver,
        receiver=offer.receiver,
        basis=offer.basis,
        state=offer.state,
        offered_at=offer.offered_at,
        roles=asking.people.roles(asking.by),
        carriers=tuple(view(one, asking) for one in things),
        things=things,
        missing=act.missing if isinstance(act, Accept) else (),
    )
