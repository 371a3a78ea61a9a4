"""One act and what is known, in; a ruling, out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from shoumi.acts.act import Act, slug_of
from shoumi.acts.known import Asking, Known
from shoumi.acts.matter import ActKind
from shoumi.deadlines.calendar import UnitTime
from shoumi.decision.catalogue import Catalogue
from shoumi.decision.ground import GROUND_RULES, ground_of
from shoumi.decision.judge import asked_by, findings_of, questions_of
from shoumi.decision.law_today import LawToday
from shoumi.decision.verdict import Finding, Ruling, Said, Verdict
from shoumi.decision.weighing import as_recorded, recordings_of, that_hold
from shoumi.law.breach import breach
from shoumi.law.words import N_
from shoumi.procedures.route import Asked, compose


class House(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision stands on beside the registers: the catalogue, the law, the calendar.

    `timed` reads the calendar of registers as they will be, when an act changes the calendar.
    """

    catalogue: Catalogue
    law: LawToday
    time: UnitTime
    timed: Callable[[Known], UnitTime] | None = None


class Considered(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A ruling with the facts it was made on; facts is None where the ground already refused."""

    ruling: Ruling
    facts: Any = None


UNGOVERNED = "shoumi/ungoverned"


def consider(act: Act, asking: Asking, house: House, *, granted: bool = False) -> Considered:
    """Ask every clause that binds the act. `granted`: an application for exactly this was granted.

    What cannot be seen ends the asking, so that no later rule tells more than "not found"; so does
    a code that is not on its list, which no fact could be looked up with.
    """
    law = house.law
    ground = ground_of(act, asking, house.catalogue, law)
    questions = law.once("ground", lambda: questions_of(GROUND_RULES, law))
    findings = findings_of(questions, act, ground)
    refused = any(finding.said is Said.REFUSED for finding in findings)
    if not ground.holds or not findings or (ground.strange and refused):
        return Considered(ruling=_refused(findings))
    kind = house.catalogue.acts[slug_of(act)]
    facts = kind.facts(act, asking)
    return Considered(ruling=_ruling(act, facts, kind, findings, house, granted), facts=facts)


def _ruling(
    act: Act,
    facts: object,
    kind: ActKind,
    findings: tuple[Finding, ...],
    house: House,
    granted: bool,  # noqa: FBT001 passed on by consider
) -> Ruling:
    rules = house.catalogue.binding[kind.slug]
    law = house.law
    questions = law.once(("questions", kind.slug), lambda: questions_of(rules, law))
    told = kind.told(act, facts)
    found = (*findings, *findings_of(that_hold(questions, told, law.scale), act, facts))
    asked = asked_by(rules, act, facts, told, law)
    approvals = _approvals(asked, house.law, said=Said.SATISFIED if granted else Said.WAITING)
    if Said.REFUSED in [finding.said for finding in found]:
        return Ruling(verdict=Verdict.REFUSED, findings=(*found, *approvals))
    verdict = Verdict.WAITING if asked and not granted else Verdict.PERMITTED
    route = compose(asked) if asked else None
    if verdict is Verdict.PERMITTED:
        kept = law.once(("recordings", kind.slug), lambda: recordings_of(rules, law))
        recorded = (one.finding for one in that_hold(kept, told, law.scale))
        found = (*as_recorded(found), *recorded)
    return Ruling(verdict=verdict, findings=(*found, *approvals), route=route)


def _approvals(asked: tuple[Asked, ...], law: LawToday, *, said: Said) -> tuple[Finding, ...]:
    clauses = dict.fromkeys(clause for stage in asked for clause in stage.clauses)
    return tuple(
        Finding(clause=clause, rule=found.rule, effect="approve", said=said)
        for clause in clauses
        if (found := law.clause(clause)) is not None
    )


def _refused(findings: tuple[Finding, ...]) -> Ruling:
    """Refused by the ground; where no clause at all governs the act, that is what is said."""
    if findings:
        return Ruling(verdict=Verdict.REFUSED, findings=findings)
    ungoverned = Finding(
        clause=UNGOVERNED,
        rule="base.act.governed",
        effect="refuse",
        said=Said.REFUSED,
        breach=breach(N_("No clause in force governs this act, so it is not decided.")),
    )
    return Ruling(verdict=Verdict.REFUSED, findings=(ungoverned,))
