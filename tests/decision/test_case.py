"""A case goes on to its end, so that one mistake does not hide the others."""

from shoumi.decision.case import Case, StepOutcome, read_case, run_case
from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook
from shoumi.decision.ledger import Ledger
from shoumi.server.shelf import stand_up

REFUSED_FIRST = """
title = "登记被拒以后"
regulations = ["jm-carriers"]

[[person]]
id = "officer"
department = "办公室"
posts = ["secrecy-officer"]
tier = "important"

[[step]]
at = 2026-03-02T09:00:00+08:00
by = "officer"
do = "carriers.register"
with = { new_edition = { open_name = "通知" }, copies = [{ copy_number = "1" }] }
as = "A"
expect = "permitted"

[[step]]
at = 2026-03-02T10:00:00+08:00
see = [
    { person = "officer", thing = "$A", visible = true },
    { person = "officer", thing = "officer", visible = false },
]

[[step]]
at = 2026-03-02T11:00:00+08:00
by = "officer"
do = "carriers.register"
with = { copy = 1 }
expect = "unusable"
"""


def outcomes(text: str) -> tuple[Case, tuple[StepOutcome, ...]]:
    case = read_case(text.encode())
    return case, run_case(case, Ledger(everything(), LawBook(stand_up(frozenset()))))


def test_what_a_refused_step_should_have_made_is_a_difference_of_each_later_step() -> None:
    case, (register, looks, unusable) = outcomes(REFUSED_FIRST)
    assert len(case.step) == 3
    assert register.outcome == "refused"
    assert [str(each) for each in looks.differences] == [
        "$A names nothing that was made before.",
        "officer should not see officer and does.",
    ]
    assert unusable.differences == ()
