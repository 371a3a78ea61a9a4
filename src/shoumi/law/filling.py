"""The figures of a clause with their gaps filled: as set by the unit, else as proposed (拟)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from shoumi.law.clause import Clause, Effect, Json
from shoumi.law.figures import Figures


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """What fills a gap, and whether the unit settled it or it is only proposed."""

    value: Json
    settled: bool


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that the text demands and nobody has set; `proposal` runs until then, if any.

    A stage's own gap is called stages.2.role or stages.2.rank.
    """

    clause: str
    figure: str
    parameter: str | None
    proposal: Json = None


Ask = Callable[[Clause, str, str | None], Filled]
"""Asked with a clause, a figure's name and its parameter: what fills the gap."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a clause with the gaps that remain."""

    figures: Figures
    gaps: tuple[Gap, ...]


def fill(clause: Clause, day: date, ask: Ask) -> Answer:
    """Every figure of the clause on `day`; what the text prints is never changed."""
    values: dict[str, Json] = {}
    gaps: list[Gap] = []
    for name, figure in clause.figures.items():
        values[name] = figure.on(day)
        if values[name] is None:
            values[name] = _filled(clause, name, parameter_of(clause, name, day), ask, gaps)
    if clause.effect is Effect.APPROVE and isinstance(values.get("stages"), list):
        values["stages"] = [
            _stage(clause, order, stage, ask, gaps)
            for order, stage in enumerate(values["stages"], start=1)
        ]
    proposed = frozenset(gap.figure for gap in gaps)
    return Answer(figures=Figures(values=values, proposed=proposed), gaps=tuple(gaps))


def _filled(clause: Clause, name: str, parameter: str | None, ask: Ask, gaps: list[Gap]) -> Json:
    found = ask(clause, name, parameter)
    if not found.settled:
        gaps.append(Gap(clause=clause.id, figure=name, parameter=parameter, proposal=found.value))
    return found.value


def _stage(
    clause: Clause, order: int, stage: Mapping[str, Json], ask: Ask, gaps: list[Gap]
) -> dict[str, Json]:
    """A stage whose role or rank the text does not print is filled like a figure."""
    whole = dict(stage)
    if stage.get("role") is None:
        parameter = stage.get("set_by")
        whole["role"] = _filled(clause, f"stages.{order}.role", parameter, ask, gaps)
    if stage.get("rank") is None:
        whole["rank"] = _filled(clause, f"stages.{order}.rank", None, ask, gaps)
    return whole


def parameter_of(clause: Clause, figure: str, day: date) -> str | None:
    """The parameter that fills a gap: named at the figure, or in the clause's `set_by`."""
    own = clause.figures[figure].set_by
    if own is not None or "set_by" not in clause.figures:
        return own
    table = clause.figures["set_by"].on(day)
    named = table.get(figure) if isinstance(table, dict) else table
    return named if isinstance(named, str) else None
