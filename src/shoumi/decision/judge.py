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
from shoumi.law.stages import StageRule
from shoumi.procedures.route import Asked, Mode


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


def asked_by(
    rules: Iterable[Rule],
    act: Act,
    facts: object,
    conditions: Mapping[str, Json],
    law: LawToday,
) -> tuple[Asked, ...]:
    """The stages that the approve clauses in force ask for, their conditions already weighed."""
    asked: list[Asked] = []
    for rule in rules:
        if rule.effect is not Effect.APPROVE:
            continue
        for clause in law.of_rule(rule.slug):
            if rule.applies(act, facts, law.figures(clause)):
                asked.extend(_stages(clause, conditions, law))
    return tuple(asked)


def _stages(clause: Clause, conditions: Mapping[str, Json], law: LawToday) -> Iterable[Asked]:
    """The stages of one clause. A clause that follows others adds itself to theirs."""
    route = law.route(clause)
    if route.stages is None:
        yield Asked(clauses=(clause.id,), gap=True)
        return
    for stage in route.stages:
        if holds(stage.when, conditions, law.scale):
            yield _asked(stage, (clause.id,), law)
    for followed in route.follows:
        other = law.clause(followed)
        if other is not None:
            for asked in _stages(other, conditions, law):
                yield msgspec.structs.replace(asked, clauses=(*asked.clauses, clause.id))


def _asked(stage: StageRule, clauses: tuple[str, ...], law: LawToday) -> Asked:
    """A stage as procedures take it; a role that the text leaves open comes from the parameter."""
    named = law.parameter(stage.set_by) if stage.roles is None and stage.set_by else None
    roles = _as_codes(named) if named else (stage.roles or ())
    return Asked(
        roles=roles,
        rank=stage.rank,
        mode=Mode(stage.mode.value),
        clauses=clauses,
        needs=stage.needs,
        task=stage.task,
        decision=" ".join(stage.decision) or None,
        separate_persons=bool(stage.separate_persons),
    )


def _as_codes(named: Json) -> tuple[str, ...]:
    return tuple(named) if isinstance(named, list | tuple) else (str(named),)
