"""Whoever changes rows by hand is found, and the row is named."""

from pathlib import Path

import pytest
from django.db import connections

from shoumi.cli.verify import main
from shoumi.server.tables.guards import guards_of
from shoumi.server.verify import checkpoint_now, export_to, verify_ledger
from tests.server.ledgers import Unit
from tests.server.trial import MONDAY


@pytest.fixture
def worked(unit: Unit) -> Unit:
    """A unit with some history: registered, passed on, closed, refused, signed."""
    file = unit.register(title="会议纪要", level="confidential", department=unit.cast["main"])
    other = unit.register(title="方案", readers=[unit.cast["leader"]])
    officer = unit.cast["officer"]
    unit.door.do(
        {"do": "trial.pass", "files": [file, other], "to": unit.cast["leader"], "remark": "急件"},
        officer,
    )
    unit.door.do({"do": "trial.close", "file": file}, officer)
    unit.door.do({"do": "trial.pass", "files": [file], "to": unit.cast["handler"]}, officer)
    checkpoint_now(unit.door)
    return unit


def test_an_honest_ledger_bears_itself_out(worked: Unit) -> None:
    assert list(verify_ledger(worked.door)) == []


def test_an_export_is_verified_without_the_server(
    worked: Unit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export_to(worked.door, tmp_path, MONDAY)
    assert main([str(tmp_path)]) == 0
    assert "会议纪要" not in "".join(file.read_text() for file in tmp_path.iterdir())


def by_hand(unit: Unit, *statements: str) -> None:
    """Somebody with the database's password takes the guards away and writes."""
    connection = connections[unit.door.using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO CURRENT_USER")
        else:
            for guard in guards_of("sqlite"):
                cursor.execute(f"DROP TRIGGER {guard.name}")
        try:
            for statement in statements:
                cursor.execute(statement.replace("UNIT", f"'{unit.door.unit}'"))
        finally:
            if connection.vendor == "postgresql":
                cursor.execute("SET session_replication_role = DEFAULT")
            else:
                for guard in guards_of("sqlite"):
                    cursor.execute(guard.make[0])


TAMPERINGS: dict[str, tuple[str, str, str]] = {
    "the state of a thing": (
        "UPDATE thing SET state = 'lost' WHERE unit = UNIT AND number = 'F1'",
        "registers",
        "face.state",
    ),
    "the text of a thing": (
        (
            'UPDATE thing SET body = replace(body, \'"state":"closed"\', \'"state":"kept"\') '
            "WHERE unit = UNIT AND number = 'F1'"
        ),
        "registers",
        "body.state",
    ),
    "a thing removed": (
        "DELETE FROM thing WHERE unit = UNIT AND number = 'F2'",
        "registers",
        "thing:trial.file",
    ),
    "a scope added": (
        (
            "INSERT INTO scope (unit, kind, subject, see, thing, thing_row) "
            "VALUES (UNIT, 'trial.file', 'person:spy', 'know', 'x', 0)"
        ),
        "registers",
        "person:spy",
    ),
    "a scope pointing to another's row": (
        "UPDATE scope SET thing_row = thing_row + 1 WHERE unit = UNIT",
        "registers",
        "scope:",
    ),
    "a duty closed": (
        "UPDATE duty SET is_open = (1 = 0) WHERE unit = UNIT AND is_open",
        "registers",
        "open",
    ),
    "the time of the last entry": (
        "UPDATE head SET at = '2031-01-01 00:00:00' WHERE unit = UNIT",
        "head",
        "other-time",
    ),
    "a number set back": (
        "UPDATE series SET value = 1 WHERE unit = UNIT",
        "registers",
        "trial.file value",
    ),
    "who did it": (
        "UPDATE entry SET \"by\" = 'nobody' WHERE unit = UNIT AND number = 8",
        "entries",
        "by",
    ),
    "the body of an entry": (
        (
            "UPDATE entry SET body = replace(body, 'permitted', 'refused') "
            "WHERE unit = UNIT AND number = 8"
        ),
        "chain",
        "altered-body",
    ),
    "an entry removed": (
        "DELETE FROM entry WHERE unit = UNIT AND number = 8",
        "chain",
        "missing",
    ),
    "the last entry removed": (
        "DELETE FROM entry WHERE unit = UNIT AND number = 11",
        "chain",
        "truncated",
    ),
    "a sealed text": (
        (
            "UPDATE sealed SET ciphertext = (SELECT ciphertext FROM sealed AS other "
            "WHERE other.unit = UNIT AND other.row <> sealed.row ORDER BY row LIMIT 1) "
            "WHERE unit = UNIT AND entry = 7"
        ),
        "sealed",
        "altered",
    ),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_what_was_changed_by_hand_is_named(worked: Unit, tampering: str) -> None:
    statement, check, named = TAMPERINGS[tampering]
    by_hand(worked, statement)
    found = list(verify_ledger(worked.door))
    told = [f"{one.kind} {one.subject} {one.number}" for one in found if one.check == check]
    assert any(named in line for line in told), found
