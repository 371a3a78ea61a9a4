"""The ground that every act stands on: the base pack's rules, which bind all acts alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import cast

import msgspec

from shoumi.acts.act import Act, slug_of
from shoumi.acts.known import Asking
from shoumi.acts.rule import Rule, refusal
from shoumi.acts.shape import codes_in, references
from shoumi.decision.catalogue import NOT_LISTED, Catalogue
from shoumi.decision.law_today import LawToday
from shoumi.decision.sight import may_see
from shoumi.law.breach import Breach, breach
from shoumi.law.clause import Json
from shoumi.law.figures import Figures
from shoumi.law.words import N_

ANYONE = "anyone"


class Strange(msgspec.Struct, frozen=True, kw_only=True):
    """A code that is not on the list of its field."""

    field: str
    code: str
    listed: tuple[str, ...]


class Ground(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is known of any act: who asks, in which roles, and what of it cannot be seen.

    `strange` are codes that no list in force has, the first alone told with what is on the list.
    """

    actor_exists: bool = True
    roles: frozenset[str] = frozenset()
    unseen: tuple[str, ...] = ()
    strange: tuple[Strange, ...] = ()
    at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether facts may be looked up at all."""
        return self.actor_exists and not self.unseen


def ground_of(act: Act, asking: Asking, catalogue: Catalogue, law: LawToday) -> Ground:
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
        strange=tuple(_strange(act, law)),
        at=asking.at,
    )


def _strange(act: Act, law: LawToday) -> Iterator[Strange]:
    for field, sort, code in codes_in(act):
        listed = law.codes(sort)
        if listed and code not in listed:
            yield Strange(field=field, code=code, listed=tuple(sorted(listed)))


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


@refusal("base.code.listed")
def uses_codes_that_are_listed(_act: Act, ground: Ground, _figures: Figures) -> Breach | None:
    """A code in an act is one of the list that the packs in force have for its field."""
    if not ground.strange:
        return None
    first = ground.strange[0]
    return breach(
        NOT_LISTED,
        missing=first.field,
        field=first.field,
        code=first.code,
        listed=" ".join(first.listed),
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
    uses_codes_that_are_listed,
    is_not_ahead_of_time,
)
