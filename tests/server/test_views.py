"""Whoever may ask the database with SQL finds a view for each kind; its holder is a person."""

from collections.abc import Mapping

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connections

from shoumi.acts.shape import shapes
from shoumi.decision.everything import everything
from shoumi.matters.carriers.things import Carrier
from shoumi.server.perform import one_moment
from shoumi.server.tables import views
from shoumi.server.tables.checks import missing_guards
from tests.server.houses import House

KINDS = everything().things


def rows_of(alias: str, view: str, unit: str) -> list[dict[str, object]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{view}" WHERE unit = %s', [unit])  # noqa: S608 ours
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_every_kind_has_a_view_with_a_column_for_each_field(alias: str) -> None:
    for kind, struct in KINDS.items():
        with connections[alias].cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{views.name_of(kind)}" LIMIT 1')  # noqa: S608 ours
            names = {column[0] for column in cursor.description}
        for shape in shapes(struct):
            assert {shape.name, f"{shape.name}_commitment"} & names, (kind, shape.name)


def test_a_view_shows_what_the_register_holds_and_no_sealed_text(alias: str) -> None:
    house = House(alias)
    house.adopt("jm-carriers")
    carrier = house.paper()[-1]
    (row,) = (one for one in rows_of(alias, "carriers_carrier", house.unit) if one["id"] == carrier)
    with one_moment(connections[alias]) as direct:
        found = house.door.registers(direct).get(Carrier, carrier)
    assert found
    assert (row["carrier_number"], row["holder"], row["level"], row["state"]) == (
        found.carrier_number,
        found.holder,
        found.level,
        found.state,
    )
    assert not row["unverified"]
    assert str(row["received_on"]) == str(found.received_on)
    (edition,) = rows_of(alias, "carriers_edition", house.unit)
    assert edition["title_commitment"]
    assert "关于某事项的通知" not in str(edition)
    people = rows_of(alias, "organisation_person", house.unit)
    assert found.holder in {row["id"] for row in people}


def standing(alias: str) -> Mapping[str, str]:
    return views._standing(connections[alias])


def test_views_follow_the_structs_and_let_tables_change(alias: str) -> None:
    before = standing(alias)
    assert before.keys() == {views.name_of(kind) for kind in KINDS}
    stale, gone = "carriers_carrier", "law_parameter"
    with connections[alias].cursor() as cursor:
        cursor.execute(f'DROP VIEW "{stale}"')
        cursor.execute(f'DROP VIEW "{next(iter(before.keys() - {stale, gone}))}"')
    old = views.definition("carriers.carrier", KINDS["carriers.edition"], connections[alias].vendor)
    with connections[alias].cursor() as cursor:
        cursor.execute(old)
        if connections[alias].vendor == "postgresql":
            cursor.execute(f"COMMENT ON VIEW \"{stale}\" IS '{views.MARK}: old'")
    call_command("migrate", database=alias, verbosity=0)
    assert standing(alias) == before
    views.take_away(connections[alias])
    assert standing(alias) == {}
    views.bring_up(connections[alias])
    assert standing(alias) == before


def test_only_a_person_of_the_unit_holds_a_thing(alias: str) -> None:
    house = House(alias)
    house.adopt("jm-carriers")
    carrier = house.paper()[-1]
    other = House(alias)
    assert missing_guards(connections[alias]) == []
    strangers = [carrier, "nobody", other.cast["officer"]]
    for stranger in strangers:
        with (
            pytest.raises(DatabaseError, match="the holder is a person of the unit"),
            connections[alias].cursor() as cursor,
        ):
            cursor.execute(
                "UPDATE thing SET holder = %s WHERE unit = %s AND id = %s",
                [stranger, house.unit, carrier],
            )
    with (
        pytest.raises(DatabaseError, match="the holder is a person of the unit"),
        connections[alias].cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO thing (unit, kind, id, holder, version, body) "
            "VALUES (%s, 'carriers.carrier', 'x', 'nobody', 1, '{\"id\":\"x\"}')",
            [house.unit],
        )
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "UPDATE thing SET holder = %s WHERE unit = %s AND id = %s",
            [house.cast["reader"], house.unit, carrier],
        )
