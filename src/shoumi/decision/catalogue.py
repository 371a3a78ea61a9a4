"""Everything that can be done and every rule that can be asked, composed of the matters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from shoumi.acts.act import Act, slug_of
from shoumi.acts.matter import ActKind, Matter
from shoumi.acts.rule import Rule
from shoumi.acts.shape import choices_at
from shoumi.acts.thing import Thing, kind_of
from shoumi.law.clause import Json, Served
from shoumi.law.words import N_, Message

T = TypeVar("T")


NOT_LISTED = N_("{field}: {code} is not on the list; it has: {listed}.")
_NUMBER = re.compile(r"\[[^]]*\]")


class UnusableActError(ValueError):
    """What a person sent is no act: says at which field, and what would be right."""

    def __init__(self, message: Message, field: str | None = None) -> None:
        """Keep the sentence and the field apart, for the page and for the API."""
        super().__init__(str(message))
        self.message, self.field = message, field


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """The acts by slug, the things by kind, the rules by slug and by the act they bind.

    `served` are the rules that Python carries, with what their acts tell of a clause's condition.
    """

    matters: tuple[Matter, ...]
    acts: Mapping[str, ActKind]
    things: Mapping[str, type[Thing]]
    rules: Mapping[str, Rule]
    binding: Mapping[str, tuple[Rule, ...]]
    closing: Mapping[str, tuple[Rule, ...]]
    served: Served

    def read(self, payload: Mapping[str, Json]) -> Act:
        """The typed act of a payload with its slug under "do"; UnusableActError if it is none."""
        slug = payload.get("do")
        kind = self.acts.get(slug) if isinstance(slug, str) else None
        if kind is None:
            raise UnusableActError(
                Message(
                    N_("There is no act {slug}; the catalogue lists them."), {"slug": f"{slug}"}
                ),
                "do",
            )
        try:
            return msgspec.convert(dict(payload), type=kind.act)
        except msgspec.ValidationError as error:
            raise _unusable(error, kind.act) from error


def _unusable(error: msgspec.ValidationError, act: type[Act]) -> UnusableActError:
    """What msgspec found, as a sentence at a field."""
    found, _, place = str(error).partition(" - at `$")
    field = place.removesuffix("`").lstrip(".") or None
    choices = choices_at(act, _NUMBER.sub("", field).split(".")) if field else ()
    if field and choices and found.startswith("Invalid enum value"):
        code = found.partition("'")[2].rpartition("'")[0]
        listed = " ".join(sorted(choices))
        told = Message(NOT_LISTED, {"field": field, "code": code, "listed": listed})
        return UnusableActError(told, field)
    if field is None and "unknown field" in found:
        field = found.rpartition("`")[0].rpartition("`")[2]
    if field is None and "missing required field" in found:
        field = found.rpartition("`")[0].rpartition("`")[2]
    return UnusableActError(Message(N_("This cannot be used: {reason}"), {"reason": found}), field)


def compose(matters: Iterable[Matter]) -> Catalogue:
    """One catalogue of the matters; two things, acts or rules of one name are a mistake of ours."""
    matters = tuple(matters)
    acts = _by_name((kind.slug, kind) for matter in matters for kind in matter.acts)
    things = _by_name((kind_of(thing), thing) for matter in matters for thing in matter.things)
    rules = _by_name((rule.slug, rule) for matter in matters for rule in matter.rules)
    binding: dict[str, list[Rule]] = {slug: [] for slug in acts}
    closing: dict[str, list[Rule]] = {slug: [] for slug in acts}
    for rule in rules.values():
        for act in rule.acts:
            binding[slug_of(act)].append(rule)
        for act in rule.closing_acts:
            closing[slug_of(act)].append(rule)
    return Catalogue(
        matters=matters,
        acts=acts,
        things=things,
        rules=rules,
        binding={slug: tuple(found) for slug, found in binding.items()},
        closing={slug: tuple(found) for slug, found in closing.items()},
        served={rule.slug: _told_to(rule, acts) for rule in rules.values()},
    )


def _told_to(rule: Rule, acts: Mapping[str, ActKind]) -> Mapping[str, frozenset[str]]:
    """The fields that every act of a rule tells, each with all the codes that one of them can take.

    A rule that binds no act, such as a duty that recurs, is told nothing.
    """
    telling = [acts[slug_of(act)].tells for act in rule.acts]
    shared = set[str]().union(*telling).intersection(*telling)
    return {f"figures.{name}": codes for name, codes in rule.reads.items()} | {
        field: frozenset[str]().union(*(each[field] for each in telling))
        if all(each[field] for each in telling)
        else frozenset()
        for field in sorted(shared)
    }


def _by_name(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    named: dict[str, T] = {}
    for name, value in pairs:
        if name in named:
            message = f"two of the name {name}"
            raise ValueError(message)
        named[name] = value
    return named
