"""Commands on a unit's ledger go through the one door and tell what came of it."""

from __future__ import annotations

import errno
import zipfile
from pathlib import Path

import msgspec
import pytest
from django.db import OperationalError, connections

from shoumi.cli.asking import ledger
from shoumi.cli.verify import main as verify_main
from tests.cli.speaking import Home, printed, said
from tests.server.ledgers import every_row
from tests.server.sheets.workbooks import row, workbook

PAPER = {
    "new_edition": {"open_name": "通知第9号", "level": "secret", "title": "一个标题"},
    "copies": [{"copy_number": "000001"}],
}


def entries(home: Home) -> int:
    return len(list(every_row(home.house.door.using, "entry", home.house.unit)))


def test_may_asks_and_do_records(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    file, before = home.file("paper.json", PAPER), entries(home)
    asked = said(capsys, "may", "carriers.register", "--by", "officer", "--with", file)
    assert (asked.code, asked.told["verdict"], entries(home)) == (0, "permitted", before)
    done = said(capsys, "do", "carriers.register", "--by", "officer", "--with", file)
    assert (done.code, done.told["entry"], len(done.told["made"])) == (0, before + 1, 1)


def test_a_refusal_ends_with_one_and_names_the_clause(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home.file("paper.json", PAPER)
    code, text = printed(capsys, "do", "carriers.register", "--by", "reader", "--with", file)
    assert code == 1
    assert "shoumi/ground.2" in text
    assert "organisation.appoint" in text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"copies": "many"}, "copies"),
        (b"[1, 2]", "no JSON object"),
        ({"no_such": 1}, "no_such"),
    ],
)
def test_an_unusable_payload_ends_with_two_and_names_the_place(
    home: Home, capsys: pytest.CaptureFixture[str], told: object, words: str
) -> None:
    file = home.file("paper.json", told)
    code, text = printed(capsys, "do", "carriers.register", "--by", "officer", "--with", file)
    assert code == 2
    assert words in text


def test_nobody_acts_under_an_unknown_name(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "may", "carriers.register", "--by", "nobody").code == 2


