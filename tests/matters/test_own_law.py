"""The program's own clauses: each has code, and does what its examples say."""

from functools import cache

import msgspec
import pytest

from shoumi.acts.rule import Rule
from shoumi.decision.catalogue import Catalogue
from shoumi.decision.everything import everything
from shoumi.decision.ground import ANYONE, Ground
from shoumi.law.clause import Clause, Effect, Example
from tests.packs.served import facts_of, figures_of, ignored
from tests.packs.shelf import the_catalogue, the_pack


@cache
def the_house() -> Catalogue:
    return everything()


def is_ours(rule: str, effect: Effect) -> bool:
    """A rule that refuses, of the ground or of what a matter itself holds to."""
    return effect is Effect.REFUSE and "base" in rule.split(".")[:2]


CLAUSES = tuple(
    clause for clause in the_pack("shoumi").clauses if is_ours(clause.rule, clause.effect)
)
RULES = tuple(rule for rule in the_house().rules.values() if is_ours(rule.slug, rule.effect))
EXAMPLES = [
    pytest.param(clause, example, id=f"{clause.id}: {example.name}")
    for clause in CLAUSES
    for example in clause.examples
]


def known_of(clause: Clause, example: Example) -> msgspec.Struct:
    """The facts of the example's act; what the ground asks is the same for every act."""
    if clause.rule.startswith("base."):
        return msgspec.convert(example.given, type=Ground)
    return facts_of(the_house().acts[str(example.act["do"])], example.given)


@pytest.mark.parametrize(("clause", "example"), EXAMPLES)
def test_a_clause_does_what_its_example_says(clause: Clause, example: Example) -> None:
    rule = the_house().rules[clause.rule]
    assert rule.check is not None
    facts = known_of(clause, example)
    assert list(ignored(example.given, msgspec.to_builtins(facts))) == []
    found = rule.check(the_house().read(example.act), facts, figures_of(clause))
    assert (found is not None) == example.refused, found


def test_every_rule_of_our_own_has_exactly_one_clause_of_the_base_pack() -> None:
    assert sorted(clause.rule for clause in CLAUSES) == sorted(rule.slug for rule in RULES)


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_every_clause_refuses_one_example_and_lets_one_pass(clause: Clause) -> None:
    assert {example.refused for example in clause.examples} == {True, False}
    bound = {slug for slug, rules in the_house().binding.items() if clause.rule in _slugs(rules)}
    if not clause.rule.startswith("base."):
        assert {str(example.act["do"]) for example in clause.examples} <= bound


def _slugs(rules: tuple[Rule, ...]) -> set[str]:
    return {rule.slug for rule in rules}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_the_catalogue_of_rules_names_the_acts_that_the_code_binds(rule: Rule) -> None:
    bound = {slug for slug, rules in the_house().binding.items() if rule.slug in _slugs(rules)}
    stated = the_catalogue().rules[rule.slug]
    assert set(stated.acts) == bound
    assert stated.effect is Effect.REFUSE


def test_the_base_pack_says_of_every_act_who_may_perform_it() -> None:
    (clause,) = (one for one in the_pack("shoumi").clauses if one.rule == "base.actor.role")
    table: dict[str, list[str]] = figures_of(clause)["acts"]
    assert set(the_house().acts) - set(table) == set()
    roles = {role for named in table.values() for role in named}
    assert roles - set(the_catalogue().roles) == {ANYONE}


def test_the_security_administrator_unlocks_alone_and_no_administrator_appoints() -> None:
    (clause,) = (one for one in the_pack("shoumi").clauses if one.rule == "base.actor.role")
    table: dict[str, list[str]] = figures_of(clause)["acts"]
    administrators = {"system_administrator", "security_administrator", "audit_administrator"}
    theirs = {act for act, named in table.items() if administrators & set(named)}
    together, reading = "access.unlock-together", {"journal.consult", "journal.export"}
    alone = ("close-account", "open-account", "renew-slip", "unlock")
    keeping = {together, *(f"access.{one}" for one in alone)}
    assert theirs == keeping | reading
    assert table["access.unlock"] == ["security_administrator"]
    assert set(table[together]) == administrators


def test_the_base_pack_excludes_the_three_administrators_as_its_roles_say() -> None:
    roles = the_catalogue().roles
    three = {"system_administrator", "security_administrator", "audit_administrator"}
    for role in three:
        assert set(roles[role].exclusive_with) == three - {role}
