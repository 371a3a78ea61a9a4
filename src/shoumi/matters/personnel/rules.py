"""The laws of clearance that the program itself keeps."""

from __future__ import annotations

from shoumi.acts.rule import Rule, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.personnel.acts import ChangeDuties, GrantClearance, SuspendClearance
from shoumi.matters.personnel.facts import ClearanceFacts, GrantFacts


@refusal("personnel.base.not-oneself", GrantClearance, ChangeDuties)
def clears_another(
    act: GrantClearance | ChangeDuties, facts: GrantFacts | ClearanceFacts, figures: Figures
) -> Breach | None:
    """Nobody grants clearance to himself or herself, nor another tier."""
    if isinstance(act, GrantClearance):
        whose = act.person
    else:
        held = facts.clearance if isinstance(facts, ClearanceFacts) else None
        whose = held.person if held else ""
    if whose != facts.by:
        return None
    return breach(N_("Nobody clears himself or herself; another does it."), missing="person")


@refusal("personnel.base.known-tier", GrantClearance, ChangeDuties)
def is_a_known_tier(
    act: GrantClearance | ChangeDuties, facts: GrantFacts | ClearanceFacts, figures: Figures
) -> Breach | None:
    """A clearance is of a tier that the law in force knows."""
    if act.tier in facts.tiers:
        return None
    return breach(
        N_("There is no tier {tier}; there are: {known}."),
        missing="tier",
        tier=act.tier,
        known=" ".join(sorted(facts.tiers)),
    )


@refusal("personnel.base.granted-once", GrantClearance)
def is_granted_once(act: GrantClearance, facts: GrantFacts, figures: Figures) -> Breach | None:
    """A person of the unit holds one tier at a time; another one is a change, not a grant."""
    if not facts.person_here:
        return breach(N_("Name a person of this unit who has not left."), missing="person")
    if act.until is not None and act.until < act.since:
        return breach(N_("The last day lies before the first."), missing="until")
    if not facts.running:
        return None
    return breach(
        N_("The person is cleared in these days; change the tier instead."),
        missing="person",
        cure="personnel.change-duties",
    )


@refusal("personnel.base.running", SuspendClearance, ChangeDuties)
def changes_what_runs(
    act: SuspendClearance | ChangeDuties, facts: ClearanceFacts, figures: Figures
) -> Breach | None:
    """Only a clearance that runs is suspended or changed, and never for the past."""
    held = facts.clearance
    if held is None:
        return None
    if isinstance(act, ChangeDuties):
        if act.since < facts.on:
            return breach(N_("A tier does not change for the past."), missing="since")
        if not held.runs_on(act.since) or act.since <= held.since:
            return _not_running()
        return None
    ended = held.until is not None and held.until < facts.on
    return _not_running() if ended or held.suspended_on is not None else None


def _not_running() -> Breach:
    return breach(
        N_("This clearance does not run then; grant a new one."),
        missing="clearance",
        cure="personnel.grant-clearance",
    )


@refusal("personnel.base.suspension-explained", SuspendClearance)
def explains_the_suspension(
    act: SuspendClearance, facts: ClearanceFacts, figures: Figures
) -> Breach | None:
    """Who suspends for another reason than those listed says which."""
    if act.why != "other" or act.text.strip():
        return None
    return breach(N_("Say why the clearance is suspended."), missing="text")


RULES: tuple[Rule, ...] = (
    clears_another,
    is_a_known_tier,
    is_granted_once,
    changes_what_runs,
    explains_the_suspension,
)
