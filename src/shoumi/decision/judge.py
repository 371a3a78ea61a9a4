"""Ask every clause in force that binds an act; collect all answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from shoumi.acts.act import Act
from shoumi.acts.rule import Check, Rule
from shoumi.decision.law_today import LawToday
from shoumi.decision.verdict import Finding, Said
from shoumi.decision.weighing import condition_of
from shoumi.law.breach import Breach
from shoumi.law.clause import Clause, Effect, Json
from shoumi.law.conditions import Condition, holds
from shoumi.law.figures import Figures
from shoumi.law.stages import StageRule
from shoumi.procedures.route import Asked, Mode


class Question(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One clause that checks an act, and what it says if it finds nothing wrong."""

    check: Check
    figures: Figures
    satisfied: Finding
    when: Condition | None = None


def questions_of(rules: Iterable[Rule], law: LawToday) -> tuple[Question, ...]:
    """Every clause in force of the checking rules; none is passed over."""
    return tuple(
        _question(rule, rule.check, clause, law.figures(clause))
        for rule in rules
        if rule.check is not None
        for clause in law.of_rule(rule.slug)
    )


def _question(rule: Rule, check: Check, clause: Clause, figures: Figures) -> Question:
    satisfied = Finding(
        clause=clause.id,
        rule=rule.slug,
        effect=clause.effect.value,
        said=Said.SATISFIED,
        proposed=tuple(sorted(figures.proposed)),
    )
    when = condition_of(figures)
    return Question(check=check, figures=figures, satisfied=satisfied, when=when)


def findings_of(questions: Iterable[Question], act: Act, facts: object) -> tuple[Finding, ...]:
    """What each clause says of the act; every one is asked."""
    answers = [
        (question.satisfied, question.check(act, facts, question.figures)) for question in questions
    ]
    return tuple([good if breach is None else _refused(good, breach) for good, breach in answers])


def _refused(satisfied: Finding, breach: Breach) -> Finding:
    return msgspec.structs.replace(satisfied, said=Said.REFUSED, breach=breach)


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


def _stages(
    clause: Clause,
    conditions: Mapping[str, Json],
    law: LawToday,
    within: frozenset[str] = frozenset(),
) -> Iterable[Asked]:
    """The stages of one clause. A clause that follows others adds itself to theirs.

    A route that another clause or act should give, and that nothing in force gives, is a gap:
    consent is owed all the same. `within` are the clauses that led here, so that a ring ends.
    """
    route = law.route(clause)
    when = condition_of(law.figures(clause))
    if when is not None and not holds(when, conditions, law.scale):
        return
    if route.stages is None or route.same_route_as is not None:
        yield Asked(clauses=(clause.id,), gap=True)
        return
    for stage in route.stages:
        if holds(stage.when, conditions, law.scale):
            yield _asked(stage, (clause.id,), law)
    followed = [law.clause(each) for each in route.follows if each not in within]
    found = [other for other in followed if other is not None]
    if route.follows and not found:
        yield Asked(clauses=(clause.id,), gap=True)
    for other in found:
        for asked in _stages(other, conditions, law, within | {clause.id}):
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
