"""How clauses of one rule combine: in any order, and the stricter binds."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.law.combination import (
    Combined,
    Excluded,
    allowed,
    earliest,
    exceptions,
    greatest,
    longest,
    smallest,
    united,
)

CLAUSES = st.sampled_from([f"pack/{number}" for number in range(6)])
CODES = st.frozensets(st.sampled_from("abcd"), max_size=4)
SETS = st.dictionaries(CLAUSES, st.none() | CODES)
NUMBERS = st.dictionaries(CLAUSES, st.none() | st.integers(0, 9))
LAWS: list[Callable[..., Any]] = [greatest, smallest, earliest, longest]
SET_LAWS: list[Callable[..., Any]] = [allowed, united, exceptions]


@pytest.mark.parametrize("law", SET_LAWS)
@given(values=SETS, order=st.randoms(use_true_random=False))
def test_sets_combine_in_any_order_and_twice_as_once(
    law: Callable[..., Any], values: dict[str, frozenset[str] | None], order: Random
) -> None:
    shuffled = [*values.items(), *values.items()]
    order.shuffle(shuffled)
    assert law(shuffled) == law(values.items())


@pytest.mark.parametrize("law", LAWS)
@given(values=NUMBERS, order=st.randoms(use_true_random=False))
def test_numbers_combine_in_any_order_and_twice_as_once(
    law: Callable[..., Any], values: dict[str, int | None], order: Random
) -> None:
    shuffled = [*values.items(), *values.items()]
    order.shuffle(shuffled)
    assert law(shuffled) == law(values.items())


@pytest.mark.parametrize("law", LAWS)
@given(first=NUMBERS, second=NUMBERS)
def test_combining_parts_first_makes_the_same_value(
    law: Callable[..., Any], first: dict[str, int | None], second: dict[str, int | None]
) -> None:
    parts = [("x", _value(law(first.items()))), ("y", _value(law(second.items())))]
    whole = [*first.items(), *second.items()]
    assert _value(law(parts)) == _value(law(whole))


@given(first=SETS, second=SETS)
def test_intersecting_parts_first_makes_the_same_set(
    first: dict[str, frozenset[str] | None], second: dict[str, frozenset[str] | None]
) -> None:
    parts = [("x", _set(first)), ("y", _set(second))]
    assert _left(allowed(parts)) == _left(allowed([*first.items(), *second.items()]))


def _value(combined: Combined[int] | None) -> int | None:
    return None if combined is None else combined.value


def _left(found: Combined[frozenset[str]] | Excluded | None) -> frozenset[str] | None:
    if found is None:
        return None
    return frozenset() if isinstance(found, Excluded) else found.value


def _set(given_sets: dict[str, frozenset[str] | None]) -> frozenset[str] | None:
    return _left(allowed(given_sets.items()))


@given(values=SETS)
def test_what_is_allowed_every_clause_allows(values: dict[str, frozenset[str] | None]) -> None:
    found = allowed(values.items())
    if isinstance(found, Combined):
        assert all(codes is None or found.value <= codes for codes in values.values())
        assert found.clauses


@given(values=SETS, gap=CLAUSES)
def test_a_gap_neither_loosens_nor_tightens(
    values: dict[str, frozenset[str] | None], gap: str
) -> None:
    assert allowed([*values.items(), (gap, None)]) == allowed(values.items())
    assert united([*values.items(), (gap, None)]) == united(values.items())


def test_sets_with_nothing_in_common_name_the_clauses_that_exclude_each_other() -> None:
    found = allowed([("p/1", ["a"]), ("p/2", ["b"]), ("p/3", ["a", "b"])])
    assert found == Excluded(clauses=frozenset({"p/1", "p/2"}))


def test_sets_that_clash_only_together_name_all_of_them() -> None:
    found = allowed([("p/1", ["a", "b"]), ("p/2", ["b", "c"]), ("p/3", ["a", "c"])])
    assert found == Excluded(clauses=frozenset({"p/1", "p/2", "p/3"}))


def test_a_clause_that_allows_all_that_others_do_stands_beside() -> None:
    found = allowed([("p/1", ["a"]), ("p/2", ["a", "b"])])
    assert found == Combined(
        value=frozenset({"a"}), clauses=frozenset({"p/1"}), beside=frozenset({"p/2"})
    )


def test_each_demand_is_asked_once_with_all_its_clauses() -> None:
    assert united([("p/1", ["a"]), ("p/2", ["a", "b"])]) == {
        "a": frozenset({"p/1", "p/2"}),
        "b": frozenset({"p/2"}),
    }


def test_the_greatest_least_number_binds_and_the_other_is_shown_beside() -> None:
    found = greatest([("p/1", 2), ("p/2", 3), ("p/3", 3)])
    assert found == Combined(value=3, clauses=frozenset({"p/2", "p/3"}), beside=frozenset({"p/1"}))


def test_the_earliest_due_time_binds() -> None:
    found = earliest([("p/1", "2026-03-02T10:00"), ("p/2", "2026-03-01T10:00")])
    assert found is not None
    assert found.clauses == {"p/2"}


def test_none_beats_every_exception_and_of_two_both_must_hold() -> None:
    barred = exceptions([("p/1", "none"), ("p/2", ["consent"])])
    assert barred is not None
    assert barred.none
    assert barred.clauses == {"p/1"}
    both = exceptions([("p/1", "paper"), ("p/2", ["consent"])])
    assert both is not None
    assert set(both.conditions) == {"paper", "consent"}
