"""A route that another regulation should give is owed also where that one is not in force."""

from __future__ import annotations

from typing import cast

import pytest

from shoumi.acts.rule import approval
from shoumi.decision.judge import asked_by
from shoumi.decision.law_today import LawToday
from shoumi.law.clause import Clause, Dated, Effect, Figure, Json
from shoumi.law.conditions import Scale
from shoumi.law.figures import Figures
from shoumi.law.levels import Levels
from shoumi.law.stages import RouteRule, route_of
from shoumi.law.words import Text
from shoumi.matters.carriers.acts import Copy
from shoumi.procedures.route import Asked
from tests.cast import MORNING, a_unit, did, registered

HEAD = {"role": ["department_head"], "rank": 20, "mode": "one"}
RULE = approval("trial.copy.approval", Copy)


class TrialLaw:
    """The law of a day that has these clauses and no other."""

    def __init__(self, *clauses: Clause) -> None:
        self.clauses = {clause.id: clause for clause in clauses}
        levels = Levels(levels={}, tiers={}, reference="")
        self.scale = Scale(levels=levels, kinds={}, until=lambda _: MORNING.date())

    def of_rule(self, _rule: str) -> tuple[Clause, ...]:
        return tuple(self.clauses.values())

    def figures(self, clause: Clause) -> Figures:
        day = MORNING.date()
        return Figures(values={name: figure.on(day) for name, figure in clause.figures.items()})

    def route(self, clause: Clause) -> RouteRule:
        return route_of(self.figures(clause).values)

    def clause(self, identifier: str) -> Clause | None:
        return self.clauses.get(identifier)


def a_clause(number: str, **figures: Json) -> Clause:
    return Clause(
        pack="p",
        number=number,
        locator=number,
        says=Text(zh="", en=""),
        mode="enforce",
        effect=Effect.APPROVE,
        rule=RULE.slug,
        figures={name: Figure(values=(Dated(value=value),)) for name, value in figures.items()},
    )


def asked_of(*clauses: Clause, **conditions: Json) -> tuple[Asked, ...]:
    law = cast("LawToday", TrialLaw(*clauses))
    return asked_by((RULE,), Copy(carriers=("A",)), None, conditions, law)


def test_a_clause_takes_over_the_route_of_the_one_that_it_follows() -> None:
    found = asked_of(a_clause("1", stages=[HEAD]), a_clause("2", stages=[], follows=["p/1"]))
    assert {one.clauses for one in found} == {("p/1",), ("p/1", "p/2")}
    assert not any(one.gap for one in found)


@pytest.mark.parametrize("figures", [{"follows": ["q/9"]}, {"same_route_as": "carriers.make"}])
def test_a_route_that_nothing_in_force_gives_is_a_gap(figures: dict[str, Json]) -> None:
    (found,) = asked_of(a_clause("2", stages=[], **figures))
    assert (found.gap, found.clauses) == (True, ("p/2",))


def test_two_clauses_that_follow_each_other_end_in_gaps() -> None:
    found = asked_of(
        a_clause("1", stages=[], follows=["p/2"]), a_clause("2", stages=[], follows=["p/1"])
    )
    assert found
    assert all(one.gap for one in found)


def test_a_clause_asks_for_nothing_where_its_own_condition_does_not_hold() -> None:
    clause = a_clause("1", stages=[HEAD], when={"operation": ["copy"]})
    assert asked_of(clause, operation="excerpt") == ()
    assert len(asked_of(clause, operation="copy")) == 1
    assert len(asked_of(clause)) == 1


def test_copying_under_the_leaders_rules_alone_waits_and_is_never_simply_permitted() -> None:
    unit = a_unit("jm-leaders")
    (carrier,) = registered(unit, issuer_allows_copying="yes", readers=["handler"])
    asked = did(unit, "handler", "carriers.copy", carriers=[carrier], copies=2, purpose="会议用")
    assert asked.ruling.verdict == "waiting", asked.ruling
    assert asked.ruling.route is not None
    assert [stage.clauses for stage in asked.ruling.route.gaps] == [("jm-leaders/9.3e",)]
