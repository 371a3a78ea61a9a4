"""When a clause or a stage applies: lines that must all hold. Nothing is evaluated as code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import cast

import msgspec

from shoumi.law.clause import Json
from shoumi.law.levels import Levels


class Form(StrEnum):
    """What a line asks of its field."""

    ONE_OF = "one_of"
    NOT = "not"
    ANY = "any"
    NONE = "none"
    GAP = "gap"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BEFORE = "before"
    AFTER = "after"


COMPARING = frozenset({"at_least", "at_most", "before", "after", "not"})


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a condition; `values` are what the field is held against."""

    field: str
    form: Form
    values: tuple[str | int | float | bool, ...] = ()


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """All lines must hold; without lines it always holds."""

    lines: tuple[Line, ...] = ()


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """What comparing needs beside the fields: levels, kinds of fields, and where periods end.

    `until` turns a period from today into a date; the calendar belongs to the caller.
    """

    levels: Levels
    kinds: Mapping[str, str]
    until: Callable[[str], date]


def parse(raw: Mapping[str, Json]) -> Condition:
    """The condition that a pack's table means, its gaps written as None.

    Raises ValueError for a form that there is not; the reader has refused such a pack before.
    """
    return Condition(lines=tuple(_line(field, raw[field]) for field in sorted(raw)))


def _line(field: str, value: Json) -> Line:
    if value is None:
        return Line(field=field, form=Form.GAP)
    if value in ("any", "none"):
        return Line(field=field, form=Form(value))
    if isinstance(value, dict):
        return _compared(field, value)
    return Line(field=field, form=Form.ONE_OF, values=_several(value))


def _compared(field: str, value: Mapping[str, Json]) -> Line:
    if len(value) != 1 or not value.keys() <= COMPARING:
        message = f"{field}: {value!r} is not a form of condition"
        raise ValueError(message)
    ((form, against),) = value.items()
    return Line(field=field, form=Form(form), values=_several(against))


def _several(value: Json) -> tuple[str | int | float | bool, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def holds(condition: Condition, fields: Mapping[str, Json], scale: Scale) -> bool:
    """Whether every line holds of `fields`.

    A field of None or an empty list is empty. A field that is absent is unknown: its line holds,
    so that a clause binds rather than falls silent (a gap, None in the pack, holds likewise).
    """
    return all(_holds(line, fields, scale) for line in condition.lines)


def _holds(line: Line, fields: Mapping[str, Json], scale: Scale) -> bool:
    if line.form is Form.GAP or line.field not in fields:
        return True
    actual = _filled(fields[line.field])
    if line.form is Form.ANY:
        return bool(actual)
    if line.form is Form.NONE:
        return not actual
    if line.form is Form.ONE_OF:
        return any(_same(line, asked, each, scale) for asked in line.values for each in actual)
    if line.form is Form.NOT:
        return not any(_same(line, asked, each, scale) for asked in line.values for each in actual)
    return bool(actual) and all(_compares(line, each, fields, scale) for each in actual)


def _filled(value: Json) -> tuple[Json, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(value)
    return (value,)


def _same(line: Line, asked: Json, actual: Json, scale: Scale) -> bool:
    if asked == "none":
        return False
    if scale.kinds.get(line.field) == "level":
        return scale.levels.applies(asked, actual)
    return type(asked) is type(actual) and bool(asked == actual)


def _compares(line: Line, actual: Json, fields: Mapping[str, Json], scale: Scale) -> bool:
    (against,) = line.values
    if line.form in (Form.BEFORE, Form.AFTER):
        return _in_time(line.form, actual, against, fields, scale)
    difference = _difference(scale.kinds.get(line.field, ""), actual, against, scale)
    if difference is None:
        return False
    return difference >= 0 if line.form is Form.AT_LEAST else difference <= 0


def _difference(kind: str, actual: Json, against: Json, scale: Scale) -> float | None:
    """Above zero if the actual value is the greater; None if the two are not compared."""
    if kind == "level":
        return scale.levels.difference(actual, against)
    if kind == "tier":
        return scale.levels.tiers[actual].rank - scale.levels.tiers[against].rank
    return cast("float", actual - against)


def _in_time(
    form: Form, actual: Json, against: Json, fields: Mapping[str, Json], scale: Scale
) -> bool:
    limit = _limit(against, fields, scale)
    if limit is None:
        return True
    return bool(actual < limit if form is Form.BEFORE else actual > limit)


def _limit(against: str, fields: Mapping[str, Json], scale: Scale) -> Json:
    """The date that `before` or `after` means, None if it is a field that is not known."""
    if against in scale.kinds:
        return fields.get(against)
    if against.startswith("P"):
        return scale.until(against)
    return date.fromisoformat(against)
