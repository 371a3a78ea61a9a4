"""What a unit should know before it adopts a pack: conflicts, gaps, and what is not served."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from shoumi.law.adoption import Adoption, LawInForce
from shoumi.law.clause import Clause, Effect, Json, Served
from shoumi.law.combination import Excluded, allowed
from shoumi.law.figures import Figures
from shoumi.law.groups import Groups, widened
from shoumi.law.pack import Pack
from shoumi.law.shapes import allows
from shoumi.law.stages import route_of
from shoumi.law.words import N_, Message


class Kind(StrEnum):
    """What a remark is about; a conflict must be settled, the others be known."""

    CONFLICT = "conflict"
    GAP = "gap"
    NOT_SERVED = "not_served"


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that the adoption of a pack would bring, with the clauses concerned."""

    kind: Kind
    message: Message
    clauses: tuple[str, ...]


_SELECTS: Final = re.compile(r"\b(bound|concerned)\b|default: (both|all)")
_SELECTORS: Final = frozenset(
    {"levels", "kinds", "operations", "objects", "places", "who", "acts", "task", "size"}
)


def remarks(
    pack: Pack, law: LawInForce, day: date, *, served: Served, held: Collection[str]
) -> tuple[Remark, ...]:
    """What adopting `pack` on `day` beside the law in force would bring.

    `served` is what the program has code for, `held` the roles that somebody holds.
    """
    adoption = Adoption(pack=pack.id, digest=pack.digest, since=day)
    together = law.adopting(adoption, pack)
    return (
        *_excluded(pack, together, day),
        *_doubled_terms(pack, law, day),
        *_unsigned(pack, together, day, held),
        *_gaps(pack, together, day),
        *_unmapped(pack),
        *_not_served(pack, served),
    )


def _excluded(pack: Pack, law: LawInForce, day: date) -> Iterator[Remark]:
    """Lists of what is allowed that leave nothing in common, wider codes with what they hold."""
    groups = law.groups(day)
    for slug in sorted({clause.rule for clause in pack.clauses if _refuses(clause)}):
        rule = law.catalogue.rules[slug]
        bound = {clause.id: law.figures(clause, day) for clause in law.rule(slug, day)}
        for figure, meaning in rule.params.items():
            if not allows(figure, meaning):
                continue
            selectors = _selectors(figure, rule.params)
            for pair in _clashing(figure, selectors, bound, groups):
                if not any(clause.startswith(f"{pack.id}/") for clause in pair):
                    continue
                yield Remark(
                    kind=Kind.CONFLICT,
                    message=Message(
                        N_("What {clauses} allow as {figure} under {rule} excludes each other."),
                        {"clauses": ", ".join(pair), "figure": figure, "rule": slug},
                    ),
                    clauses=pair,
                )


def _refuses(clause: Clause) -> bool:
    return clause.effect is Effect.REFUSE


def _selectors(figure: str, params: Mapping[str, str]) -> frozenset[str]:
    """The other figures of the rule that say what its clauses bind."""
    found = {name for name, meaning in params.items() if _SELECTS.search(meaning)}
    return frozenset({*found, *_SELECTORS} - {figure})


def _clashing(
    figure: str, selectors: Collection[str], bound: Mapping[str, Figures], groups: Groups
) -> Iterator[tuple[str, ...]]:
    """The pairs of clauses that bind the same things and allow nothing in common."""
    ids = sorted(bound)
    for order, first in enumerate(ids):
        for second in ids[order + 1 :]:
            given = [
                (each, widened(bound[each].codes(figure), groups) or None)
                for each in (first, second)
            ]
            apart = isinstance(allowed(given), Excluded)
            if apart and _meet(selectors, bound[first], bound[second], groups):
                yield (first, second)


def _meet(selectors: Collection[str], first: Figures, second: Figures, groups: Groups) -> bool:
    """Whether some thing is bound by both clauses, as far as selectors and conditions tell.

    Persons may be of two audiences at once, so that those never keep two clauses apart.
    """
    left, right = _asked(selectors, first), _asked(selectors, second)
    return all(
        widened(left[name], groups) & widened(right[name], groups)
        for name in left.keys() & right.keys()
    )


def _asked(selectors: Collection[str], figures: Figures) -> dict[str, frozenset[str]]:
    """The codes that each selector, and each line of the condition, binds the clause to."""
    when = figures.get("when") or {}
    lines = {f"when.{name}": _chosen(value) for name, value in when.items() if value != "any"}
    chosen = {name: _chosen(figures.get(name)) for name in selectors if name != "who"}
    return {name: codes for name, codes in {**lines, **chosen}.items() if codes}


