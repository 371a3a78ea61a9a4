"""The door, on both databases."""

import pytest
from django.db import DatabaseError, connections

from shoumi.decision.catalogue import UnusableActError
from shoumi.server.perform import one_moment
from shoumi.server.tables.checks import missing_guards
from shoumi.server.tables.guards import guards_of
from tests.server.ledgers import Unit, every_row


def test_an_act_is_on_the_disk_with_its_entry_and_its_rows(unit: Unit) -> None:
    made = unit.register(title="会议纪要", level="confidential")
    rows = {row["id"]: row for row in every_row(unit.door.using, "thing", unit.door.unit)}
    assert rows[made]["number"] == "F1"
    assert rows[made]["holder"] == unit.cast["handler"]
    entries = list(every_row(unit.door.using, "entry", unit.door.unit))
    assert entries[-1]["act"] == "trial.register"
    assert entries[-1]["verdict"] == "permitted"
    assert "会议纪要" not in str(entries[-1]["body"])
    assert "会议纪要" not in str(rows[made]["body"])


def test_a_refusal_is_recorded_and_changes_nothing(unit: Unit) -> None:
    payload = {"do": "trial.register", "holder": unit.cast["handler"], "title": "forbidden"}
    before = len(list(every_row(unit.door.using, "thing", unit.door.unit)))
    outcome = unit.door.do(payload, unit.cast["officer"])
    assert outcome.ruling.verdict.value == "refused"
    assert outcome.made == ()
    assert len(list(every_row(unit.door.using, "thing", unit.door.unit))) == before
    assert list(every_row(unit.door.using, "entry", unit.door.unit))[-1]["verdict"] == "refused"


def test_what_the_door_remembers_is_what_the_database_says(unit: Unit) -> None:
    cast, officer = unit.cast, unit.cast["officer"]
    files = [unit.register(title=f"第{number}号", readers=[cast["leader"]]) for number in range(3)]
    for receiver, remark in ((cast["leader"], "急件"), (cast["handler"], None)):
        told = {"do": "trial.pass", "files": files, "to": receiver, "remark": remark}
        unit.door.do(told, officer)
    unit.door.do({"do": "trial.close", "file": files[0]}, officer)
    assert unit.door._kept is not None
    kept = unit.door._kept.known
    with one_moment(connections[unit.door.using]) as direct:
        fresh = unit.door.registers(direct)
        for kind, identifier in kept._rows:
            assert kept._rows[kind, identifier] == fresh.row(kind, identifier)
        for identifier in kept._audiences:
            assert kept._audiences[identifier] == fresh.audience(identifier)
        for series in kept._series:
            assert kept.next_number(series) == fresh.next_number(series)
        assert {row.thing.id for row in kept._rows.values() if row} >= set(files)


def test_a_payload_cannot_open_another_text(unit: Unit) -> None:
    told = {"do": "trial.register", "holder": unit.cast["handler"], "title": {"$sealed": "00"}}
    with pytest.raises(UnusableActError, match="sealed"):
        unit.door.do(told, unit.cast["officer"])


def test_one_text_of_an_entry_is_sealed_once(unit: Unit) -> None:
    unit.register(title="会议纪要")
    sealed = list(every_row(unit.door.using, "sealed", unit.door.unit))
    last = list(every_row(unit.door.using, "entry", unit.door.unit))[-1]
    assert len([row for row in sealed if row["entry"] == last["number"]]) == 1


@pytest.mark.parametrize("statement", ["UPDATE entry SET verdict = 'x'", "DELETE FROM entry"])
def test_the_database_itself_refuses_to_change_the_journal(unit: Unit, statement: str) -> None:
    with pytest.raises(DatabaseError), connections[unit.door.using].cursor() as cursor:
        cursor.execute(f"{statement} WHERE unit = %s", [unit.door.unit])


def test_a_dropped_trigger_is_noticed(sqlite_alias: str) -> None:
    guard = guards_of("sqlite")[0]
    with connections[sqlite_alias].cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {guard.name}")
        try:
            assert missing_guards(connections[sqlite_alias]) == [guard.name]
        finally:
            cursor.execute(guard.make[0])
    assert missing_guards(connections[sqlite_alias]) == []


def test_may_i_records_nothing(unit: Unit) -> None:
    before = len(list(every_row(unit.door.using, "entry", unit.door.unit)))
    told = {"do": "trial.register", "holder": unit.cast["handler"]}
    assert unit.door.may(told, unit.cast["officer"]).verdict.value == "permitted"
    assert unit.door.may(told, unit.cast["outsider"]).verdict.value == "refused"
    assert len(list(every_row(unit.door.using, "entry", unit.door.unit))) == before
