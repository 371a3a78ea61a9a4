"""What a struct is made of, read once, so that forms, API, manual, store and filters agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

_SCALARS = {
    inspect.StrType: "text",
    inspect.IntType: "number",
    inspect.FloatType: "number",
    inspect.DecimalType: "number",
    inspect.BoolType: "yes_no",
    inspect.DateType: "date",
    inspect.DateTimeType: "at",
    inspect.DictType: "map",
    inspect.AnyType: "map",
}


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """One field: `sort` is text, number, yes_no, date, at, map or struct.

    `ref` is the kind of thing whose id it holds, `code` the sort of code, `see` the group that
    may read it (row: all who see the thing), `inner` the fields of a nested struct. `any_code`:
    codes beside those that packs list are taken; `choices`: those that the program itself fixes.
    """

    name: str
    sort: str
    many: bool = False
    required: bool = False
    ref: str | None = None
    code: str | None = None
    any_code: bool = False
    choices: tuple[str, ...] = ()
    sealed: bool = False
    see: str = "row"
    inner: type[msgspec.Struct] | None = None
    longest: int | None = None
    least: int | None = None
    greatest: int | None = None


@cache
def shapes(struct: type[msgspec.Struct]) -> tuple[Shape, ...]:
    """The fields of `struct` in their order."""
    found = inspect.type_info(struct)
    if not isinstance(found, inspect.StructType):
        message = f"{struct!r} is not a struct"
        raise TypeError(message)
    return tuple(_shape(field) for field in found.fields)


def _shape(field: inspect.Field) -> Shape:
    extra: dict[str, Any] = {}
    kind = _unwrap(field.type, extra)
    many = isinstance(kind, inspect.CollectionType)
    if isinstance(kind, inspect.CollectionType):
        kind = _unwrap(kind.item_type, extra)
    inner = kind.cls if isinstance(kind, inspect.StructType) else None
    return Shape(
        name=field.encode_name,
        sort="struct" if inner else _SCALARS.get(type(kind), "text"),
        many=many,
        required=field.required,
        ref=extra.get("ref"),
        code=extra.get("code"),
        any_code=bool(extra.get("any_code")),
        choices=_choices(kind),
        sealed=bool(extra.get("sealed")),
        see=str(extra.get("see", "row")),
        inner=inner,
        longest=getattr(kind, "max_length", None),
        least=getattr(kind, "ge", None),
        greatest=getattr(kind, "le", None),
    )


def _choices(kind: inspect.Type) -> tuple[str, ...]:
    if isinstance(kind, inspect.LiteralType):
        return tuple(str(value) for value in kind.values)
    if isinstance(kind, inspect.EnumType):
        return tuple(str(member.value) for member in kind.cls)
    return ()


def _unwrap(kind: inspect.Type, extra: dict[str, Any]) -> inspect.Type:
    """Take metadata and the None of an optional off, collecting what the metadata says."""
    while True:
        if isinstance(kind, inspect.Metadata):
            extra.update(kind.extra or {})
            kind = kind.type
        elif isinstance(kind, inspect.UnionType):
            kind = next(part for part in kind.types if not isinstance(part, inspect.NoneType))
        else:
            return kind


@cache
def _pointing(struct: type[msgspec.Struct]) -> tuple[Shape, ...]:
    """The fields that may refer to something: every act is asked for them."""
    return tuple(shape for shape in shapes(struct) if shape.ref or shape.inner)


def references(value: msgspec.Struct) -> Iterator[tuple[str, str, str]]:
    """Every (field, kind, id) that `value` refers to, nested structs included."""
    for shape in _pointing(type(value)):
        content = getattr(value, shape.name)
        if content is None:
            continue
        parts = content if shape.many else (content,)
        for part in parts:
            if shape.ref:
                yield shape.name, shape.ref, part
            elif isinstance(part, msgspec.Struct):
                yield from references(part)


@cache
def _coded(struct: type[msgspec.Struct]) -> tuple[Shape, ...]:
    """The fields that hold a code of a list, and those that may hold one further in."""
    return tuple(
        shape
        for shape in shapes(struct)
        if (shape.code and not shape.any_code) or (shape.inner and _coded(shape.inner))
    )


def codes_in(value: msgspec.Struct, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Every (field, sort, code) in `value` whose code is to be of a list, nested structs included.

    A field of a nested struct is named with the one that holds it: lines.reason.
    """
    for shape in _coded(type(value)):
        content = getattr(value, shape.name)
        if content is None:
            continue
        for part in content if shape.many else (content,):
            if isinstance(part, msgspec.Struct):
                yield from codes_in(part, f"{path}{shape.name}.")
            elif shape.code:
                yield f"{path}{shape.name}", shape.code, str(part)


def choices_at(struct: type[msgspec.Struct], path: Sequence[str]) -> tuple[str, ...]:
    """The codes that the program itself fixes for the field at the end of a path; none: any."""
    found = next((shape for shape in shapes(struct) if path and shape.name == path[0]), None)
    if found is None:
        return ()
    return choices_at(found.inner, path[1:]) if found.inner else found.choices


def sealed_paths(struct: type[msgspec.Struct]) -> Mapping[str, Any]:
    """The fields of `struct` whose text stands beside the chain: name to True or nested paths."""
    found: dict[str, Any] = {}
    for shape in shapes(struct):
        if shape.sealed:
            found[shape.name] = True
        elif shape.inner and (nested := sealed_paths(shape.inner)):
            found[shape.name] = nested
    return found
