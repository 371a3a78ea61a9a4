"""Ask every clause in force that binds an act; collect all answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from shoumi.acts.act import Act
from shoumi.acts.rule import Rule
from shoumi.decision.law_today import LawToday
from shoumi.decision.verdict import Finding, Said
from shoumi.law.clause import Clause, Effect, Json
from shoumi.law.conditions import holds
from shoumi.law.levels import Levels
from shoumi.procedures.route import Asked


def findings_of(
    rules: Iterable[Rule], act: Act, facts: object, law: LawToday
) -> tuple[Finding, ...]:
    """What each clause of the checking rules says; every one is asked, none is passed over."""
    return tuple(
        _finding(rule, clause, act, facts, law)
        for rule in rules
        if rule.check is not None
        for clause in law.of_rule(rule.slug)
    )


def _finding(rule: Rule, clause: Clause, act: Act, facts: object, law: LawToday) -> Finding:
    figures = law.figures(clause)
    found = rule.check(act, facts, figures) if rule.check else None
    return Finding(
        clause=clause.id,
        rule=rule.slug,
        effect=clause.effect.value,
        said=Said.REFUSED if found else Said.SATISFIED,
        breach=found,
        proposed=tuple(sorted(figures.proposed)),
    )


def asked_by(  # noqa: PLR0913 the parts of one question
    rules: Iterable[Rule],
    act: Act,
    facts: object,
    conditions: Mapping[str, Json],
    law: LawToday,
    *,
    levels: Levels,
) -> tuple[Asked, ...]:
    """The stages that the approve clauses in force ask for, their conditions already weighed."""
    asked: list[Asked] = []
    for rule in rules:
        if rule.effect is not Effect.APPROVE:
            continue
        for clause in law.of_rule(rule.slug):
            if rule.applies(act, facts, law.figures(clause)):
                asked.extend(_stages(clause, conditions, law, levels))
    return tuple(asked)


def _stages(
    clause: Clause, conditions: Mapping[str, Json], law: LawToday, levels: Levels
) -> Iterable[Asked]:
    for stage in law.stages(clause):
        if holds(stage.when, conditions, levels):
            yield stage.asked((clause.id,))
