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


def no_conditions(_act: Act, _facts: object) -> Mapping[str, Json]:
    """No field that a `when` could speak of."""
    return {}


class ActKind(msgspec.Struct, frozen=True, kw_only=True):
    """One act of a matter: what must be known for it and what follows from it.

    `subjects` names the payload fields that hold the things it is about. `conditions` gives the
    fields that a clause's `when` may speak of. `final` acts end something for good and say so.
    """

    act: type[Act]
    facts: FactsOf
    follows: FollowsFrom
    subjects: tuple[str, ...] = ()
    conditions: ConditionsOf = no_conditions
    daily: bool = False
    final: bool = False

    @property
    def slug(self) -> str:
        """The slug of the act."""
        return slug_of(self.act)


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """A folder under matters/, as one value."""

    slug: str
    things: tuple[type[Thing], ...]
    acts: tuple[ActKind, ...]
    rules: tuple[Rule, ...]
