"""What shape a figure has, read from the meaning that the catalogue gives it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Shape(StrEnum):
    """The shapes that a reader can hold a value against."""

    ROUTE = "a list of stages"
    CONDITION = "a table of conditions"
    LEVELS = "a list of levels"
    CODES = "a list of codes"
    PERIOD = "a period"
    NUMBER = "a whole number"
    FLAG = "true or false"
    TEXT = "a text"
    AUDIENCE = "audiences"
    MOMENT = "occasions"
    ANY = "any value"


_STARTS: Final = (
    ("list of {role", Shape.ROUTE),
    ("list of levels", Shape.LEVELS),
    ("list of codes", Shape.CODES),
    ("list of kind", Shape.CODES),
    ("list of probes", Shape.CODES),
    ("boolean", Shape.FLAG),
    ("bool", Shape.FLAG),
    ("yes/no", Shape.FLAG),
    ("integer", Shape.NUMBER),
    ("number:", Shape.NUMBER),
)
_NAMED: Final = {
    "when": Shape.CONDITION,
    "within": Shape.PERIOD,
    "every": Shape.PERIOD,
    "audience": Shape.AUDIENCE,
    "moment": Shape.MOMENT,
}
_ALLOWS: Final = re.compile(r"\ballowed\b|\b(who|that) may\b")
_TEXT: Final = re.compile(r"text(:|$)")
_PERIOD: Final = re.compile(
    r"P[1-9][0-9]{0,2}(WD|D|W|M|Y)|PT[1-9][0-9]{0,2}[HM]"
    r"|(next_year_)?(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T.+)?"
    r"|at_once|same_day|day_end|next_day|run_end|review_date|as_ordered|once",
    re.ASCII,
)


def shape_of(figure: str, meaning: str) -> Shape:
    """The shape of a figure; a meaning in prose that promises none allows any value."""
    if figure in _NAMED:
        return _NAMED[figure]
    if _TEXT.match(meaning):
        return Shape.TEXT
    return next((shape for start, shape in _STARTS if meaning.startswith(start)), Shape.ANY)


def allows(figure: str, meaning: str) -> bool:
    """Whether a list names all that is allowed, so that two clauses leave what both name."""
    return shape_of(figure, meaning) is Shape.CODES and _ALLOWS.search(meaning) is not None


def is_period(code: str) -> bool:
    """Whether `code` is of the grammar of periods; the calendar reads what it means."""
    return _PERIOD.fullmatch(code) is not None
