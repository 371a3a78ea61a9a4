"""What a person typed, flat as a form sends it, and the payload that it amounts to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec
from django.conf import settings
from django.http import QueryDict

from shoumi.acts.shape import Shape, shapes
from shoumi.law.clause import Json
from shoumi.law.words import N_, Message
from shoumi.server.pages.desk import Desk
from shoumi.server.pages.forms.naming import UnnamedError, named

ID = "__id"
Typed = Mapping[str, str]
_YES_NO = {"true": True, "false": False}


class UnusableFieldError(ValueError):
    """What stands in one field cannot be used; says what would be right."""

    def __init__(self, message: Message) -> None:
        """Keep the sentence for translation."""
        super().__init__(str(message))
        self.message = message


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """The payload of a form, and what is wrong at which of its fields."""

    payload: dict[str, Json]
    faults: dict[str, Message]


def typed_in(sent: QueryDict) -> dict[str, str]:
    """A form as it was sent."""
    return {name: str(sent[name]).strip() for name in sent}


def typed_for(struct: type[msgspec.Struct], asked: QueryDict) -> dict[str, str]:
    """A form half filled in by an address: ?carriers=A&carriers=B&receiver=C."""
    typed: dict[str, str] = {}
    for shape in shapes(struct):
        tail = ID if shape.ref else ""
        values = asked.getlist(shape.name)
        if shape.many:
            typed |= {f"{shape.name}.{at}{tail}": value for at, value in enumerate(values)}
        elif values:
            typed[f"{shape.name}{tail}"] = values[-1]
    return typed | {name: str(asked[name]) for name in asked if "." in name}


def read_form(struct: type[msgspec.Struct], typed: Typed, desk: Desk) -> Read:
    """The payload of a form; what was left empty is left out."""
    faults: dict[str, Message] = {}
    payload = _fields(struct, "", typed, desk, faults)
    statements = _statements(typed)
    if statements:
        payload["statements"] = statements
    return Read(payload=payload, faults=faults)


def rows_of(path: str, typed: Typed) -> list[int]:
    """The numbers of the rows that a list has in a form."""
    pattern = re.compile(rf"{re.escape(path)}\.(\d+)(?:\.|__id$|$)")
    found = {int(match[1]) for name in typed if (match := pattern.match(name))}
    return sorted(found)


def _statements(typed: Typed) -> dict[str, Json]:
    """What was confirmed; a remark beside an empty box says no, and why."""
    return {
        name.removeprefix("statements."): value == "true" or value
        for name, value in typed.items()
        if name.startswith("statements.") and value
    }


def _fields(
    struct: type[msgspec.Struct], prefix: str, typed: Typed, desk: Desk, faults: dict[str, Message]
) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for shape in shapes(struct):
        if shape.name == "statements" and not prefix:
            continue
        path = f"{prefix}{shape.name}"
        value = _value(shape, path, typed, desk, faults)
        if value is not None:
            found[shape.name] = value
    return found


def _value(shape: Shape, path: str, typed: Typed, desk: Desk, faults: dict[str, Message]) -> Json:
    if shape.many:
        each = (_one(shape, f"{path}.{row}", typed, desk, faults) for row in rows_of(path, typed))
        return [one for one in each if one is not None] or None
    return _one(shape, path, typed, desk, faults)


def _one(shape: Shape, path: str, typed: Typed, desk: Desk, faults: dict[str, Message]) -> Json:
    if shape.inner is not None:
        return _fields(shape.inner, f"{path}.", typed, desk, faults) or None
    text = typed.get(path, "")
    if shape.sort == "map" and not text:
        return _table(path, typed)
    if not text and not typed.get(f"{path}{ID}"):
        return None
    try:
        return _scalar(shape, text, typed.get(f"{path}{ID}", ""), desk)
    except (UnusableFieldError, UnnamedError) as error:
        faults[path] = error.message
        return None


def _table(path: str, typed: Typed) -> Json:
    """A table whose lines a form asks for one by one, as answers.CODE."""
    lines = {
        name.removeprefix(f"{path}."): text
        for name, text in typed.items()
        if name.startswith(f"{path}.") and text
    }
    return lines or None


def _scalar(shape: Shape, text: str, identifier: str, desk: Desk) -> Json:
    if shape.ref:
        return named(desk, shape.ref, text, identifier)
    readers: dict[str, Callable[[str], Json]] = {
        "number": _number,
        "yes_no": _YES_NO.get,
        "date": _date,
        "at": _moment,
        "map": _anything,
    }
    read = readers.get(shape.sort)
    return read(text) if read else text


def _number(text: str) -> Json:
    try:
        return json.loads(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else int(text)
    except ValueError as error:
        raise UnusableFieldError(
            Message(N_("{text} is no number; type digits only."), {"text": text})
        ) from error


def _date(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UnusableFieldError(
            Message(N_("{text} is no day; write it as 2026-03-02."), {"text": text})
        ) from error


def _moment(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise UnusableFieldError(
            Message(N_("{text} is no time; write it as 2026-03-02T14:30."), {"text": text})
        ) from error
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))).isoformat()


def _anything(text: str) -> Json:
    """A value of a kind that the struct leaves open: a number, a list, a table, else a text."""
    return json.loads(text) if text[:1] in '[{"0123456789-' and _is_json(text) else text


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def empty_fields(struct: type[msgspec.Struct], payload: Mapping[str, Json]) -> Iterator[Shape]:
    """The fields that must be filled in and are not."""
    return (shape for shape in shapes(struct) if shape.required and shape.name not in payload)
