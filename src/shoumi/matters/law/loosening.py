"""What a proposed value is held against: the values that it would take the place of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.acts.known import Asking
from shoumi.matters.law.acts import SetValue
from shoumi.matters.law.strictness import is_looser
from shoumi.matters.law.things import ProposedChange, SetParameter


def loosens(change: SetValue | ProposedChange, asking: Asking) -> bool:
    """Whether a value that the unit set gives way to one that binds less, without consent so far.

    A first value loosens nothing: it fills what the text leaves open. A value of one figure and the
    parameter behind it count as one, whichever of the two was set.
    """
    if change.since is None or _is_consented(change, asking):
        return False
    code = _code_of(change, asking)
    definition = asking.settings.definition(code) if code else None
    return any(
        is_looser(definition, before, change.value) for before in _overtaken(change, code, asking)
    )


def _is_consented(change: SetValue | ProposedChange, asking: Asking) -> bool:
    if isinstance(change, SetValue):
        return False
    return bool(asking.known.linked(change.id, "allowed-by"))


def _code_of(row: SetValue | ProposedChange | SetParameter, asking: Asking) -> str | None:
    """The parameter that is set, by its code or through one of the figures that it fills."""
    if row.code is not None or row.clause is None or row.figure is None:
        return row.code
    return asking.settings.parameter_behind(row.clause, row.figure)


def _overtaken(
    change: SetValue | ProposedChange, code: str | None, asking: Asking
) -> Iterator[Any]:
    """The value that holds when the change begins: in general, and for each figure set apart."""
    begun = [
        row
        for row in asking.known.find(SetParameter, state="set")
        if change.since is not None and row.since <= change.since
    ]
    begun.sort(key=lambda row: row.since)
    figures = {(change.clause, change.figure)}
    if change.code is not None:
        apart = (row for row in begun if row.code is None and _code_of(row, asking) == code)
        figures |= {(row.clause, row.figure) for row in apart}
    for figure in figures:
        held = [row.value for row in begun if _holds(row, code, figure)]
        yield from held[-1:]


def _holds(row: SetParameter, code: str | None, figure: tuple[str | None, str | None]) -> bool:
    if row.code is not None:
        return row.code == code
    return (row.clause, row.figure) == figure
