"""When a clause applies: the grammar of conditions and its laws."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.law.conditions import Scale, holds, parse
from shoumi.law.levels import levels_of
from shoumi.law.pack import Pack

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="session")
def scale(base: Pack) -> Scale:
    kinds = {name: field.kind for name, field in base.fields.items()}
    return Scale(
        levels=levels_of(base.schemes, base.tiers),
        kinds=kinds,
        until=lambda period: TODAY + timedelta(days=int(period[1:-1])),
    )


CASES: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({}, {}, True),
    ({"kind": "paper"}, {"kind": "paper"}, True),
    ({"kind": "paper"}, {"kind": "medium"}, False),
    ({"kind": ["paper", "medium"]}, {"kind": "medium"}, True),
    ({"topics": ["a", "b"]}, {"topics": ["c", "b"]}, True),
    ({"topics": ["a", "b"]}, {"topics": ["c"]}, False),
    ({"abroad": True}, {"abroad": True}, True),
    ({"abroad": True}, {"abroad": False}, False),
    ({"abroad": False}, {"abroad": False}, True),
    ({"copies": 1}, {"copies": True}, False),
    ({"activity": "any"}, {"activity": "x"}, True),
    ({"activity": "any"}, {"activity": None}, False),
    ({"activity": "any"}, {"activity": []}, False),
    ({"level": "none"}, {"level": None}, True),
    ({"level": "none"}, {"level": "secret"}, False),
    ({"level": None}, {"level": "secret"}, True),
    ({"level": ["top_secret", "secret"]}, {"level": "secret"}, True),
    ({"level": {"at_least": "secret"}}, {"level": "top_secret"}, True),
    ({"level": {"at_least": "secret"}}, {"level": "confidential"}, False),
    ({"level": {"at_most": "secret"}}, {"level": "secret"}, True),
    ({"level": {"at_least": "public"}}, {"level": "trade_secret"}, False),
    ({"level": {"at_least": "secret"}}, {"level": None}, False),
    ({"tier": {"at_least": "important"}}, {"tier": "core"}, True),
    ({"tier": {"at_least": "important"}}, {"tier": "general"}, False),
    ({"copies": {"at_most": 10}}, {"copies": 11}, False),
    ({"rank": {"at_least": 40}}, {"rank": 40}, True),
    ({"kind": {"not": ["paper", "medium"]}}, {"kind": "disc"}, True),
    ({"kind": {"not": "paper"}}, {"kind": "paper"}, False),
    ({"on": {"before": "2026-01-01"}}, {"on": date(2025, 12, 31)}, True),
    ({"on": {"after": "2026-01-01"}}, {"on": date(2026, 1, 1)}, False),
    ({"on": {"before": "P30D"}}, {"on": TODAY + timedelta(days=29)}, True),
    ({"on": {"after": "due_on"}}, {"on": date(2026, 5, 2), "due_on": date(2026, 5, 1)}, True),
    ({"kind": "paper", "abroad": True}, {"kind": "paper", "abroad": False}, False),
]


@pytest.mark.parametrize(("when", "fields", "wanted"), CASES)
def test_a_condition_holds_as_its_form_says(
    when: dict[str, Any],
    fields: dict[str, Any],
    wanted: bool,  # noqa: FBT001 what the case expects
    scale: Scale,
) -> None:
    assert holds(parse(when), fields, scale) is wanted


def test_a_field_that_is_unknown_leaves_the_clause_binding(scale: Scale) -> None:
    for when, _, _ in CASES:
        assert holds(parse(when), {}, scale)


def test_what_is_no_form_is_not_parsed() -> None:
    with pytest.raises(ValueError, match="not a form"):
        parse({"level": {"at_least": "secret", "at_most": "secret"}})


CODES = st.sampled_from(["paper", "medium", "disc", "tape"])
NAMES = st.sampled_from(["kind", "topics", "form"])
FIELDS = st.dictionaries(NAMES, st.none() | CODES | st.lists(CODES, max_size=3))
WHEN = st.dictionaries(NAMES, CODES | st.lists(CODES, min_size=1, max_size=3))


@given(first=WHEN, second=WHEN, fields=FIELDS)
def test_lines_together_hold_where_each_holds(
    first: dict[str, Any], second: dict[str, Any], fields: dict[str, Any], scale: Scale
) -> None:
    both = {**first, **second}
    apart = all(holds(parse({name: value}), fields, scale) for name, value in both.items())
    assert holds(parse(both), fields, scale) is apart


@given(values=st.lists(CODES, min_size=1), fields=FIELDS)
def test_not_is_the_contrary_of_one_of_wherever_the_field_is_known(
    values: list[str], fields: dict[str, Any], scale: Scale
) -> None:
    for name in fields:
        one_of = holds(parse({name: values}), fields, scale)
        assert holds(parse({name: {"not": values}}), fields, scale) is not one_of


@given(values=st.lists(CODES, min_size=1), more=st.lists(CODES), fields=FIELDS)
def test_a_longer_list_never_holds_less(
    values: list[str], more: list[str], fields: dict[str, Any], scale: Scale
) -> None:
    for name in fields:
        if holds(parse({name: values}), fields, scale):
            assert holds(parse({name: values + more}), fields, scale)


@given(limit=st.integers(), actual=st.integers())
def test_a_number_is_at_least_or_at_most_and_both_only_if_equal(
    limit: int, actual: int, scale: Scale
) -> None:
    least = holds(parse({"copies": {"at_least": limit}}), {"copies": actual}, scale)
    most = holds(parse({"copies": {"at_most": limit}}), {"copies": actual}, scale)
    assert least or most
    assert (least and most) is (limit == actual)
