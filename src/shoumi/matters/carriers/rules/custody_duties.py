"""What passing carriers on makes fall due: confirming, reading, giving back."""

from __future__ import annotations

from shoumi.acts.act import Act
from shoumi.acts.rule import Opening, Rule, duty
from shoumi.law.figures import Figures
from shoumi.matters.carriers.acts import Accept, CancelHandOver, HandOverCarriers
from shoumi.matters.carriers.facts.custody import HandOverFacts, OfferFacts
from shoumi.matters.carriers.rules.bound import binds_roles


def _offer(_act: Act, facts: object) -> tuple[str, ...]:
    if isinstance(facts, OfferFacts) and facts.offer is not None:
        return (facts.offer.id,)
    return ()


def _come_home(act: Act, facts: object) -> tuple[str, ...]:
    """The carriers that an acceptance brought back to their keeper."""
    if not isinstance(facts, OfferFacts) or not isinstance(act, Accept):
        return ()
    return tuple(
        one.id
        for one in facts.carriers
        if one.keeper == facts.receiver and one.id not in act.missing
    )


def _taken(facts: OfferFacts, basis: frozenset[str]) -> tuple[str, ...]:
    """The carriers that an acceptance brings to a reader on one of these bases."""
    if facts.basis not in basis:
        return ()
    return tuple(
        one.id
        for one in facts.carriers
        if one.id not in facts.missing and one.keeper != facts.receiver
    )


@duty(
    "carriers.base.offer-confirmed",
    after=(HandOverCarriers,),
    closed_by=(Accept, CancelHandOver),
    closes=_offer,
)
def offer_is_confirmed_today(
    act: HandOverCarriers, facts: HandOverFacts, _figures: Figures
) -> tuple[Opening, ...]:
    """An offer is confirmed or cancelled by closing time; the giver answers until then."""
    return tuple(
        Opening(who=facts.giver, thing=offer.id, since=act.happened_at) for offer in facts.made
    )


@duty("carriers.read.no-backlog", after=(Accept,), closed_by=(Accept,), closes=_come_home)
def is_read_in_time(act: Accept, facts: OfferFacts, figures: Figures) -> tuple[Opening, ...]:
    """A reader finishes each circulated carrier within the reading time."""
    if not binds_roles(figures, facts.roles):
        return ()
    return tuple(
        Opening(who=facts.receiver, thing=one, since=act.happened_at)
        for one in _taken(facts, frozenset({"circulation"}))
    )


@duty("carriers.use.returned", after=(Accept,), closed_by=(Accept,), closes=_come_home)
def comes_back_after_use(act: Accept, facts: OfferFacts, figures: Figures) -> tuple[Opening, ...]:
    """What was borrowed goes back to the keeper when the loan falls due."""
    if figures.get("opens") != "loan_due":
        return ()
    due = facts.offer.due_at if facts.offer else None
    return tuple(
        Opening(who=facts.receiver, thing=one, since=act.happened_at, due_at=due)
        for one in _taken(facts, frozenset({"loan"}))
    )


@duty("carriers.hold.retention", after=(Accept,), closed_by=(Accept,), closes=_come_home)
def is_not_kept_back(act: Accept, facts: OfferFacts, figures: Figures) -> tuple[Opening, ...]:
    """A circulated carrier held past the reading time is shown as kept back."""
    after = figures.get("after")
    if figures.get("what") != "circulated" or not isinstance(after, str):
        return ()
    return tuple(
        Opening(who=facts.receiver, thing=one, since=act.happened_at, within=after)
        for one in _taken(facts, frozenset({"circulation"}))
    )


CUSTODY_DUTIES: tuple[Rule, ...] = (
    offer_is_confirmed_today,
    is_read_in_time,
    comes_back_after_use,
    is_not_kept_back,
)
