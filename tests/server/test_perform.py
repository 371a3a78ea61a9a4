"""The door, on both databases."""

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
