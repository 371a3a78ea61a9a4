"""The dated figures of a clause, held against the rule that reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise

from shoumi.law import errors
from shoumi.law.clause import Dated, Figure, Json
from shoumi.law.reading.conditions import check_condition
from shoumi.law.reading.notes import described, listed
from shoumi.law.reading.routes import check_parameter, check_stages
from shoumi.law.reading.table import Table, plain
from shoumi.law.rules import Rule, RuleCatalogue
from shoumi.law.shapes import Shape, is_period, shape_of


def read_figures(clause: Table, rule: Rule | None, words: RuleCatalogue) -> dict[str, Figure]:
    """The figures of a clause; without a known rule only their dates can be judged."""
    raw = clause.ask("figures")
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        clause.wrong("figures", raw, "a table of figures")
        return {}
    return {name: _figure(clause, name, value, rule, words) for name, value in raw.items()}


def _figure(clause: Table, name: str, raw: Json, rule: Rule | None, words: RuleCatalogue) -> Figure:
    set_by = _set_by(clause, raw, words)
    values = (Dated(value=None),) if set_by else _dated(clause, name, raw)
    _in_order(clause, name, values)
    if rule is not None and name not in rule.params:
        clause.fault(errors.UNKNOWN_FIGURE, rule=rule.rule, figure=name, known=listed(rule.params))
    elif rule is not None:
        shape = shape_of(name, rule.params[name])
        for dated in values:
            _check(clause, name, dated.value, shape, words)
    if name == "set_by":
        _check_set_by(clause, values, words)
    return Figure(values=values, set_by=set_by)


def _set_by(clause: Table, raw: Json, words: RuleCatalogue) -> str | None:
    """The parameter of a figure that reads { set_by = "…" }."""
    if not isinstance(raw, dict) or raw.keys() != {"set_by"}:
        return None
    parameter = raw["set_by"]
    if not isinstance(parameter, str):
        clause.wrong("set_by", parameter, "the name of a parameter")
        return None
    check_parameter(clause, parameter, words)
    return parameter


def _check_set_by(clause: Table, values: tuple[Dated, ...], words: RuleCatalogue) -> None:
    for dated in values:
        named = dated.value.values() if isinstance(dated.value, dict) else [dated.value]
        for parameter in named:
            if isinstance(parameter, str):
                check_parameter(clause, parameter, words)


def _dated(clause: Table, name: str, raw: Json) -> tuple[Dated, ...]:
    """A list of values with their days, or one value that holds as long as the clause."""
    if not _is_dated(raw):
        return (Dated(value=plain(clause, name, raw)),)
    return tuple(_one(clause, name, each) for each in raw)


def _is_dated(raw: Json) -> bool:
    return isinstance(raw, list) and any(
        isinstance(each, dict) and ("value" in each or "from" in each) for each in raw
    )


def _one(clause: Table, name: str, raw: Json) -> Dated:
    content = raw if isinstance(raw, dict) else {"value": raw}
    entry = Table(clause.notes, clause.file, f"{clause.place} {name}", content)
    since = entry.day("from")
    value, gap = entry.ask("value"), entry.flag("unset")
    if (value is None) is not gap:
        both = "both a value and a gap" if gap else "neither a value nor a gap"
        entry.fault(errors.NEITHER_VALUE_NOR_GAP, figure=name, found=both)
    entry.close()
    return Dated(since=since, value=plain(entry, "value", value))


def _in_order(clause: Table, name: str, values: tuple[Dated, ...]) -> None:
    days = [dated.since or date.min for dated in values]
    for earlier, later in pairwise(days):
        if earlier >= later:
            clause.fault(
                errors.DATES_OUT_OF_ORDER,
                figure=name,
                later=earlier.isoformat(),
                earlier=later.isoformat(),
            )


def _check(clause: Table, name: str, value: Json, shape: Shape, words: RuleCatalogue) -> None:
    """Note a value of another shape than the rule reads; a gap fits every shape."""
    if value is None or shape is Shape.ANY:
        return
    if shape is Shape.CONDITION:
        check_condition(clause, value, words)
    elif not _FITS[shape](value):
        clause.fault(errors.WRONG_SHAPE, figure=name, found=described(value), wanted=shape.value)
    elif shape is Shape.ROUTE:
        check_stages(clause, value, words)
    elif shape is Shape.LEVELS:
        _check_levels(clause, value, words)
    elif shape is Shape.PERIOD:
        _check_periods(clause, value)
    elif shape is Shape.AUDIENCE:
        _check_audiences(clause, value, words)
    elif shape is Shape.MOMENT:
        for moment in _several(value):
            clause.one_of(errors.UNKNOWN_MOMENT, moment, words.moments, moment=moment)


def _check_levels(clause: Table, value: Json, words: RuleCatalogue) -> None:
    for level in _several(value):
        if not words.levels.knows(level):
            clause.fault(errors.UNKNOWN_LEVEL, level=level, known=listed(words.levels.levels))


def _check_periods(clause: Table, value: Json) -> None:
    """A period may be one code, or one of several by a condition's field."""
    if isinstance(value, dict):
        return
    for code in _several(value):
        if not is_period(code):
            clause.fault(errors.UNKNOWN_PERIOD, code=code)


def _check_audiences(clause: Table, value: Json, words: RuleCatalogue) -> None:
    """A role's code means its holders."""
    known = {*words.audiences, *words.roles}
    for audience in _several(value):
        clause.one_of(errors.UNKNOWN_AUDIENCE, audience, known, audience=audience)


def _several(value: Json) -> list[str]:
    return [value] if isinstance(value, str) else value


def _codes(value: Json) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(each, str) for each in value)
    )


def _whole(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_FITS: Mapping[Shape, Callable[[Json], bool]] = {
    Shape.ROUTE: lambda value: isinstance(value, list),
    Shape.LEVELS: _codes,
    Shape.CODES: _codes,
    Shape.AUDIENCE: _codes,
    Shape.MOMENT: _codes,
    Shape.PERIOD: lambda value: _codes(value) or isinstance(value, dict),
    Shape.NUMBER: _whole,
    Shape.FLAG: lambda value: isinstance(value, bool),
    Shape.TEXT: lambda value: isinstance(value, str),
}
