"""Every field, kind, state and code of every matter has a name in both languages."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest

from shoumi.acts.shape import Shape, shapes
from shoumi.decision.everything import everything
from shoumi.procedures.application import Decision, State
from tests.packs.shelf import the_pack

MATTERS = everything().matters
STRUCTS: list[type[msgspec.Struct]] = [
    *(kind.act for matter in MATTERS for kind in matter.acts),
    *(thing for matter in MATTERS for thing in matter.things),
]
TERMS = the_pack("shoumi").terms
# Roles, levels and tiers carry their own names; the texts of a regulation are named in its pack.
NAMED_ELSEWHERE = {"role", "level", "tier", "text"}


def every_shape(struct: type[msgspec.Struct]) -> Iterator[Shape]:
    for shape in shapes(struct):
        yield shape
        if shape.inner is not None:
            yield from every_shape(shape.inner)


def literals(annotation: Any) -> Iterator[str]:  # noqa: ANN401 any annotation
    """The codes that an annotation lists."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif annotation in (Decision, State):
        yield from (str(each.value) for each in annotation)
    else:
        for part in get_args(annotation):
            yield from literals(part)


@pytest.mark.parametrize(
    "struct", STRUCTS, ids=lambda struct: f"{struct.__module__}.{struct.__name__}"
)
def test_every_field_has_a_name(struct: type[msgspec.Struct]) -> None:
    tag = str(struct.__struct_config__.tag)
    assert (("act", tag) in TERMS) or (("kind", tag) in TERMS)
    unnamed = {one.name for one in every_shape(struct) if ("field", one.name) not in TERMS}
    assert unnamed == set()


@pytest.mark.parametrize(
    "struct", STRUCTS, ids=lambda struct: f"{struct.__module__}.{struct.__name__}"
)
def test_every_code_has_a_name(struct: type[msgspec.Struct]) -> None:
    hints = get_type_hints(struct, include_extras=True)
    coded = {shape.name: shape.code for shape in shapes(struct) if shape.code}
    named = {sort for sort, _ in TERMS}
    for name, sort in coded.items():
        if sort in NAMED_ELSEWHERE:
            continue
        assert sort in named
        unnamed = {code for code in literals(hints[name]) if (sort, code) not in TERMS}
        assert unnamed == set()


def test_every_matter_has_a_name() -> None:
    assert [one.slug for one in MATTERS if ("matter", one.slug) not in TERMS] == []


def test_every_state_of_an_application_has_a_name() -> None:
    assert {state.value for state in State if ("state", state.value) not in TERMS} == set()


def test_both_languages_are_there_and_differ() -> None:
    sorts = {"field", "kind", "state"}
    ours = {key: text for key, text in TERMS.items() if key[0] in sorts}
    assert [key for key, text in ours.items() if not text.zh or not text.en] == []
    assert [key for key, text in ours.items() if text.zh == text.en] == []
