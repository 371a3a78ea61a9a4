from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from shoumi.decision.case import StepOutcome, read_case, run_case
from shoumi.decision.law_book import LawBook, Shelf
from shoumi.decision.ledger import Ledger
from shoumi.server.shelf import stand_up
from tests.packs.served import served_refusals, the_house
from tests.packs.shelf import PACKS, REGULATIONS

STORIES = Path(__file__).parents[1] / "cases"
CASES = [
    *sorted(STORIES.glob("*.toml")),
    *(path for pack in REGULATIONS for path in sorted((PACKS / pack / "cases").glob("*.toml"))),
]

# Clauses of served rules that no step of a case refuses, and why; their examples show both sides
# where their rule reaches them at all.
NO_STEP_REFUSES = {
    "jm-carriers/1.1.1b": "no act of the slice opens a job of making",
    "jm-carriers/1.1.4a": "no act of the slice opens a job of making",
    "jm-carriers/1.2.3.1.2c": "no act of the slice declares a paper that was brought back",
    "jm-carriers/1.3.5b": "no act of the slice sends a telegram on",
    "jm-carriers/1.3.5c": "no act of the slice puts a telegram into print",
    "jm-carriers/1.11.2.1a": "a large batch would take a case of a hundred and one papers",
    "jm-carriers/1.11.2.2a": "no act of the slice keeps the list of designated paper mills",
    "jm-leaders/9.3a": "the clause binds leaders, and no leader of these cases is an operator",
    "jm-media/2.1.1b": "every medium is given its number when it is entered",
    "jm-media/2.1.3": "no act of the slice names a department's media keeper",
    "p6-bureau/2c": "the clause names no role, and an entry always has some keeper",
    "p6-bureau/5b": "a cipher telegram is not entered here, so none is at hand to be copied",
    "p6-bureau/5e": "no act of the slice sends a telegram by post",
    "p6-bureau/5f": "no act of the slice reissues a telegram as a document",
    "p6-bureau/5g": "no act of the slice takes a telegram on a trip",
}


@cache
def the_shelf() -> Shelf:
    return stand_up(frozenset())


@cache
def outcomes(path: Path) -> tuple[StepOutcome, ...]:
    ledger = Ledger(the_house(), LawBook(the_shelf()))
    return run_case(read_case(path.read_bytes()), ledger)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parents[1].name}/{path.stem}")
def test_a_case_comes_out_as_it_is_written(path: Path) -> None:
    found = {
        outcome.step: [str(difference) for difference in outcome.differences]
        for outcome in outcomes(path)
        if outcome.differences
    }
    assert found == {}


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parents[1].name}/{path.stem}")
def test_every_act_of_a_case_says_what_is_expected(path: Path) -> None:
    case = read_case(path.read_bytes())
    silent = [number for number, step in enumerate(case.step, 1) if step.do and not step.expect]
    assert silent == []


def test_the_cases_refuse_and_let_pass_by_every_served_refusing_clause() -> None:
    said: defaultdict[str, set[bool]] = defaultdict(set)
    for path in CASES:
        for outcome in outcomes(path):
            for clause in outcome.clauses:
                said[clause].add(clause in outcome.refused_by)
    served = [clause.id for clause in served_refusals()]
    assert {clause for clause in served if True not in said[clause]} == set(NO_STEP_REFUSES)
    assert [clause for clause in served if False not in said[clause]] == []
