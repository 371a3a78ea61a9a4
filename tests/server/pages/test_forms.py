"""Forms out of structs: what is typed becomes the payload, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import connections
from django.http import QueryDict

from shoumi.matters.carriers.acts import HandOverCarriers, Register
from shoumi.server.pages.answer import Answer, asked
from shoumi.server.pages.desk import Desk
from shoumi.server.pages.forms.fields import Field, drawn
from shoumi.server.pages.forms.typed import read_form, typed_for, typed_in
from shoumi.server.pages.views.law import _is_under
from shoumi.server.perform import one_moment
from tests.journeys.unit import Founded


@dataclass
class House:
    unit: Founded
    carriers: tuple[str, ...]

    def desk(self, person: str) -> Iterator[Desk]:
        with one_moment(connections[self.unit.door.using]) as direct:
            yield Desk(self.unit.pages, self.unit.door.registers(direct), self.unit.cast[person])


@pytest.fixture(scope="module")
def house(sqlite_alias: str, django_db_blocker: object) -> Iterator[House]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        unit = Founded("half-filled", sqlite_alias)
        yield House(unit=unit, carriers=unit.paper())
        connections[sqlite_alias].close()


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    yield from house.desk("officer")


@pytest.fixture
def outsider(house: House) -> Iterator[Desk]:
    yield from house.desk("outsider")


def number_of(desk: Desk, carrier: str) -> str:
    return desk.words.label(desk.seen("carriers.carrier", carrier))


def test_a_scanned_number_and_a_name_become_ids(house: House, desk: Desk) -> None:
    number = number_of(desk, house.carriers[0])
    read = read_form(
        HandOverCarriers, {"carriers.0": number, "carriers.1": "", "receiver": "李经办"}, desk
    )
    assert read.faults == {}
    assert read.payload == {
        "carriers": [house.carriers[0]],
        "receiver": house.unit.cast["handler"],
    }


def test_what_is_not_seen_is_told_like_what_is_not_there(house: House, outsider: Desk) -> None:
    wrong = {}
    for carrier in (house.carriers[0], "0" * 32):
        read = read_form(HandOverCarriers, {"carriers.0__id": carrier}, outsider)
        assert read.payload == {}
        wrong[carrier] = str(read.faults["carriers.0"])
    assert len(set(wrong.values())) == 1


def test_every_mistake_is_told_at_its_own_field(desk: Desk) -> None:
    typed = {"pieces": "drei", "due_at": "soon", "receiver": "查无此人"}
    read = read_form(HandOverCarriers, typed, desk)
    assert set(read.faults) == {"pieces", "due_at", "receiver"}
    assert str(read.faults["pieces"]) == "drei is no number; type digits only."


def test_nested_fields_and_rows_make_nested_values(desk: Desk) -> None:
    typed = {
        "new_edition.level": "secret",
        "new_edition.readers.3": "李经办",
        "copies.0.pages": "12",
        "copies.4.stamp_on_first_page": "true",
        "copies.9.place": "",
    }
    payload = read_form(Register, typed, desk).payload
    assert payload["new_edition"]["level"] == "secret"
    assert len(payload["new_edition"]["readers"]) == 1
    assert payload["copies"] == [{"pages": 12}, {"stamp_on_first_page": True}]


def test_a_time_without_a_zone_is_the_unit_s_own(desk: Desk) -> None:
    read = read_form(HandOverCarriers, {"due_at": "2026-03-05T17:30"}, desk)
    assert read.payload["due_at"] == "2026-03-05T17:30:00+08:00"


def test_a_box_that_is_not_ticked_is_no_statement(desk: Desk) -> None:
    typed = typed_in(QueryDict("statements.stamp_on_first_page=&statements.counted=true"))
    assert read_form(Register, typed, desk).payload["statements"] == {"counted": True}


def test_an_address_fills_a_form_in_and_the_form_says_the_name(house: House, desk: Desk) -> None:
    asked_for = QueryDict(f"carriers={house.carriers[0]}&carriers={house.carriers[1]}")
    typed = typed_for(HandOverCarriers, asked_for)
    fields = drawn(HandOverCarriers, desk, typed, {}, owner="carriers.hand-over")
    rows = field(fields, "carriers").rows
    assert [row.value for row in rows] == [number_of(desk, one) for one in house.carriers]


def field(fields: tuple[Field, ...], path: str) -> Field:
    return next(each for each in fields if each.path == path)


def test_what_must_be_filled_in_stands_first_and_the_time_of_entry_last(desk: Desk) -> None:
    fields = drawn(HandOverCarriers, desk, {}, {}, owner="carriers.hand-over")
    assert [each.required for each in fields][:2] == [True, True]
    assert [each.path for each in fields][-2:] == ["happened_at", "late_reason"]


def test_an_empty_field_is_not_held_against_the_act(house: House, desk: Desk) -> None:
    answer = asked(desk, "carriers.hand-over", {"carriers": [house.carriers[0]]})
    assert answer.verdict == "empty"
    assert len(answer.empty) == 1
    assert answer.of("no") == ()


def test_a_fact_that_no_field_can_mend_refuses_at_once(house: House) -> None:
    answer = answer_of_the_handler(house)
    assert answer.verdict == "refused"
    assert answer.refusal is not None
    assert answer.refusal.clause == "shoumi/carriers.3"


def answer_of_the_handler(house: House) -> Answer:
    found = [
        asked(desk, "carriers.hand-over", {"carriers": [house.carriers[0]]})
        for desk in house.desk("handler")
    ]
    return found[0]


def test_an_unseen_thing_in_an_address_leaves_the_box_empty(house: House, outsider: Desk) -> None:
    typed = typed_for(HandOverCarriers, QueryDict(f"carriers={house.carriers[0]}"))
    fields = drawn(HandOverCarriers, outsider, typed, {}, owner="carriers.hand-over")
    assert field(fields, "carriers").rows[0].value == ""


@pytest.mark.parametrize(
    ("clause", "article", "under"),
    [("1.1.3b", "1.1", True), ("1.10.2", "1.1", False), ("15a", "15", True), ("15", "1", False)],
)
def test_a_clause_stands_under_the_article_whose_number_it_begins_with(
    clause: str, article: str, *, under: bool
) -> None:
    assert _is_under(clause, article) is under


def test_many_things_are_looked_at_in_one_question(house: House, desk: Desk) -> None:
    before = len(desk.sight.asked)
    found = desk.by_id([*house.carriers, "0" * 32])
    assert set(found) == set(house.carriers)
    assert len(desk.sight.asked) == before + 1


def test_what_an_outsider_may_not_see_is_not_found_by_its_id(house: House, outsider: Desk) -> None:
    assert outsider.by_id(house.carriers) == {}
