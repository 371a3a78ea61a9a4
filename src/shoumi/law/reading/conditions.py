"""The conditions of a pack, held against the fields that there are."""

from __future__ import annotations

from shoumi.law import errors
from shoumi.law.clause import Json
from shoumi.law.conditions import COMPARING
from shoumi.law.pack import Field
from shoumi.law.reading.notes import described, listed, nearest
from shoumi.law.reading.table import Table
from shoumi.law.rules import RuleCatalogue
from shoumi.law.shapes import is_period

_WANTED = {
    "flag": "true or false",
    "number": "a number",
    "rank": "a whole number",
    "level": "the code of a level",
    "tier": "the code of a tier",
    "date": "a date, a field of dates or a period",
    "code": "a code in quotation marks",
}


def check_condition(table: Table, raw: Json, words: RuleCatalogue) -> None:
    """Note every line that names an unknown field, value or form."""
    if not isinstance(raw, dict):
        table.wrong("when", raw, "a table of conditions")
        return
    for name, value in raw.items():
        field = words.fields.get(name)
        if field is None:
            table.fault(errors.UNKNOWN_FIELD, field=name, nearest=nearest(name, words.fields))
        else:
            _check_line(table, field, value, words)


def _check_line(table: Table, field: Field, value: Json, words: RuleCatalogue) -> None:
    if value is None or value in ("any", "none"):
        return
    if isinstance(value, dict):
        _check_form(table, field, value, words)
    else:
        _check_values(table, field, value, words)


def _check_form(table: Table, field: Field, value: dict[str, Json], words: RuleCatalogue) -> None:
    if len(value) != 1 or not value.keys() <= COMPARING:
        table.fault(errors.UNKNOWN_FORM, field=field.code, form=", ".join(map(str, value)))
        return
    ((form, against),) = value.items()
    if form == "not":
        _check_values(table, field, against, words)
    elif not _comparable(field, form) or isinstance(against, list):
        _wrong(table, field, {form: against}, f"values that {form} can compare")
    else:
        _check_value(table, field, against, words)


def _comparable(field: Field, form: str) -> bool:
    """Dates come before and after; what has a scale is at least and at most."""
    if form in ("before", "after"):
        return field.kind == "date"
    return field.kind in ("number", "level", "tier", "rank")


def _check_values(table: Table, field: Field, value: Json, words: RuleCatalogue) -> None:
    several = value if isinstance(value, list) else [value]
    if not several:
        table.fault(errors.EMPTY_CONDITION, field=field.code)
    for each in several:
        _check_value(table, field, each, words)


def _check_value(table: Table, field: Field, value: Json, words: RuleCatalogue) -> None:
    if not _fits(field.kind, value):
        _wrong(table, field, value, _WANTED[field.kind])
        return
    known = _known(field, words)
    if field.kind == "date":
        _check_date(table, field, value, words)
    elif known is not None and value not in known:
        table.fault(errors.UNKNOWN_FIELD_VALUE, field=field.code, value=value, known=listed(known))


def _fits(kind: str, value: Json) -> bool:
    if kind == "flag":
        return isinstance(value, bool)
    if kind in ("number", "rank"):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def _known(field: Field, words: RuleCatalogue) -> frozenset[str] | None:
    if field.kind == "level":
        bare = {one.code for one in words.levels.levels.values() if words.levels.knows(one.code)}
        return frozenset({*words.levels.levels, *bare})
    if field.kind == "tier":
        return frozenset(words.levels.tiers)
    return None if field.values is None else frozenset(field.values)


def _check_date(table: Table, field: Field, value: str, words: RuleCatalogue) -> None:
    other = words.fields.get(value)
    if not (is_period(value) or (other is not None and other.kind == "date")):
        _wrong(table, field, value, _WANTED["date"])


def _wrong(table: Table, field: Field, value: Json, wanted: str) -> None:
    table.fault(
        errors.CONDITION_OF_WRONG_TYPE, field=field.code, found=described(value), wanted=wanted
    )
