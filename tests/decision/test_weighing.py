"""A clause speaks of an act only where its condition holds, whatever its effect."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from datetime import date, timedelta
from itertools import count

import msgspec
import pytest

from shoumi.acts.act import Act
from shoumi.acts.consequence import Consequence, Moment
from shoumi.acts.known import Asking
from shoumi.acts.matter import ANY, ActKind, Matter, no_conditions
from shoumi.acts.rule import (
    Opening,
    Rule,
    approval,
    attestation,
    duty,
    kept_by_the_entry,
    refusal,
)
from shoumi.decision.catalogue import compose
from shoumi.decision.decide import House, consider
from shoumi.decision.duties import Entry, opened
from shoumi.decision.everything import everything
from shoumi.decision.ground import GROUND_RULES
from shoumi.law.breach import Breach, breach
from shoumi.law.clause import Clause, Dated, Effect, Figure, Json
from shoumi.law.conditions import Scale
from shoumi.law.figures import Figures
from shoumi.law.levels import Levels
from shoumi.law.pack import Parameter
from shoumi.law.stages import RouteRule, route_of
from shoumi.law.words import Text
from tests.cast import MORNING, a_unit, did, registered
from tests.deadlines.unit import UNIT
from tests.matters.house import House as Rooms
from tests.matters.house import the_levels

LATER = MORNING + timedelta(hours=1)


class Visit(Act, frozen=True, kw_only=True, tag="trial.visit"):
    """One act with one field that clauses may ask for."""

    purpose: str | None = None


class VisitFacts(msgspec.Struct, frozen=True, kw_only=True):
    by: str = ""


def facts_of(_act: Visit, asking: Asking) -> VisitFacts:
    return VisitFacts(by=asking.by)


def nothing(_act: Visit, _facts: VisitFacts, _moment: Moment) -> tuple[Consequence, ...]:
    return ()


def told(act: Visit, _facts: VisitFacts) -> Mapping[str, Json]:
    known: dict[str, Json] = {} if act.purpose == "?" else {"purpose": act.purpose}
    return {"level": "secret", **known}


@refusal("trial.visit.refused", Visit)
def is_refused(_act: Visit, _facts: VisitFacts, _figures: Figures) -> Breach | None:
    return breach("No.")


@attestation("trial.visit.attested", Visit)
def is_attested(_act: Visit, _facts: VisitFacts, _figures: Figures) -> Breach | None:
    return breach("Confirm.")


@duty(
    "trial.visit.reported",
    after=(Visit,),
    closed_by=(),
    closes=lambda _act, _facts: (),
)
def is_reported(_act: Visit, facts: VisitFacts, _figures: Figures) -> tuple[Opening, ...]:
    return (Opening(who=facts.by),)


RULES: tuple[Rule, ...] = (
    is_refused,
    is_attested,
    is_reported,
    approval("trial.visit.approved", Visit),
    kept_by_the_entry("trial.visit.recorded", Effect.RECORD, "A line.", Visit),
    kept_by_the_entry("trial.visit.printed", Effect.FORM, "A form.", Visit),
)
KIND = ActKind(
    act=Visit,
    facts=facts_of,
    follows=nothing,
    conditions=told,
    tells={"purpose": ANY, "level": ANY},
)
MATTER = Matter(slug="trial", things=(), acts=(KIND,), rules=RULES)
STAGES = [{"role": ["leader_in_charge"], "rank": 40, "mode": "one"}]


def a_clause(rule: Rule | str, **figures: Json) -> Clause:
    slug, effect = (rule, Effect.REFUSE) if isinstance(rule, str) else (rule.slug, rule.effect)
    return Clause(
        pack="p",
        number=slug.rpartition(".")[2],
        locator="一",
        says=Text(zh="", en=""),
        mode="enforce",
        effect=effect,
        rule=slug,
        figures={name: Figure(values=(Dated(value=value),)) for name, value in figures.items()},
    )


class TrialLaw:
    """The law of a day that has these clauses and those of the ground."""

    digest = ""

    def __init__(self, *clauses: Clause) -> None:
        ground = [a_clause(rule.slug, acts={"trial.visit": ["anyone"]}) for rule in GROUND_RULES]
        self.clauses = {clause.id: clause for clause in (*ground, *clauses)}
        self.levels: Levels = the_levels(())
        self.scale = Scale(
            levels=self.levels, kinds={"level": "level"}, until=lambda _: MORNING.date()
        )

    @property
    def day(self) -> date:
        return MORNING.date()

    def of_rule(self, rule: str, /) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses.values() if clause.rule == rule)

    def figures(self, clause: Clause, /) -> Figures:
        return Figures(
            values={name: figure.on(self.day) for name, figure in clause.figures.items()}
        )

    def route(self, clause: Clause, /) -> RouteRule:
        return route_of(self.figures(clause).values)

    def clause(self, identifier: str, /) -> Clause | None:
        return self.clauses.get(identifier)

    def parameter(self, _code: str, /) -> Json:
        return None

    def pack_digest(self, _pack: str, /) -> str | None:
        return None

    def parameter_behind(self, _clause: str, _figure: str, /) -> str | None:
        return None

    def definition(self, _code: str, /) -> Parameter | None:
        return None

    def exclusive_with(self, _role: str, /) -> frozenset[str]:
        return frozenset()

    def codes(self, _sort: str, /) -> frozenset[str]:
        return frozenset()

    def once(self, _key: Hashable, work_out: Callable[[], Json], /) -> Json:
        return work_out()


def said(act: Visit, *clauses: Clause) -> dict[str, str]:
    """What the rules said of the act and what it opened, without those of the ground."""
    law, catalogue = TrialLaw(*clauses), compose([MATTER])
    asking = Rooms(MATTER).asking("handler")
    house = House(catalogue=catalogue, law=law, time=UNIT)
    considered = consider(act, asking, house)
    found = {one.rule: str(one.said) for one in considered.ruling.findings}
    if considered.ruling.verdict == "permitted":
        entry = Entry(number=1, at=asking.at)
        ids = (f"d{number}" for number in count(1))
        _, opening = opened(
            act, considered.facts, asking, law, catalogue, UNIT, entry=entry, new_ids=ids
        )
        found.update({one.rule: str(one.said) for one in opening})
    return {rule: word for rule, word in found.items() if not rule.startswith("base.")}


@pytest.mark.parametrize(
    ("rule", "word", "figures"),
    [
        (RULES[0], "refused", {}),
        (RULES[1], "refused", {}),
        (RULES[2], "opened", {"within": "P1D"}),
        (RULES[3], "waiting", {"stages": STAGES}),
        (RULES[4], "recorded", {}),
        (RULES[5], "recorded", {}),
    ],
    ids=lambda value: value.slug if isinstance(value, Rule) else "",
)
def test_a_clause_of_any_effect_is_silent_where_its_condition_does_not_hold(
    rule: Rule, word: str, figures: dict[str, Json]
) -> None:
    clause = a_clause(rule, when={"purpose": "abroad"}, **figures)
    assert said(Visit(purpose="abroad"), clause) == {rule.slug: word}
    assert said(Visit(purpose="home"), clause) == {}
    assert said(Visit(purpose=None), clause) == {}


def test_what_an_act_does_not_tell_binds() -> None:
    clause = a_clause(RULES[0], when={"purpose": "abroad"})
    assert said(Visit(purpose="?"), clause) == {RULES[0].slug: "refused"}


@pytest.mark.parametrize(
    ("level", "words"), [("secret", {RULES[4].slug: "recorded"}), ("top_secret", {})]
)
def test_a_record_is_cited_for_its_levels_only(level: str, words: dict[str, str]) -> None:
    assert said(Visit(), a_clause(RULES[4], levels=[level])) == words


def test_what_is_not_performed_is_not_recorded() -> None:
    refused = said(Visit(), a_clause(RULES[4]), a_clause(RULES[0]))
    assert refused == {RULES[0].slug: "refused"}
    waiting = said(Visit(), a_clause(RULES[4]), a_clause(RULES[3], stages=STAGES))
    assert waiting == {RULES[3].slug: "waiting"}


def test_an_act_that_tells_a_field_it_does_not_name_is_a_mistake_of_ours() -> None:
    silent = msgspec.structs.replace(KIND, tells={"level": ANY})
    with pytest.raises(ValueError, match="purpose"):
        silent.told(Visit(), VisitFacts())


def test_every_act_of_the_house_with_conditions_names_its_fields() -> None:
    kinds = everything().acts.values()
    telling = [kind for kind in kinds if kind.conditions is not no_conditions]
    assert telling
    assert [kind.slug for kind in telling if not kind.tells] == []


def test_the_log_of_top_secret_readers_is_kept_of_top_secret_papers_alone() -> None:
    unit = a_unit("jm-carriers")
    cited = {}
    for number, level in enumerate(("secret", "top_secret")):
        at = MORNING + timedelta(hours=number)
        (carrier,) = registered(unit, at=at, level=level, period="20年", readers=["reader"])
        offer = did(
            unit,
            "officer",
            "carriers.hand-over",
            at,
            carriers=[carrier],
            receiver="reader",
            basis="circulation",
        )
        taken = did(unit, "reader", "carriers.accept", at, hand_over=offer.made[0])
        assert taken.ruling.verdict == "permitted", taken.ruling.refusing()
        cited[level] = {one.clause: str(one.said) for one in taken.ruling.findings}
    assert "jm-carriers/1.4.1d" not in cited["secret"]
    assert cited["top_secret"]["jm-carriers/1.4.1d"] == "recorded"
    assert cited["secret"]["jm-carriers/1.4.3c"] == "recorded"
