"""The filter in the database says what decision.sight says, for any population."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest
from django.db import connections
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.decision.people import Office
from shoumi.decision.sight import groups_of, may_see
from shoumi.matters.organisation.things import Department, Person
from shoumi.server.perform import one_moment
from shoumi.server.registry import DatabaseRegisters
from shoumi.server.search import TooShortError, search
from shoumi.server.tables.statements import Direct
from shoumi.server.visibility import Listed, NotFoundError, Sight, Viewer, Wanted, viewer_of
from tests.server.ledgers import Unit, new_unit
from tests.server.trial import LEVELS, MONDAY, File


@contextmanager
def seen_by(unit: Unit, person: str) -> Iterator[tuple[Sight, DatabaseRegisters, Viewer]]:
    with one_moment(connections[unit.door.using]) as direct:
        known = unit.door.registers(direct)
        viewer = viewer_of(unit.cast.get(person, person), Office(known, MONDAY.date()), LEVELS)
        yield Sight(direct, unit.door.unit, viewer), known, viewer


CAST = ("officer", "handler", "leader", "outsider")
files = st.fixed_dictionaries(
    {
        "holder": st.sampled_from(CAST),
        "level": st.sampled_from([None, "public", "confidential", "secret", "state:top_secret"]),
        "department": st.sampled_from([None, "main", "other"]),
        "readers": st.lists(st.sampled_from(CAST), unique=True, max_size=3),
        "due_on": st.sampled_from([None, "2026-04-01", "2026-05-01"]),
    }
)


def populated(alias: str, told: list[dict[str, Any]]) -> tuple[Unit, list[str]]:
    unit = new_unit(alias)
    ids = []
    for one in told:
        payload = {key: value for key, value in one.items() if value and key != "due_on"}
        payload["holder"] = unit.cast[str(one["holder"])]
        payload["readers"] = [unit.cast[name] for name in one["readers"]]
        if one["department"]:
            payload["department"] = unit.cast[str(one["department"])]
        made = unit.register(**payload)
        ids.append(made)
        if one["due_on"]:
            act = {"do": "trial.pass", "files": [made], "to": payload["holder"]}
            unit.door.do({**act, "due_on": one["due_on"]}, unit.cast["officer"])
    return unit, ids


@given(told=st.lists(files, min_size=1, max_size=8), few=st.sampled_from([0, 2, 2000]))
@settings(max_examples=8)
def test_the_filter_shows_exactly_what_may_be_seen(
    sqlite_alias: str, postgres_alias: str, told: list[dict[str, Any]], few: int
) -> None:
    for alias in (sqlite_alias, postgres_alias):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("shoumi.server.visibility.FEW", few)
            unit, ids = populated(alias, told)
            for name in CAST:
                check(unit, ids, name)


def check(unit: Unit, ids: list[str], name: str) -> None:
    with seen_by(unit, name) as (sight, known, viewer):
        people = Office(known, MONDAY.date())
        things = [known.get(File, identifier) for identifier in ids]
        right = {
            thing.id: groups_of(viewer.person, thing, known=known, people=people, levels=LEVELS)
            for thing in things
            if thing is not None
            and may_see(viewer.person, thing, known=known, people=people, levels=LEVELS)
        }
        newest = sight.page(Wanted(kind=File))
        assert [line.id for line in newest.lines] == [one for one in reversed(ids) if one in right]
        assert sight.count(Wanted(kind=File)).number == len(right)
        assert sight.groups(newest.lines) == right
        due = [line.id for line in paged(sight, Wanted(kind=File, order="due_on", size=2))]
        assert set(due) == {one.id for one in things if one and one.due_on and one.id in right}
        numbered = [line.id for line in paged(sight, Wanted(kind=File, order="number", size=3))]
        assert sorted(numbered) == sorted(right)


def paged(sight: Sight, wanted: Wanted) -> Iterator[Listed]:
    while True:
        page = sight.page(wanted)
        yield from page.lines
        if not page.more:
            return
        wanted = msgspec.structs.replace(wanted, behind=page.lines[-1])


def test_what_is_unseen_and_what_is_not_there_get_one_answer(unit: Unit) -> None:
    hidden = unit.register(title="机密方案")
    with seen_by(unit, "outsider") as (sight, known, _):
        with pytest.raises(NotFoundError) as unseen:
            sight.thing(known, File, hidden)
        with pytest.raises(NotFoundError) as absent:
            sight.thing(known, File, "nothing")
    assert unseen.value.args == absent.value.args


def test_only_the_fields_of_ones_groups_are_read(unit: Unit) -> None:
    made = unit.register(
        title="会议纪要",
        remark="左柜",
        department=unit.cast["other"],
        readers=[unit.cast["leader"]],
    )
    with seen_by(unit, "leader") as (sight, known, _):
        reader = sight.thing(known, File, made)
    with seen_by(unit, "outsider") as (sight, known, _):
        neighbour = sight.thing(known, File, made)
    assert (reader["title"], "remark" in reader) == ("会议纪要", False)
    assert "title" not in neighbour
    assert neighbour["number"] == "F1"


def test_a_title_is_found_only_by_who_may_read_it(unit: Unit) -> None:
    made = unit.register(title="关于安全生产的会议纪要", readers=[unit.cast["leader"]])
    unit.register(title="关于会议安全的通知", readers=[unit.cast["leader"]])
    found = {}
    for name in CAST:
        with seen_by(unit, name) as (sight, known, _):
            found[name] = [
                hit.thing.id for hit in search("会议 纪要", File, sight=sight, known=known)
            ]
    assert found == {"officer": [], "handler": [], "leader": [made], "outsider": []}


def test_a_person_is_found_by_name(unit: Unit) -> None:
    with seen_by(unit, "handler") as (sight, known, _):
        hits = search("经办", Person, sight=sight, known=known)
    assert [hit.thing.id for hit in hits] == [unit.cast["handler"]]


def test_one_character_is_not_searched_for(unit: Unit) -> None:
    with seen_by(unit, "handler") as (sight, known, _), pytest.raises(TooShortError):
        search(" 王 ", Person, sight=sight, known=known)


def test_a_text_that_changed_is_found_by_its_new_words_only(unit: Unit) -> None:
    unit.register(title="旧题目")
    with seen_by(unit, "officer") as (sight, known, _):
        assert search("题目", File, sight=sight, known=known) == ()


LISTS = [
    Wanted(kind=File),
    Wanted(kind=File, order="number"),
    Wanted(kind=File, order="due_on"),
    Wanted(kind=File, where={"state": "kept"}),
    Wanted(kind=File, order="due_on", where={"holder": "x"}),
    Wanted(kind=Department, order="number"),
]


@pytest.mark.parametrize("few", [0, 2000])
@pytest.mark.parametrize("wanted", LISTS)
def test_no_list_reads_a_whole_table(
    unit: Unit, wanted: Wanted, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shoumi.server.visibility.FEW", few)
    unit.register(title="会议纪要", department=unit.cast["main"])
    with seen_by(unit, "officer") as (sight, known, _):
        sight.page(wanted)
        sight.page(msgspec.structs.replace(wanted, behind=a_line()))
        sight.count(wanted)
        for sql, values in sight.asked:
            assert whole_tables(known.direct, sql, values) == []


def a_line() -> Listed:
    face = {"name": None, "level": None, "state": None, "holder": None, "department": None}
    return Listed(row=1, id="x", number="F1", due_on="2026-01-01", version=1, **face)


def whole_tables(direct: Direct, sql: str, values: list[object]) -> list[str]:
    """The steps of the plan that walk a table without an index that begins with the unit."""
    if direct.postgresql:
        direct.execute("SET LOCAL enable_seqscan = off")
        plan = [line for (line,) in direct.ask(f"EXPLAIN {sql}", values)]
        return [line for line in plan if "Seq Scan" in line]
    plan = [step for *_, step in direct.ask(f"EXPLAIN QUERY PLAN {sql}", values)]
    return [
        step
        for step in plan
        if re.match(r"SCAN (t|s|thing|scope|word)\b", step)
        or (step.startswith("SEARCH") and not re.search(r"unit=\?|\(rowid=\?\)", step))
    ]
