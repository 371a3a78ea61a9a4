"""The ground that every act stands on: the base pack's rules, which bind all acts alike."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import msgspec

from shoumi.acts.act import Act, slug_of
from shoumi.acts.known import Asking
from shoumi.acts.rule import Rule, refusal
from shoumi.acts.shape import references
from shoumi.decision.catalogue import Catalogue
from shoumi.decision.sight import may_see
from shoumi.law.breach import Breach, breach
from shoumi.law.clause import Json
from shoumi.law.figures import Figures
from shoumi.law.words import N_

ANYONE = "anyone"


class Ground(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is known of any act: who asks, in which roles, and what of it cannot be seen."""

    actor_exists: bool = True
    roles: frozenset[str] = frozenset()
    unseen: tuple[str, ...] = ()
    at: datetime | None = None


def ground_of(act: Act, asking: Asking, catalogue: Catalogue) -> Ground:
    """Look up the ground of an act. Unknown and unseen things are not told apart."""
    unseen = [
        field
        for field, kind, identifier in references(act)
        if not _sees(identifier, kind, asking, catalogue)
    ]
    return Ground(
        actor_exists=asking.people.exists(asking.by),
        roles=asking.people.roles(asking.by),
        unseen=tuple(dict.fromkeys(unseen)),
        at=asking.at,
    )


def _sees(identifier: str, kind: str, asking: Asking, catalogue: Catalogue) -> bool:
    thing = asking.known.get(catalogue.things[kind], identifier)
    if thing is None:
        # Ask as much as of a thing that is there, so that time does not tell the two apart.
        asking.known.audience(identifier)
        return False
    return may_see(asking.by, thing, known=asking.known, people=asking.people, levels=asking.levels)


@refusal("base.actor.of-the-unit")
def is_of_the_unit(_act: Act, ground: Ground, _figures: Figures) -> Breach | None:
    """Only a person of this unit who has not left performs an act."""
    if ground.actor_exists:
        return None
    return breach(N_("You are not registered as a person of this unit."), missing="person")


@refusal("base.actor.role")
def holds_the_role(act: Act, ground: Ground, figures: Figures) -> Breach | None:
    """An act is performed by those whom the base pack names for it."""
    table = cast("dict[str, Json]", figures["acts"])
    named = table.get(slug_of(act))
    if named is None:
        return breach(N_("No clause says who may perform {act}, so nobody may."), act=slug_of(act))
    allowed = frozenset(cast("list[str]", named))
    if ANYONE in allowed or allowed & ground.roles:
        return None
    return breach(
        N_("Only these roles may do this: {roles}."),
        missing="role",
        supplier="secrecy_office",
        cure="organisation.appoint",
        roles=" ".join(sorted(allowed)),
    )


@refusal("base.thing.visible")
def sees_what_it_is_about(_act: Act, ground: Ground, _figures: Figures) -> Breach | None:
    """Who may not see a thing gets the answer that a thing gets which does not exist."""
    if not ground.unseen:
        return None
    return breach(
        N_("Nothing that you may see was found for: {fields}."),
        missing=ground.unseen[0],
        fields=" ".join(ground.unseen),
    )


@refusal("base.time.not-ahead")
def is_not_ahead_of_time(act: Act, ground: Ground, _figures: Figures) -> Breach | None:
    """Nothing is entered that has not happened yet."""
    if act.happened_at is None or ground.at is None or act.happened_at <= ground.at:
        return None
    return breach(N_("The time entered has not come yet."), missing="happened_at")


GROUND_RULES: tuple[Rule, ...] = (
    is_of_the_unit,
    holds_the_role,
    sees_what_it_is_about,
    is_not_ahead_of_time,
)
