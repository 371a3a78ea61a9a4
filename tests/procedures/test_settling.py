from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from shoumi.procedures.route import Asked, Mode, Route, Stage, Step, compose
from shoumi.procedures.settling import coverable, settle
from tests.procedures.cast import asked, settled


def test_who_holds_two_roles_of_the_route_signs_one_merged_stage_at_the_later_place() -> None:
    holders = {"department_head": ("wang",), "leader_in_charge": ("wang",)}
    route = settled(
        asked("department_head", rank=20, clause="p/1"),
        asked("leader_in_charge", rank=40, clause="q/1"),
        holders=holders,
    )
    (stage,) = route.stages
    assert (stage.rank, stage.persons, stage.clauses) == (40, ("wang",), ("p/1", "q/1"))
    assert stage.capacities == (("department_head",), ("leader_in_charge",))


def test_who_must_sign_one_stage_signs_for_another_role_of_his_at_once() -> None:
    holders = {"department_head": ("wang",), "secrecy_officer": ("wang", "li")}
    route = settled(
        asked("department_head", rank=20), asked("secrecy_officer", rank=30), holders=holders
    )
    assert [stage.persons for stage in route.stages] == [("wang",)]


def test_stages_that_different_holders_can_sign_stay_apart() -> None:
    holders = {"department_head": ("wang", "li"), "secrecy_officer": ("wang", "zhao")}
    route = settled(
        asked("department_head", rank=20), asked("secrecy_officer", rank=30), holders=holders
    )
    assert len(route.stages) == 2


def test_two_holders_cannot_sign_three_stages_apart() -> None:
    both = ("wang", "li")
    route = settled(
        *(asked(role, rank=rank) for role, rank in (("a", 20), ("b", 30), ("c", 40))),
        holders={"a": both, "b": both, "c": both},
    )
    assert [stage.roles for stage in route.stages] == [("a", "b"), ("c",)]


def test_a_clause_that_demands_separate_persons_keeps_stages_apart() -> None:
    holders = {"department_head": ("wang",), "leader_in_charge": ("wang",)}
    separate = Asked(roles=("leader_in_charge",), rank=40, clauses=("q/1",), separate_persons=True)
    route = settled(asked("department_head", rank=20), separate, holders=holders)
    assert len(route.stages) == 2


def test_the_officer_who_enters_an_outer_paper_may_hold_a_role_of_the_route() -> None:
    route = settled(
        asked("secrecy_officer", rank=30),
        asked("issuer", rank=80, mode=Mode.OUTSIDE),
        holders={"secrecy_officer": ("officer",), "issuer": ("officer",)},
    )
    assert [stage.persons for stage in route.stages] == [("officer",), ("officer",)]


def test_a_holder_who_applies_is_replaced_by_the_deputy() -> None:
    route = settled(
        asked("department_head"),
        holders={"department_head": ("handler",)},
        deputies={"handler": ("deputy",)},
    )
    (stage,) = route.stages
    assert stage.persons == ("deputy",)
    assert stage.instead_of == {"deputy": "handler"}


def test_a_deputy_whom_the_act_concerns_replaces_nobody_and_the_stage_waits() -> None:
    route = settled(
        asked("department_head"),
        holders={"department_head": ("handler",)},
        deputies={"handler": ("deputy",)},
        parties=("deputy",),
    )
    assert route.stages[0].persons == ()


def test_the_applicant_who_was_named_for_a_gap_is_replaced_too() -> None:
    (gap,) = compose([asked()]).stages
    named = msgspec.structs.replace(gap, persons=("handler", "leader"))

    def nobody(stage: Stage) -> tuple[str, ...]:
        return ()

    def deputy(stage: Stage, holder: str) -> tuple[str, ...]:
        return ("deputy",)

    drawn = Route(steps=(Step(stages=(named,)),))
    route = settle(drawn, nobody, deputies=deputy, applicant="handler")
    assert route.stages[0].persons == ("leader", "deputy")


def test_a_chain_asks_each_superior_in_turn_but_not_the_applicant() -> None:
    route = settled(
        asked("superior_chain", mode=Mode.CHAIN),
        asked("leader_in_charge"),
        holders={
            "superior_chain": ("handler", "head", "director"),
            "leader_in_charge": ("leader",),
        },
    )
    persons = [{stage.persons for stage in step.stages} for step in route.steps]
    assert persons == [{("head",), ("leader",)}, {("director",)}]


def test_a_chain_without_superiors_waits() -> None:
    (stage,) = settled(asked("superior_chain", mode=Mode.CHAIN), holders={}).stages
    assert stage.persons == ()


people = st.sampled_from(["handler", "p1", "p2", "p3", "p4"])
rosters = st.dictionaries(
    st.sampled_from(["a", "b", "c", "d"]),
    st.lists(people, max_size=3, unique=True).map(tuple),
)
wishes = st.lists(
    st.builds(
        Asked,
        roles=st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=2, unique=True).map(tuple),
        rank=st.none() | st.sampled_from([20, 30, 40]),
        mode=st.sampled_from(Mode),
        clauses=st.just(("p/1",)),
        separate_persons=st.booleans(),
    ),
    max_size=5,
)


@given(wishes, rosters)
def test_settling_twice_changes_nothing_and_nobody_concerned_may_sign(
    wanted: list[Asked], roster: dict[str, tuple[str, ...]]
) -> None:
    def candidates(stage: Stage) -> tuple[str, ...]:
        return tuple(person for role in stage.roles for person in roster.get(role, ()))

    def deputy(stage: Stage, holder: str) -> tuple[str, ...]:
        return ("p3", "p4") if holder == "handler" else ()

    once = settle(
        compose(wanted), candidates, deputies=deputy, applicant="handler", parties=("p4",)
    )
    twice = settle(once, candidates, deputies=deputy, applicant="handler", parties=("p4",))
    assert once == twice
    assert all({"handler", "p4"}.isdisjoint(stage.persons) for stage in once.stages)


@given(wishes, rosters)
def test_after_settling_there_is_a_person_for_each_stage_unless_separate_persons_are_demanded(
    wanted: list[Asked], roster: dict[str, tuple[str, ...]]
) -> None:
    route = settled(*wanted, holders=roster)
    if not any(one.separate_persons for one in wanted):
        assert coverable(route.stages)
