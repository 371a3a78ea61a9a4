"""The route that one approve clause draws."""

from __future__ import annotations

from datetime import date

from shoumi.law.conditions import parse
from shoumi.law.pack import Pack
from shoumi.law.stages import RouteRule, StageMode, StageRule, route_of
from tests.law.written import Write

DAY = date(2026, 3, 2)
CLAUSE = """
[[clause]]
number = "1"
locator = "一"
says = { zh = "复印须经批准。", en = "Copies need approval." }
approve = "carriers.copy.approval"
"""


def route(pack: Pack) -> RouteRule:
    (clause,) = pack.clauses
    return route_of({name: figure.on(DAY) for name, figure in clause.figures.items()})


def test_a_stage_carries_all_that_its_clause_prints(write: Write) -> None:
    stages = """
[[clause.figures.stages]]
role = ["classifying_unit"]
rank = 80
mode = "outside"
when = { level = ["top_secret"] }
needs = ["consent"]
task = "同意复制"
decision = "approval"
as_printed = "原定密机关"
min_rank = "province"
authorised_ok = true
"""
    (stage,) = route(write("one", CLAUSE + stages)).stages or ()
    assert stage == StageRule(
        roles=("classifying_unit",),
        rank=80,
        mode=StageMode.OUTSIDE,
        when=parse({"level": ["top_secret"]}),
        needs=("consent",),
        task="同意复制",
        decision=("approval",),
        as_printed="原定密机关",
        min_rank="province",
        authorised_ok=True,
    )


def test_a_role_or_rank_that_the_text_does_not_print_stays_open(write: Write) -> None:
    stages = 'figures.stages = [{ mode = "one", set_by = "copy_approver" }]'
    (stage,) = route(write("open", CLAUSE + stages)).stages or ()
    assert stage.roles is None
    assert stage.rank is None
    assert stage.set_by == "copy_approver"


def test_a_chart_that_is_not_in_the_source_is_no_empty_route(write: Write) -> None:
    assert route(write("chart", CLAUSE + "figures.stages = { unset = true }")).stages is None


def test_a_route_may_follow_another_regulation(write: Write) -> None:
    follows = 'figures.stages = []\nfigures.follows = ["jm-carriers/1.9.1b"]'
    found = route(write("follows", CLAUSE + follows))
    assert found.stages == ()
    assert found.follows == ("jm-carriers/1.9.1b",)
