import msgspec
import pytest

from shoumi.law.clause import Clause, Example
from tests.packs.served import answer, facts_of, ignored, served_refusals, the_house

CLAUSES = tuple(served_refusals())
EXAMPLES = [
    pytest.param(clause, example, id=f"{clause.id}: {example.name}")
    for clause in CLAUSES
    for example in clause.examples
]

# The code of these rules never reaches what these clauses refuse, so they show one side only. A
# clause leaves the list when its rule does reach it and an example of the other side stands there.
NOT_REACHED = {
    "jm-carriers/1.11.2.2a": "no act of the slice keeps the list of designated paper mills",
    "jm-carriers/1.3.5b": "no act of the slice sends a telegram on",
    "jm-carriers/1.3.5c": "no act of the slice puts a telegram into print",
    "jm-media/2.1.3": "no act of the slice names a department's media keeper",
    "p6-bureau/2c": "the clause names no role, and an entry always has some keeper",
    "p6-bureau/5e": "no act of the slice sends a telegram by post",
    "p6-bureau/5f": "no act of the slice reissues a telegram as a document",
    "p6-bureau/5g": "no act of the slice takes a telegram on a trip",
}


@pytest.mark.parametrize(("clause", "example"), EXAMPLES)
def test_a_clause_does_what_its_example_says(clause: Clause, example: Example) -> None:
    found = answer(clause, example)
    assert (found is not None) == example.refused, found


@pytest.mark.parametrize(("clause", "example"), EXAMPLES)
def test_an_example_gives_only_facts_that_its_act_has(clause: Clause, example: Example) -> None:
    facts = facts_of(the_house().acts[str(example.act["do"])], example.given)
    assert list(ignored(example.given, msgspec.to_builtins(facts))) == []


@pytest.mark.parametrize(("clause", "example"), EXAMPLES)
def test_an_example_performs_an_act_that_its_rule_binds(clause: Clause, example: Example) -> None:
    bound = the_house().binding[str(example.act["do"])]
    assert clause.rule in {rule.slug for rule in bound}


def test_every_served_refusal_refuses_one_example_and_lets_one_pass() -> None:
    sides = {clause.id: {each.refused for each in clause.examples} for clause in CLAUSES}
    assert {clause for clause, shown in sides.items() if True not in shown} == set(NOT_REACHED)
    assert [clause for clause, shown in sides.items() if False not in shown] == []


def test_a_fact_that_no_act_has_is_noticed() -> None:
    given = {"level": "secret", "carriers": [{"id": "A", "colour": "red"}], "weather": "fine"}
    known = {"level": "secret", "carriers": [{"id": "A"}]}
    assert list(ignored(given, known)) == ["given.carriers[0].colour", "given.weather"]
