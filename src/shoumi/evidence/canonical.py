"""One text for one value: the JSON whose bytes are chained and signed.

UTF-8, keys sorted by code point, no spaces, no floats, nothing normalised. The text is
stored as it is; what is chained is these bytes and not what they mean.
"""

import enum
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, NoReturn

import msgspec

LARGEST_INTEGER: Final = 2**53 - 1
"""Beyond it some readers of JSON round."""

DEEPEST: Final = 64

_ENCODER: Final = msgspec.json.Encoder(order="sorted")
_MINUTE: Final = timedelta(minutes=1)


class NotCanonical(ValueError):  # noqa: N818 a statement, as rules are
    """A value that has no canonical text, or a text that is not the canonical one."""


def encode(value: object) -> bytes:
    """Return the canonical text of `value`.

    Takes None, bool, int, str, date, datetime with an offset, enumerations of these,
    lists, tuples, dicts with text keys, sets of text or of integers, and structs.
    Raises NotCanonical for anything else and says where it is.
    """
    if not _has_text(value, DEEPEST):
        _refuse_what_has_no_text(value, "", DEEPEST)
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError as error:
        message = "text holds half of a surrogate pair and is not Unicode"
        raise NotCanonical(message) from error


def decode(text: bytes) -> object:
    """Return the value of a canonical text; raise NotCanonical for any other text."""
    try:
        value: object = msgspec.json.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        message = f"not JSON: {error}"
        raise NotCanonical(message) from error
    if encode(value) != text:
        message = "JSON, but not in its canonical form"
        raise NotCanonical(message)
    return value


def _has_text(value: object, depth: int) -> bool:
    """Whether a value is plainly of what JSON has; False: look closer, and name the place.

    Nearly all values are, so that the look that keeps track of places is hardly ever taken.
    """
    items: Iterable[object]
    if type(value) is dict:
        for key in value:
            if type(key) is not str:
                return False
        items = value.values()
    elif type(value) is list or type(value) is tuple:
        items = value
    else:
        return False
    for item in items:
        kind = type(item)
        if kind is str or item is None or kind is bool:
            continue
        if type(item) is int:
            if abs(item) > LARGEST_INTEGER:
                return False
        elif depth == 0 or not _has_text(item, depth - 1):
            return False
    return True


def _refuse_what_has_no_text(value: object, place: str, depth: int) -> None:
    if value is None or type(value) is str or type(value) is bool:
        return
    if depth == 0:
        _refuse(place, f"nested deeper than {DEEPEST}")
    if type(value) is int:
        if abs(value) > LARGEST_INTEGER:
            _refuse(place, "an integer that not every reader of JSON keeps exact")
    elif type(value) is dict:
        for key, item in value.items():
            if type(key) is not str:
                _refuse(place, f"a key of type {type(key).__name__}; keys are text")
            _refuse_what_has_no_text(item, f"{place}/{key}", depth - 1)
    elif type(value) is list or type(value) is tuple:
        _refuse_among(value, place, depth)
    else:
        _refuse_rarer(value, place, depth)


def _refuse_among(items: Iterable[object], place: str, depth: int) -> None:
    for index, item in enumerate(items):
        _refuse_what_has_no_text(item, f"{place}/{index}", depth - 1)


def _refuse_rarer(value: object, place: str, depth: int) -> None:
    if isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            item = getattr(value, name)
            if item is not msgspec.UNSET:
                _refuse_what_has_no_text(item, f"{place}/{name}", depth - 1)
    elif isinstance(value, set | frozenset):
        kinds = {type(item) for item in value}
        if len(kinds) > 1 or not kinds <= {str, int}:
            _refuse(place, "a set of anything but text or integers has no order")
        _refuse_among(value, place, depth)
    elif isinstance(value, enum.Enum):
        _refuse_what_has_no_text(value.value, place, depth - 1)
    elif type(value) is datetime:
        offset = value.utcoffset()
        if offset is None or offset % _MINUTE:
            _refuse(place, "a time without an offset in whole minutes")
    elif type(value) is not date:
        _refuse(place, f"{type(value).__name__} has no canonical text")


def _refuse(place: str, reason: str) -> NoReturn:
    message = f"{place or '/'}: {reason}"
    raise NotCanonical(message)
