"""A form as a page draws it: each field with its name, its kind of box, and what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from shoumi.acts.shape import Shape, shapes
from shoumi.law.words import Message
from shoumi.server.pages.desk import Desk
from shoumi.server.pages.forms.naming import called
from shoumi.server.pages.forms.typed import ID, Typed, rows_of

LONG = 400
LATE = ("happened_at", "late_reason")
NEXT = "__next__"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One box, or a group of boxes. `blank` is the row that a list adds when asked for one more."""

    path: str
    label: str
    box: str
    shape: Shape
    required: bool
    value: str = ""
    identifier: str = ""
    fault: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    rows: tuple[Field, ...] = ()
    fields: tuple[Field, ...] = ()
    blank: Field | None = None

    @property
    def id(self) -> str:
        """The id of the box in the page."""
        return f"field-{self.path.replace('.', '-')}"


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """What a form is drawn from."""

    desk: Desk
    typed: Typed
    faults: Mapping[str, Message]
    owner: str


def drawn(
    struct: type[msgspec.Struct],
    desk: Desk,
    typed: Typed,
    faults: Mapping[str, Message],
    *,
    owner: str,
) -> tuple[Field, ...]:
    """The fields of an act's form, those that must be filled in first; statements stand apart."""
    drawing = Drawing(desk=desk, typed=typed, faults=faults, owner=owner)
    fields = [
        _field(shape, shape.name, drawing) for shape in shapes(struct) if shape.name != "statements"
    ]
    return tuple(sorted(fields, key=lambda field: (field.path in LATE, not field.required)))


def _field(shape: Shape, path: str, drawing: Drawing) -> Field:
    if not shape.many:
        return _single(shape, path, drawing)
    one = msgspec.structs.replace(shape, many=False, required=False)
    numbers = rows_of(path, drawing.typed) or [0]
    return Field(
        path=path,
        label=drawing.desk.words.field(shape, drawing.owner),
        box="list",
        shape=shape,
        required=shape.required,
        fault=_fault(path, drawing),
        rows=tuple(_single(one, f"{path}.{number}", drawing) for number in numbers),
        blank=_single(one, f"{path}.{NEXT}", drawing),
    )


def _single(shape: Shape, path: str, drawing: Drawing) -> Field:
    words, typed = drawing.desk.words, drawing.typed
    identifier = typed.get(f"{path}{ID}", "")
    value = typed.get(path, "")
    if shape.ref and identifier and not value:
        value = _called(shape.ref, identifier, drawing.desk)
    return Field(
        path=path,
        label=words.field(shape, drawing.owner),
        box=_box(shape, bool(shape.code and _codes(shape, drawing.desk))),
        shape=shape,
        required=shape.required,
        value=value,
        identifier=identifier,
        fault=_fault(path, drawing),
        choices=tuple(_codes(shape, drawing.desk)) if shape.code else (),
        fields=_inner(shape, path, drawing),
    )


def _inner(shape: Shape, path: str, drawing: Drawing) -> tuple[Field, ...]:
    if shape.inner is None:
        return ()
    return tuple(_field(one, f"{path}.{one.name}", drawing) for one in shapes(shape.inner))


def _box(shape: Shape, has_codes: bool) -> str:  # noqa: FBT001 one question about the shape
    if shape.inner is not None:
        return "struct"
    if shape.ref:
        return "ref"
    if has_codes:
        return "code"
    if shape.sort == "text" and (shape.longest or 0) >= LONG:
        return "long"
    return {"yes_no": "yes_no", "date": "date", "at": "at", "number": "number"}.get(
        shape.sort, "text"
    )


def _codes(shape: Shape, desk: Desk) -> list[tuple[str, str]]:
    return desk.words.codes(shape.code) if shape.code else []


def _called(kind: str, identifier: str, desk: Desk) -> str:
    thing = desk.seen_or_none(kind, identifier)
    return called(desk, thing)[0] if thing else ""


def _fault(path: str, drawing: Drawing) -> str:
    message = drawing.faults.get(path)
    return drawing.desk.words.say(message) if message else ""


def every_fault(fields: Iterable[Field]) -> list[Field]:
    """The fields with something wrong, wherever they stand."""
    found: list[Field] = []
    for field in fields:
        if field.fault:
            found.append(field)
        found += every_fault((*field.rows, *field.fields))
    return found
