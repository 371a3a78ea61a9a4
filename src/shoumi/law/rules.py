"""What packs may name: rules with their figures, acts, roles, audiences, fields, levels."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from shoumi.law.clause import Effect
from shoumi.law.groups import Groups
from shoumi.law.levels import Levels, levels_of
from shoumi.law.pack import Field, Pack, Parameter, Role


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule that clauses can name. `params` gives each figure its meaning."""

    rule: str
    effect: Effect
    acts: tuple[str, ...]
    says: str
    params: dict[str, str]


class RuleCatalogue(msgspec.Struct, frozen=True, kw_only=True):
    """The words of the law: a pack that names anything else is refused."""

    rules: Mapping[str, Rule]
    acts: Collection[str] = frozenset()
    audiences: Collection[str] = frozenset()
    moments: Collection[str] = frozenset()
    roles: Mapping[str, Role] = {}
    fields: Mapping[str, Field] = {}
    parameters: Mapping[str, Parameter] = {}
    groups: Groups = {}
    levels: Levels = Levels(levels={}, tiers={}, reference="")
    terms: Collection[tuple[str, str]] = frozenset()


def catalogue_of(rules: Mapping[str, Rule], pack: Pack) -> RuleCatalogue:
    """The catalogue that the base pack's rules and words make."""
    return RuleCatalogue(
        rules=rules,
        acts=_coded(pack, "act") | {act for rule in rules.values() for act in rule.acts},
        audiences=_coded(pack, "audience"),
        moments=_coded(pack, "moment"),
        roles=pack.roles,
        fields=pack.fields,
        parameters=pack.parameters,
        groups=pack.groups,
        levels=levels_of(pack.schemes, pack.tiers),
        terms=frozenset(pack.terms),
    )


def _coded(pack: Pack, sort: str) -> frozenset[str]:
    return frozenset(code for kind, code in pack.terms if kind == sort)
