"""One value has one text, and only that text is taken back."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.evidence.canonical import LARGEST_INTEGER, NotCanonical, decode, encode

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)


@given(VALUES)
def test_the_text_is_what_an_independent_writer_of_json_writes(value: object) -> None:
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert encode(value) == written.encode()


@given(VALUES)
def test_a_value_comes_back_from_its_text(value: object) -> None:
    assert decode(encode(value)) == value


@given(st.sets(TEXTS))
def test_a_set_is_written_in_order(items: set[str]) -> None:
    assert decode(encode(items)) == sorted(items)


@given(st.sets(st.integers(-99, 99)))
def test_a_set_of_numbers_is_written_in_order(items: set[int]) -> None:
    assert decode(encode(items)) == sorted(items)


def test_times_carry_their_offset_and_days_none() -> None:
    east = timezone(timedelta(hours=8))
    assert encode(datetime(2026, 3, 2, 9, tzinfo=east)) == b'"2026-03-02T09:00:00+08:00"'
    assert encode(datetime(2026, 3, 2, 9, tzinfo=UTC)) == b'"2026-03-02T09:00:00Z"'
    assert encode(date(2026, 3, 2)) == b'"2026-03-02"'


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        float("nan"),
        {"deep": [1.0]},
        "\ud800",
        {"\ud800": 1},
        {1: "number as a key"},
        LARGEST_INTEGER + 1,
        datetime(2026, 3, 2),  # noqa: DTZ001 the point: no offset
        datetime(2026, 3, 2, tzinfo=timezone(timedelta(seconds=1))),
        {"mixed", 1},
        b"bytes",
        timedelta(days=1),
    ],
)
def test_what_has_no_single_text_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        encode(value)


def test_nesting_without_end_is_refused() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(NotCanonical, match="nested"):
        encode(value)


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b"1.0",
        b'"\\u0041"',
        b'"\xff"',
        b"[" * 5000,
        b"",
        b"[" * 5000 + b"]" * 5000,
    ],
)
def test_any_other_text_of_a_value_is_refused(text: bytes) -> None:
    with pytest.raises(NotCanonical):
        decode(text)
