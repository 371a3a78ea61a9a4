"""A code in an act is on the list of its field, or the act is refused and told what is on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.acts.shape import Shape, codes_in, shapes
from shoumi.decision.catalogue import UnusableActError
from shoumi.decision.everything import everything
from shoumi.law.clause import Json
from tests.cast import MORNING, a_unit, did, refusing, shelf

CATALOGUE = everything()
LISTED = "base.code.listed"
ABOUT_STRANGE_CODES = {"shoumi/ground.5", "shoumi/personnel.2"}


def coded(struct: type[msgspec.Struct], *way: Shape) -> Iterator[tuple[Shape, ...]]:
    """The ways to all fields of lists: each field, and those that hold it."""
    for shape in shapes(struct):
        if shape.inner is not None:
            yield from coded(shape.inner, *way, shape)
        elif shape.code and not shape.any_code:
            yield (*way, shape)


WAYS = [(slug, way) for slug, kind in CATALOGUE.acts.items() for way in coded(kind.act)]
UNIT = a_unit("jm-carriers", "jm-staff")
TODAY = UNIT.house(MORNING).law


def with_code(struct: type[msgspec.Struct], way: tuple[Shape, ...], code: str) -> dict[str, Json]:
    """The least payload of a struct that has this code at the end of the way."""
    payload = {
        shape.name: sample(shape)
        for shape in shapes(struct)
        if shape.required and (not way or shape.name != way[0].name)
    }
    if not way:
        return payload
    first, *rest = way
    inner = with_code(first.inner, tuple(rest), code) if first.inner else code
    return {**payload, first.name: [inner] if first.many else inner}


def sample(shape: Shape) -> Json:
    one: Any
    if shape.inner is not None:
        one = with_code(shape.inner, (), "")
    elif shape.choices:
        one = shape.choices[0]
    elif shape.code and not shape.any_code:
        one = min(TODAY.codes(shape.code))
    else:
        one = {
            "number": 1,
            "yes_no": True,
            "date": "2026-03-02",
            "at": "2026-03-02T09:00:00+08:00",
            "map": {},
        }.get(shape.sort, "x")
    return [one] if shape.many else one


def test_there_are_many_such_fields_and_some_are_further_in() -> None:
    assert len(WAYS) > 40
    assert any(len(way) > 1 for _, way in WAYS)


@pytest.mark.parametrize(
    ("slug", "way"), WAYS, ids=[f"{s}:{'.'.join(x.name for x in w)}" for s, w in WAYS]
)
@settings(max_examples=15)
@given(code=st.from_regex(r"[a-z_]{3,12}", fullmatch=True))
def test_a_code_that_no_list_has_is_refused_with_field_code_and_list(
    slug: str, way: tuple[Shape, ...], code: str
) -> None:
    last = way[-1]
    assert last.code is not None
    listed = TODAY.codes(last.code) or frozenset(last.choices)
    payload = {"do": slug, **with_code(CATALOGUE.acts[slug].act, way, code)}
    try:
        ruling = UNIT.may(payload, "officer", MORNING)
    except UnusableActError as error:
        assert last.choices
        assert code not in last.choices
        said, field = str(error.message), error.field or ""
    else:
        found = [one.breach for one in ruling.refusing() if one.rule == LISTED]
        if code in listed:
            assert found == []
            return
        (only,) = found
        assert only is not None
        said, field = str(only.message), only.missing or ""
    assert field.split(".")[-1].partition("[")[0] == last.name
    assert code in said
    assert all(each in said for each in (last.choices or listed))


def test_what_is_on_the_list_is_taken() -> None:
    for slug, way in WAYS:
        code = (way[-1].choices or sorted(TODAY.codes(way[-1].code or "")))[0]
        act = CATALOGUE.read({"do": slug, **with_code(CATALOGUE.acts[slug].act, way, code)})
        assert code in {found for _, _, found in codes_in(act)}
        ruling = UNIT.may(
            {"do": slug, **with_code(CATALOGUE.acts[slug].act, way, code)}, "officer", MORNING
        )
        assert LISTED not in {finding.rule for finding in ruling.refusing()}


def test_a_list_is_that_of_the_packs_in_force() -> None:
    unit = a_unit()
    done = did(
        unit,
        "officer",
        "carriers.register",
        new_edition={"level": "mission:top", "period": "10年"},
        copies=[{"copy_number": "000001"}],
    )
    assert refusing(done) == {LISTED}
    assert done.consequences == ()
    assert len(unit.journal) == 1


def test_the_examples_of_all_packs_use_codes_that_are_listed() -> None:
    packs = shelf().library.values()
    listed: dict[str, set[str]] = {}
    for pack in packs:
        for sort, code in pack.terms:
            listed.setdefault(sort, set()).add(code)
    strange = {
        clause.id
        for pack in packs
        for clause in pack.clauses
        for example in clause.examples
        if example.act.get("do") in CATALOGUE.acts
        for _, sort, code in codes_in(CATALOGUE.read(example.act))
        if sort in listed and code not in listed[sort]
    }
    assert strange <= ABOUT_STRANGE_CODES