def _chosen(value: Json) -> frozenset[str]:
    """The codes that a selector names; a flag or number selects nothing by code."""
    several = value if isinstance(value, list) else [value]
    return frozenset(each for each in several if isinstance(each, str))


def _doubled_terms(pack: Pack, law: LawInForce, day: date) -> Iterator[Remark]:
    """Words that this pack and one in force define differently."""
    for other in law.packs(day):
        if other.id == pack.id:
            continue
        for term in sorted(set(pack.terms) & set(other.terms)):
            if pack.terms[term] != other.terms[term]:
                yield _two_words(pack, other, ": ".join(term))
        for scheme in sorted({s.id for s in pack.schemes} & {s.id for s in other.schemes}):
            yield _two_words(pack, other, scheme)
        for role in sorted(set(pack.roles) & set(other.roles)):
            if pack.roles[role] != other.roles[role]:
                yield _two_words(pack, other, role)


def _two_words(pack: Pack, other: Pack, term: str) -> Remark:
    return Remark(
        kind=Kind.CONFLICT,
        message=Message(
            N_("{pack} and {other} define {term} differently."),
            {"pack": pack.id, "other": other.id, "term": term},
        ),
        clauses=(),
    )


def _unsigned(pack: Pack, law: LawInForce, day: date, held: Collection[str]) -> Iterator[Remark]:
    """Stages and reserved acts that nobody could do."""
    for clause in law.clauses(day):
        if clause.pack != pack.id:
            continue
        for roles in _reserved(clause, law.figures(clause, day), law):
            if not set(roles) & set(held):
                yield Remark(
                    kind=Kind.CONFLICT,
                    message=Message(
                        N_("Nobody holds a role that {clause} asks for: {roles}."),
                        {"clause": clause.id, "roles": ", ".join(roles)},
                    ),
                    clauses=(clause.id,),
                )


def _reserved(clause: Clause, figures: Figures, law: LawInForce) -> Iterator[tuple[str, ...]]:
    """The roles of each stage and of each list of roles that may act; outer bodies apart."""
    if clause.effect is Effect.APPROVE:
        for stage in route_of(figures.values).stages or ():
            yield from _inside(stage.roles or (), law)
    elif clause.effect is Effect.REFUSE:
        params = law.catalogue.rules[clause.rule].params
        for figure in sorted(set(figures.values) & set(params)):
            codes = figures.codes(figure) if allows(figure, params[figure]) else ()
            if codes and set(codes) <= set(law.catalogue.roles):
                yield from _inside(codes, law)


def _inside(roles: tuple[str, ...], law: LawInForce) -> Iterator[tuple[str, ...]]:
    known = law.catalogue.roles
    if roles and not any(role in known and known[role].outside for role in roles):
        yield roles


def _gaps(pack: Pack, law: LawInForce, day: date) -> Iterator[Remark]:
    """Figures that the text demands and does not print."""
    for gap in law.gaps(day):
        if gap.clause.startswith(f"{pack.id}/"):
            yield Remark(
                kind=Kind.GAP,
                message=Message(
                    N_("{clause} prints no {figure}; until the unit sets it: {proposal}."),
                    {
                        "clause": gap.clause,
                        "figure": gap.figure,
                        "proposal": "—" if gap.proposal is None else str(gap.proposal),
                    },
                ),
                clauses=(gap.clause,),
            )


def _unmapped(pack: Pack) -> Iterator[Remark]:
    """Levels of an own scheme that map to none of the state and so count as the highest."""
    for scheme in pack.schemes:
        for level in scheme.levels:
            if not scheme.reference and level.maps_to is None:
                yield Remark(
                    kind=Kind.GAP,
                    message=Message(
                        N_("{level} maps to no level of the state and counts as the highest."),
                        {"level": level.address},
                    ),
                    clauses=(),
                )


def _not_served(pack: Pack, served: Served) -> Iterator[Remark]:
    """Clauses that the program has no code for, or whose condition it cannot tell."""
    for clause in pack.clauses:
        if not clause.is_served(served):
            yield Remark(
                kind=Kind.NOT_SERVED, message=_unserved(clause, served), clauses=(clause.id,)
            )


def _unserved(clause: Clause, served: Served) -> Message:
    if clause.rule not in served:
        return Message(
            N_("{clause} is not yet served: nothing carries out {rule}."),
            {"clause": clause.id, "rule": clause.rule},
        )
    return Message(
        N_("{clause} is not yet served: its condition asks {fields}, which no act tells."),
        {"clause": clause.id, "fields": ", ".join(clause.untold(served))},
    )
