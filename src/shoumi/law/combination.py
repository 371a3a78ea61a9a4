"""How figures of several clauses of one rule combine, so that the stricter binds and all show.

Every function takes (clause id, value) pairs in any order. A value of None is a gap of its own
clause: it neither loosens nor tightens another's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Generic, TypeVar

import msgspec

Value = TypeVar("Value")
Ordered = TypeVar("Ordered", int, float, str)
Given = tuple[str, Value | None]


class Combined(msgspec.Struct, Generic[Value], frozen=True, kw_only=True):
    """A value with the clauses that make it; the others say less, and `beside` names them."""

    value: Value
    clauses: frozenset[str]
    beside: frozenset[str] = frozenset()


class Excluded(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing is left to allow: these clauses exclude each other."""

    clauses: frozenset[str]


Codes = Collection[str]


def allowed(
    given: Iterable[tuple[str, Codes | None]],
) -> Combined[frozenset[str]] | Excluded | None:
    """What every clause allows; None if no clause says anything.

    An intersection that is empty names every clause that took part: without knowing the order
    in which they were asked, none of them is more to blame.
    """
    sets = [(clause, frozenset(codes)) for clause, codes in given if codes is not None]
    if not sets:
        return None
    left = frozenset.intersection(*(codes for _, codes in sets))
    union = frozenset[str]().union(*(codes for _, codes in sets))
    if not left:
        return Excluded(clauses=_excluding(sets))
    narrowing = {clause for clause, codes in sets if codes != union} or {c for c, _ in sets}
    return Combined(
        value=left,
        clauses=frozenset(narrowing),
        beside=frozenset(clause for clause, _ in sets) - narrowing,
    )


def _excluding(sets: list[tuple[str, frozenset[str]]]) -> frozenset[str]:
    """The clauses of which some two have nothing in common; all where only together they clash."""
    pairs = {
        clause
        for clause, codes in sets
        for other, others in sets
        if (clause != other or not codes) and not codes & others
    }
    return frozenset(pairs or {clause for clause, _ in sets})


def united(given: Iterable[tuple[str, Codes | None]]) -> dict[str, frozenset[str]]:
    """What any clause demands or refuses, each asked once with all its clauses."""
    found: dict[str, set[str]] = {}
    for clause, codes in given:
        for code in codes or ():
            found.setdefault(code, set()).add(clause)
    return {code: frozenset(found[code]) for code in sorted(found)}


def greatest(given: Iterable[tuple[str, Ordered | None]]) -> Combined[Ordered] | None:
    """Of least numbers the greatest; of bars of time the longest; None if no clause says one."""
    return _extreme(given, max)


def smallest(given: Iterable[tuple[str, Ordered | None]]) -> Combined[Ordered] | None:
    """Of greatest numbers, sizes and ages the smallest."""
    return _extreme(given, min)


def earliest(given: Iterable[tuple[str, Ordered | None]]) -> Combined[Ordered] | None:
    """Of due times, written so that they sort (ISO 8601 in one zone), the first."""
    return _extreme(given, min)


def longest(given: Iterable[tuple[str, Ordered | None]]) -> Combined[Ordered] | None:
    """Of ends of retention, cooling-off and bars of time the last."""
    return _extreme(given, max)


def _extreme(
    given: Iterable[tuple[str, Ordered | None]], choose: Callable[[list[Ordered]], Ordered]
) -> Combined[Ordered] | None:
    said = [(clause, value) for clause, value in given if value is not None]
    if not said:
        return None
    chosen = choose([value for _, value in said])
    binding = frozenset(clause for clause, value in said if value == chosen)
    return Combined(
        value=chosen, clauses=binding, beside=frozenset(clause for clause, _ in said) - binding
    )


class Exceptions(msgspec.Struct, frozen=True, kw_only=True):
    """The exceptions that remain: all conditions must hold together; `none`: there is none."""

    none: bool
    conditions: dict[str, frozenset[str]]
    clauses: frozenset[str]


def exceptions(given: Iterable[tuple[str, Codes | str | None]]) -> Exceptions | None:
    """`none` beats every exception; of two exceptions both conditions must hold."""
    said = [
        (clause, [value] if isinstance(value, str) else list(value))
        for clause, value in given
        if value is not None
    ]
    if not said:
        return None
    barring = frozenset(clause for clause, values in said if "none" in values)
    if barring:
        return Exceptions(none=True, conditions={}, clauses=barring)
    return Exceptions(
        none=False, conditions=united(said), clauses=frozenset(clause for clause, _ in said)
    )
