"""A matter: its things, acts and rules, in one value that the house is composed of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import msgspec

from shoumi.acts.act import Act, slug_of
from shoumi.acts.consequence import Consequence, Moment
from shoumi.acts.known import Asking
from shoumi.acts.rule import Rule
from shoumi.acts.thing import Thing
from shoumi.law.clause import Json

# Each act has its own facts; a table of acts cannot name them all.
FactsOf: TypeAlias = Callable[[Any, Asking], Any]
FollowsFrom: TypeAlias = Callable[[Any, Any, Moment], tuple[Consequence, ...]]
ConditionsOf: TypeAlias = Callable[[Any, Any], Mapping[str, Json]]


ANY: frozenset[str] = frozenset()  # in `tells`: the field may take any value


def no_conditions(_act: Act, _facts: object) -> Mapping[str, Json]:
    """No field that a `when` could speak of."""
    return {}


class ActKind(msgspec.Struct, frozen=True, kw_only=True):
    """One act of a matter: what must be known for it and what follows from it.

    `subjects` names the payload fields that hold the things it is about. `conditions` gives the
    fields that a clause's `when` may speak of; `tells` names them, each with the codes that it can
    take here (none: any value), so that a clause which asks for another is seen to be unread.
    `final` acts end something for good and say so.
    """

    act: type[Act]
    facts: FactsOf
    follows: FollowsFrom
    subjects: tuple[str, ...] = ()
    conditions: ConditionsOf = no_conditions
    tells: Mapping[str, frozenset[str]] = {}
    daily: bool = False
    final: bool = False

    @property
    def slug(self) -> str:
        """The slug of the act."""
        return slug_of(self.act)

    def told(self, act: Act, facts: object) -> Mapping[str, Json]:
        """What this act tells a clause's conditions; a field that it does not know is left out."""
        given = self.conditions(act, facts)
        if not given.keys() <= self.tells.keys():
            message = f"{self.slug} tells {sorted(given)} and names {sorted(self.tells)}"
            raise ValueError(message)
        return given


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """A folder under matters/, as one value."""

    slug: str
    things: tuple[type[Thing], ...]
    acts: tuple[ActKind, ...]
    rules: tuple[Rule, ...]
