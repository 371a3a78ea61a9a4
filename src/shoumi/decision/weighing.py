"""Whether a clause speaks of an act at all: its conditions, held against what the act tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

import msgspec

from shoumi.acts.rule import Rule
from shoumi.decision.law_today import LawToday
from shoumi.decision.verdict import Finding, Said
from shoumi.law.clause import Clause, Effect, Json
from shoumi.law.conditions import Condition, Scale, holds, parse
from shoumi.law.figures import Figures

KEPT = frozenset({Effect.RECORD, Effect.FORM})


class Conditional(Protocol):
    """Whatever is asked only where a condition holds."""

    @property
    def when(self) -> Condition | None:
        """The condition; None: always."""
        ...


Q = TypeVar("Q", bound=Conditional)


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """A clause that the entry of an act keeps by itself, and the finding that says so."""

    finding: Finding
    when: Condition | None = None


def condition_of(figures: Figures) -> Condition | None:
    """The `when` of a clause, None where it binds always."""
    raw = figures.get("when")
    return parse(raw) if raw else None


def that_hold(asked: Iterable[Q], told: Mapping[str, Json], scale: Scale) -> tuple[Q, ...]:
    """Those whose condition holds of what the act tells; what it does not tell binds."""
    return tuple(one for one in asked if one.when is None or holds(one.when, told, scale))


def recordings_of(rules: Iterable[Rule], law: LawToday) -> tuple[Recording, ...]:
    """Every clause in force of the rules that an entry keeps."""
    return tuple(
        _recording(clause, law.figures(clause))
        for rule in rules
        if rule.effect in KEPT and rule.check is None
        for clause in law.of_rule(rule.slug)
    )


def _recording(clause: Clause, figures: Figures) -> Recording:
    """With its selector of levels as one more line of its condition."""
    when = condition_of(figures)
    levels = figures.get("levels")
    of_levels = parse({"level": levels}).lines if levels else ()
    lines = (*(when.lines if when else ()), *of_levels)
    return Recording(
        finding=Finding(
            clause=clause.id,
            rule=clause.rule,
            effect=clause.effect.value,
            said=Said.RECORDED,
            proposed=tuple(sorted(figures.proposed)),
        ),
        when=Condition(lines=lines) if lines else None,
    )


def as_recorded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of an act that is performed: what keeps a record or form has kept it."""
    return tuple(
        msgspec.structs.replace(one, said=Said.RECORDED)
        if one.said is Said.SATISFIED and one.effect in KEPT
        else one
        for one in findings
    )
