from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from shoumi.procedures.route import Asked, Mode, compose
from tests.procedures.cast import asked

roles = st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True).map(tuple)
stages_asked = st.builds(
    Asked,
    roles=roles,
    rank=st.none() | st.sampled_from([20, 30, 40, 80]),
    mode=st.sampled_from(Mode),
    clauses=st.sampled_from([("p/1",), ("p/2",), ("q/1",)]),
    needs=st.sampled_from([(), ("reason",)]),
    task=st.sampled_from([None, "审核"]),
    gap=st.booleans(),
    personal=st.booleans(),
)


def test_stages_stand_in_the_order_of_their_ranks() -> None:
    route = compose([asked("leader", rank=40), asked("head", rank=20)])
    assert [stage.roles for stage in route.stages] == [("head",), ("leader",)]
    assert [stage.id for stage in route.stages] == ["s1", "s2"]


def test_equal_ranks_are_open_side_by_side() -> None:
    route = compose([asked("office", rank=30), asked("archive", rank=30)])
    assert len(route.steps) == 1
    assert len(route.stages) == 2


def test_two_clauses_that_ask_the_same_role_make_one_stage_that_cites_both() -> None:
    (stage,) = compose([asked("leader", clause="p/1"), asked("leader", clause="q/7")]).stages
    assert stage.clauses == ("p/1", "q/7")


def test_a_role_asked_at_two_ranks_signs_at_the_later() -> None:
    (stage,) = compose([asked("leader", rank=40), asked("leader", rank=60)]).stages
    assert stage.rank == 60


def test_all_asks_each_of_its_roles() -> None:
    route = compose([asked("borrower_head", "keeper_head", mode=Mode.ALL)])
    assert [stage.roles for stage in route.stages] == [("borrower_head",), ("keeper_head",)]
    assert len(route.steps) == 1


def test_one_asks_any_of_its_roles_once() -> None:
    (stage,) = compose([asked("principal", "leader_in_charge")]).stages
    assert stage.roles == ("leader_in_charge", "principal")


def test_a_stage_without_rank_comes_last_but_before_the_outside_and_is_a_gap() -> None:
    route = compose(
        [
            asked("issuer", rank=80, mode=Mode.OUTSIDE),
            asked("reviewer", rank=None),
            asked("principal", rank=60),
        ]
    )
    assert [stage.roles[0] for stage in route.stages] == ["principal", "reviewer", "issuer"]
    assert [stage.roles[0] for stage in route.gaps] == ["reviewer"]


def test_a_role_that_a_second_clause_places_is_no_gap() -> None:
    (stage,) = compose([asked("leader", rank=None), asked("leader", rank=40, clause="q/1")]).stages
    assert (stage.rank, stage.gap) == (40, False)


def test_two_texts_that_name_nobody_leave_two_gaps() -> None:
    route = compose([asked(clause="p/1"), asked(clause="q/1")])
    assert len(route.gaps) == 2
    assert all(stage.unnamed for stage in route.gaps)


@given(st.lists(stages_asked, max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_clauses_ask_makes_no_difference(
    wanted: list[Asked], random: Random
) -> None:
    shuffled = list(wanted)
    random.shuffle(shuffled)
    assert compose(shuffled) == compose(wanted)


@given(st.lists(stages_asked, max_size=6))
def test_asking_twice_asks_no_more(wanted: list[Asked]) -> None:
    assert compose([*wanted, *wanted]) == compose(wanted)


@given(st.lists(stages_asked, max_size=6))
def test_no_clause_and_no_role_is_lost_on_the_way_to_a_route(wanted: list[Asked]) -> None:
    stages = compose(wanted).stages
    for one in wanted:
        for role in one.roles:
            assert any(
                role in stage.roles and set(one.clauses) <= set(stage.clauses) for stage in stages
            )
    assert len({stage.id for stage in stages}) == len(stages)
