"""Role, tier, department, need-to-know and level: each way of reading shows the same, no more."""

import io
from collections.abc import Iterator
from itertools import product
from typing import Any

import msgspec
import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker
from python_calamine import CalamineWorkbook

from shoumi.decision.people import Office
from shoumi.decision.sight import groups_of
from shoumi.server.perform import one_moment
from shoumi.server.registry import DatabaseRegisters
from shoumi.server.search import search
from shoumi.server.sheets.writing import register
from shoumi.server.tables.models import Notice
from shoumi.server.visibility import Listed, NotFoundError, Order, Sight, Wanted, viewer_of
from tests.server.ledgers import Unit, new_unit
from tests.server.trial import LEVELS, MONDAY, File

ROLES = (None, "secrecy_office")
TIERS = (None, "general", "important", "core")
PLACES = ("main", "other")
READ_BY = (None, "public", "confidential", "secret", "state:top_secret")
ORDERS: tuple[Order, ...] = ("newest", "number", "due_on")


class Population(msgspec.Struct, frozen=True, kw_only=True):
    """A unit with a person of every sort, and files of every sort."""

    unit: Unit
    people: tuple[str, ...]
    files: tuple[str, ...]


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
)
def population(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[Population]:
    with django_db_blocker.unblock():
        unit = new_unit(request.getfixturevalue(f"{request.param}_alias"))
        people = tuple(_people(unit))
        yield Population(unit=unit, people=people, files=tuple(_files(unit, people)))


def _people(unit: Unit) -> Iterator[str]:
    for role, tier, place in product(ROLES, TIERS, PLACES):
        told = {"name": f"某{role}{tier}{place}", "role": role, "tier": tier}
        payload = {"do": "trial.hire", "department": unit.cast[place], **told}
        stated = {key: value for key, value in payload.items() if value}
        yield unit.door.do(stated, unit.cast["officer"]).made[0]


def _files(unit: Unit, people: tuple[str, ...]) -> Iterator[str]:
    """Of each level one for a department and one for none, read by the odd people in turn."""
    for place, (level, department) in enumerate(product(READ_BY, (None, *PLACES))):
        told: dict[str, Any] = {
            "title": f"会议纪要第{place}号",
            "remark": "存放说明",
            "holder": people[place % len(people)],
            "readers": list(people[place % 2 :: 2]) if place % 3 else [],
        }
        if level:
            told["level"] = level
        if department:
            told["department"] = unit.cast[department]
        made = unit.register(**told)
        if place % 2:
            act = {"do": "trial.pass", "files": [made], "to": told["holder"]}
            due = {"due_on": f"2026-04-{place + 1:02d}", "remark": "存放说明"}
            unit.door.do({**act, **due}, unit.cast["officer"])
        yield made


@pytest.mark.parametrize("few", [0, 2000])
def test_every_way_of_reading_shows_what_may_be_seen_and_nothing_else(
    population: Population,
    few: int,
    monkeypatch: pytest.MonkeyPatch,
    django_db_blocker: DjangoDbBlocker,
) -> None:
    monkeypatch.setattr("shoumi.server.visibility.FEW", few)
    unit = population.unit
    with django_db_blocker.unblock(), one_moment(connections[unit.door.using]) as direct:
        known = unit.door.registers(direct)
        office = Office(known, MONDAY.date())
        files = [found for one in population.files if (found := known.get(File, one))]
        assert len(files) == len(population.files)
        seen: set[tuple[str, ...]] = set()
        for person in population.people:
            sight = Sight(direct, unit.door.unit, viewer_of(person, office, LEVELS))
            groups = {
                file.id: groups_of(person, file, known=known, people=office, levels=LEVELS)
                for file in files
            }
            right = {one: found for one, found in groups.items() if found}
            seen.add(tuple(sorted(right)))
            _check_lists(sight, files, right)
            _check_things(sight, known, files, right)
            _check_export(sight, known, files, right)
            hits = search("会议纪要", File, sight=sight, known=known, most=100)
            assert {hit.thing.id for hit in hits} == _with(right, "know")
    # Were everybody shown the same, the test would test nothing.
    assert len(seen) > len(TIERS)


def _with(right: dict[str, frozenset[str]], group: str) -> set[str]:
    return {one for one, groups in right.items() if group in groups}


def _check_lists(sight: Sight, files: list[File], right: dict[str, frozenset[str]]) -> None:
    """Lists in each order, whole and filtered, and what they count."""
    for order in ORDERS:
        wanted = Wanted(kind=File, order=order, size=7)
        lines = [line.id for line in _paged(sight, wanted)]
        due = {file.id for file in files if order != "due_on" or file.due_on}
        assert sorted(lines) == sorted(right.keys() & due)
    assert sight.count(Wanted(kind=File)).number == len(right)
    for level in READ_BY[1:]:
        wanted = Wanted(kind=File, where={"level": str(level)})
        same = {file.id for file in files if file.level == level} & right.keys()
        assert {line.id for line in _paged(sight, wanted)} == same
        assert sight.count(wanted).number == len(same)
    assert sight.groups([(file.id, file.level) for file in files]) == right


def _paged(sight: Sight, wanted: Wanted) -> Iterator[Listed]:
    while True:
        page = sight.page(wanted)
        yield from page.lines
        if not page.more:
            return
        wanted = msgspec.structs.replace(wanted, behind=page.lines[-1])


def _check_things(
    sight: Sight, known: DatabaseRegisters, files: list[File], right: dict[str, frozenset[str]]
) -> None:
    """A thing's own page: all of the row, the title for who need know, the remark for the desk."""
    for file in files:
        if file.id not in right:
            with pytest.raises(NotFoundError):
                sight.thing(known, File, file.id)
            continue
        fields = sight.thing(known, File, file.id)
        assert ("title" in fields) == ("know" in right[file.id])
        assert ("remark" in fields) == ("desk" in right[file.id])


def _check_export(
    sight: Sight, known: DatabaseRegisters, files: list[File], right: dict[str, frozenset[str]]
) -> None:
    """The sheet has a line for each, and titles and remarks as its page has."""
    content = register((File,), sight, known, lambda _, name: str(name))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    heads, *lines = sheet.to_python()
    told = [dict(zip(heads, line, strict=True)) for line in lines]
    numbers = {file.id: file.number for file in files}
    assert {line["number"] for line in told} == {numbers[one] for one in right}
    for group, field in (("know", "title"), ("desk", "remark")):
        shown = {line["number"] for line in told if line.get(field)}
        holding = {file.id for file in files if getattr(file, field)}
        assert shown == {numbers[one] for one in _with(right, group) & holding}


def test_a_notice_is_only_for_who_may_see_its_thing_and_tells_no_title(
    population: Population, django_db_blocker: DjangoDbBlocker
) -> None:
    unit = population.unit
    with django_db_blocker.unblock(), one_moment(connections[unit.door.using]) as direct:
        known = unit.door.registers(direct)
        office = Office(known, MONDAY.date())
        rows = Notice.objects.using(unit.door.using).filter(unit=unit.door.unit)
        told = list(rows.values_list("person", "thing", "template", "words"))
        assert told
        for person, thing, template, words in told:
            found = known.get(File, str(thing))
            assert found is not None
            assert groups_of(person, found, known=known, people=office, levels=LEVELS)
            assert "会议纪要" not in template + words
