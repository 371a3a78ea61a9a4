"""The words of the base pack are whole: every code that something names has its name."""

from __future__ import annotations

from shoumi.decision.everything import everything
from shoumi.law.clause import Effect
from shoumi.law.pack import Pack
from shoumi.law.rules import RuleCatalogue

ADMINISTRATORS = {"system_administrator", "security_administrator", "audit_administrator"}


def test_every_act_that_is_built_or_bound_by_a_rule_has_a_name(
    base: Pack, catalogue: RuleCatalogue
) -> None:
    named = {code for sort, code in base.terms if sort == "act"}
    bound = {act for rule in catalogue.rules.values() for act in rule.acts}
    assert bound | set(everything().acts) <= named


def test_every_effect_has_a_name(base: Pack) -> None:
    assert {code for sort, code in base.terms if sort == "effect"} == {*Effect}


def test_the_rules_stand_in_order_one_a_line(base_files: dict[str, bytes]) -> None:
    lines = base_files["rules.jsonl"].decode().splitlines()
    names = [line.split('"rule": "')[1].split('"')[0] for line in lines]
    assert names == sorted(names)


def test_the_three_administrators_exclude_each_other(base: Pack) -> None:
    for code in ADMINISTRATORS:
        assert set(base.roles[code].exclusive_with) == ADMINISTRATORS - {code}


def test_outside_bodies_are_marked(base: Pack) -> None:
    assert base.roles["classifying_unit"].outside
    assert not base.roles["leader_in_charge"].outside


def test_tiers_reach_up_to_their_levels(base: Pack) -> None:
    assert {tier.code: tier.level for tier in base.tiers} == {
        "core": "top_secret",
        "important": "secret",
        "general": "confidential",
    }


def test_two_parameters_have_no_proposal_because_the_unit_must_enter_them(base: Pack) -> None:
    for code in ("district_return_every", "destroy_methods_by_level"):
        assert base.parameters[code].proposal is None
    assert base.parameters["query_sender"].proposal == "P1WD"
