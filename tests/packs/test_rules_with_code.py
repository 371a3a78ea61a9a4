"""What Python says of a rule and what packs may say of it are the same."""

import pytest

from shoumi.acts.rule import Rule
from tests.packs.served import the_house
from tests.packs.shelf import the_catalogue

# The ground binds every act, so its rules name none.
RULES = [rule for rule in the_house().rules.values() if not rule.slug.startswith("base.")]


def bound_by(rule: Rule) -> set[str]:
    return {slug for slug, rules in the_house().binding.items() if rule in rules}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_a_rule_with_code_can_be_named_by_packs_and_binds_no_other_acts(rule: Rule) -> None:
    stated = the_catalogue().rules[rule.slug]
    assert stated.effect is rule.effect
    assert bound_by(rule) <= set(stated.acts)
