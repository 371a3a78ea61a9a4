"""What a clause is counted as, wherever it is counted."""

import pytest

from shoumi.law.clause import Clause, Effect
from shoumi.law.words import Text


def a_clause(effect: Effect) -> Clause:
    return Clause(
        pack="p",
        number="1",
        locator="一",
        says=Text(zh="一句。", en="A sentence."),
        mode="enforce",
        effect=effect,
        rule="trial.topic.constraint",
    )


@pytest.mark.parametrize("effect", Effect)
def test_a_clause_is_served_by_the_code_of_its_rule(effect: Effect) -> None:
    assert a_clause(effect).is_served({"trial.topic.constraint"})


@pytest.mark.parametrize("effect", Effect)
def test_without_code_only_a_principle_is_served_because_it_is_only_shown(effect: Effect) -> None:
    assert a_clause(effect).is_served({"trial.topic.other"}) == (effect is Effect.PRINCIPLE)