def test_duties_are_listed_as_of_a_day(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    home.house.adopt("jm-carriers")
    home.house.paper()
    told = said(capsys, "duties", "--on", "2027-12-31", "--person", "officer").told
    states = {one["rule"]: one["state"] for one in told["duties"]}
    assert states["carriers.return.year-end"] == "overdue"
    assert {one["who"] for one in told["duties"]} == {home.house.cast["officer"]}
    assert said(capsys, "duties", "--on", "someday").code == 2


def test_a_receipt_and_an_export_are_verified_elsewhere(
    home: Home, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, text = printed(capsys, "receipt", "2")
    assert code == 0
    assert msgspec.json.decode(text)["number"] == 2
    assert said(capsys, "receipt", "99999").code == 2
    answer = said(capsys, "verify", "--export", str(tmp_path / "out"))
    assert answer.told["findings"] == []
    assert verify_main([str(tmp_path / "out")]) == 0


def test_verify_fails_when_a_row_was_changed_by_hand(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    with connections["cli"].cursor() as cursor:
        cursor.execute("UPDATE thing SET state = 'gone' WHERE kind = 'organisation.unit'")
    answer = said(capsys, "verify")
    assert (answer.code, answer.told["whole"]) == (1, False)


def test_a_regulation_is_rehearsed_on_the_own_journal(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home.file("paper.json", PAPER)
    said(capsys, "do", "carriers.register", "--by", "officer", "--with", file)
    before = entries(home)
    answer = said(capsys, "rehearse", "--journal", "--adopt", "jm-carriers")
    assert answer.code == 0
    assert answer.told["refused"] == 1
    clauses = {one["clause"] for act in answer.told["acts"] for one in act["refused"]}
    assert "jm-carriers/1.1.3b" in clauses
    assert entries(home) == before


def test_the_clause_map_counts_what_each_clause_did(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home.file("paper.json", PAPER)
    said(capsys, "do", "carriers.register", "--by", "reader", "--with", file)
    told = said(capsys, "clauses", "--pack", "shoumi", "--use").told
    clauses = {one["id"]: one for one in told["clauses"]}
    assert clauses["shoumi/ground.2"]["refused"] == 1
    assert clauses["shoumi/ground.2"]["asked"] > 1
    assert clauses["shoumi/incidents.1"]["asked"] == 0


def test_a_token_is_shown_once_and_limited(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    typed = ("token", "--by", "officer", "--acts", "carriers.copy", "--until")
    assert said(capsys, *typed, "2026-03-30").told["token"].startswith("shoumi_")
    assert said(capsys, *typed, "2036-03-30").code == 1
    assert said(capsys, "token", "--by", "officer", "--acts", "no.act", "--until", "x").code == 2


def test_a_book_is_tried_out_and_then_brought_in(
    home: Home, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, before = (
        home.file("book.xlsx", workbook(row(), row(收文编号="S-2", 份号="2"))),
        entries(home),
    )
    counters = ("--counter", "officer", "--counter", "secretary")
    typed = ("import", "receiving", file, "--by", "officer", *counters)
    tried = said(capsys, *typed, "--dry-run")
    assert (tried.code, tried.told["rows"], entries(home)) == (0, 2, before)
    assert len(said(capsys, *typed).told["made"]) == 2
    out = tmp_path / "stock.xlsx"
    assert said(capsys, "export", str(out), "--by", "officer").code == 0
    assert out.stat().st_mode & 0o077 == 0


def test_an_import_is_taken_back_by_its_number(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    file = home.file("book.xlsx", workbook(row(), row(收文编号="S-2", 份号="2")))
    counters = ("--counter", "officer", "--counter", "secretary")
    made = said(capsys, "import", "receiving", file, "--by", "officer", *counters).told
    typed = ("take-back", made["number"], "--by", "officer", "--reason", "误导入")
    assert said(capsys, *typed).told["verdict"] == "permitted"
    code, text = printed(capsys, *typed)
    assert code == 1
    assert "taken back already" in text
    assert said(capsys, "take-back", "DR00-000000", *typed[2:]).code == 2


def test_a_wrong_cell_keeps_the_whole_book_out(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    file, before = home.file("book.xlsx", workbook(row(), row(密级="无"))), entries(home)
    answer = said(capsys, "import", "receiving", file, "--by", "officer")
    assert (answer.code, entries(home)) == (1, before)
    assert {one["cell"] for one in answer.told["errors"]} >= {"F3"}


def test_a_backup_bears_itself_out_and_tells_nothing(
    home: Home, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    home.house.paper()
    file = tmp_path / "unit.backup"
    answer = said(capsys, "backup", str(file))
    assert (answer.code, answer.told["whole"]) == (0, True)
    assert "通知第7号".encode() not in file.read_bytes()
    assert said(capsys, "restore", str(file), "--check").code == 0
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 1
    file.write_bytes(content)
    assert said(capsys, "restore", str(file), "--check").code == 2


def test_a_backup_that_finds_no_room_leaves_nothing_in_the_way(
    home: Home,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_asked: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    file = tmp_path / "unit.backup"
    with monkeypatch.context() as patched:
        patched.setattr(zipfile.ZipFile, "writestr", full)
        code, text = printed(capsys, "backup", str(file))
    assert code == 2
    assert "No space left on device" in text
    assert not file.exists()
    assert said(capsys, "backup", str(file)).code == 0


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("disk I/O error", "Make room if its disk is full"),
        ("connection refused", "the database server can be reached"),
        ("no such table: head", "There is no unit here yet"),
    ],
)
@pytest.mark.usefixtures("home")
def test_a_database_that_cannot_be_opened_is_not_called_absent(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, told: str, words: str
) -> None:
    def broken() -> None:
        raise OperationalError(told)

    monkeypatch.setattr(ledger, "house_of_this_installation", broken)
    code, text = printed(capsys, "verify")
    assert code == 2
    assert words in text


def test_another_passphrase_opens_no_backup(
    home: Home,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "unit.backup"
    said(capsys, "backup", str(file))
    monkeypatch.setenv("SHOUMI_PASSPHRASE", "quite another one")
    assert said(capsys, "restore", str(file)).code == 2


def test_the_self_check_names_the_clauses_and_fails_for_an_open_key(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = said(capsys, "doctor")
    checks = {one["check"]: one for one in answer.told["checks"]}
    assert (answer.code, answer.told["healthy"]) == (0, True)
    assert "shoumi/log-in.6" in checks["idle-lock"]["clauses"]
    (home.place / "master.key").chmod(0o644)
    answer = said(capsys, "doctor", "--quick")
    assert (answer.code, answer.told["healthy"]) == (1, False)
