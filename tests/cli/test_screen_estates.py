"""An estate of many files: skipped by digest, stopped by hand, killed, and gone on with."""

import argparse
import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Never

import pytest

import shoumi
from shoumi.cli import screen
from shoumi.cli.screening import files
from shoumi.cli.screening.files import files_in

COMMAND = (
    "import argparse, sys; from shoumi.cli import screen; p = argparse.ArgumentParser();"
    "screen.configure(p); sys.exit(screen.run(p.parse_args()))"
)
MANY = 400


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    screen.configure(parser)
    return screen.run(parser.parse_args(["--ocr", "off", "--json", *arguments]))


def started(*arguments: str, **options: int) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(Path(shoumi.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-u", "-c", COMMAND, *arguments, "--ocr", "off", "--json"],
        stdout=subprocess.PIPE, stderr=options.get("stderr", subprocess.PIPE), env=environment,
    )  # fmt: skip


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(MANY):
        text = f"第{number}份\n机密★{number + 1}年\n"
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "in"
    target.mkdir()
    (target / "a.txt").write_text("机密★10年\n", encoding="gb18030")
    (target / "b.txt").write_text("春天来了。\n", encoding="utf-8")
    return target


def listed(text: str) -> dict[str, dict[str, object]]:
    return {Path(report["name"]).name: report for report in map(json.loads, text.splitlines())}


def rows(state: Path) -> dict[str, str]:
    with sqlite3.connect(state) as connection:
        found = connection.execute("SELECT path, report FROM screened").fetchall()
    connection.close()
    return {Path(os.fsdecode(path)).name: report for path, report in found}


def marked(state: Path) -> None:
    """Every kept report is made to be told apart from a new one."""
    connection = sqlite3.connect(state)
    for path, report in connection.execute("SELECT path, report FROM screened").fetchall():
        kept = json.loads(report) | {"kind": "kept"}
        text = json.dumps(kept).encode()
        connection.execute("UPDATE screened SET report = ? WHERE path = ?", (text, path))
    connection.commit()
    connection.close()


def kinds(text: str) -> dict[str, object]:
    return {name: report["kind"] for name, report in listed(text).items()}


def test_a_file_of_the_same_digest_is_not_screened_again_whatever_its_times(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "state"
    assert run(str(folder), "--state", str(state)) == 1
    marked(state)
    (folder / "a.txt").write_text("机密★10年\n", encoding="gb18030")
    os.utime(folder / "b.txt", ns=(1, 1))
    capsys.readouterr()
    assert run(str(folder), "--state", str(state)) == 1
    assert kinds(capsys.readouterr().out) == {"a.txt": "kept", "b.txt": "kept"}


def disguised(file: Path) -> None:
    """Other words of the same length, and the time of writing set back."""
    before = file.stat()
    file.write_bytes(b"x" * before.st_size)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("option", [[], ["--trust-times"]])
def test_a_change_that_hides_behind_size_and_time_is_seen(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    state = tmp_path / "state"
    run(str(folder), "--state", str(state))
    marked(state)
    disguised(folder / "a.txt")
    capsys.readouterr()
    assert run(str(folder), "--state", str(state), *option) == 0
    assert kinds(capsys.readouterr().out) == {"a.txt": "text", "b.txt": "kept"}


def test_only_trusted_times_spare_reading(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = str(tmp_path / "state")
    run(str(folder), "--state", state)

    def refused(*_: object) -> Never:
        pytest.fail("it was read")

    monkeypatch.setattr("shoumi.cli.screen.start", refused)
    assert run(str(folder), "--state", state, "--trust-times") == 1
    with pytest.raises(pytest.fail.Exception):
        run(str(folder), "--state", state)


def test_other_content_is_screened_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "state"
    run(str(folder), "--state", str(state))
    marked(state)
    (folder / "a.txt").write_text("春天又来了。", encoding="utf-8")
    capsys.readouterr()
    run(str(folder), "--state", str(state))
    assert kinds(capsys.readouterr().out) == {"a.txt": "text", "b.txt": "kept"}


@pytest.mark.parametrize(
    "option",
    [["--threshold", "90"], ["--timeout", "50"], ["--memory", "300"], ["--ocr", "off"],
     ["--html", "pages"]],
)  # fmt: skip
def test_settings_that_may_change_a_report_screen_everything_again(option: list[str]) -> None:
    parser = argparse.ArgumentParser()
    screen.configure(parser)
    plain, other = parser.parse_args(["x"]), parser.parse_args(["x", *option])
    assert screen.digest_of_settings(plain) != screen.digest_of_settings(other)


def test_other_settings_do_not_take_over_what_stands(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "state"
    run(str(folder), "--state", str(state))
    marked(state)
    capsys.readouterr()
    run(str(folder), "--state", str(state), "--threshold", "90")
    assert kinds(capsys.readouterr().out) == {"a.txt": "text", "b.txt": "text"}


def test_what_failed_for_the_moment_is_tried_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "state"
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(folder / "b.txt")
    run(str(folder), "--state", str(state))
    marked(state)
    capsys.readouterr()
    run(str(folder), "--state", str(state), "--trust-times")
    assert kinds(capsys.readouterr().out) == {"a.txt": "", "b.txt": "kept"}


def test_a_run_that_was_killed_goes_on_where_it_stopped(estate: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    process = started(str(estate), "--state", str(state))
    assert process.stdout is not None
    assert process.stderr is not None
    for _ in range(150):
        process.stdout.readline()
    process.kill()
    process.communicate(timeout=60)
    kept = rows(state)
    assert 64 <= len(kept) < MANY
    marked(state)
    again = started(str(estate), "--state", str(state))
    told = kinds(again.communicate(timeout=60)[0].decode())
    assert len(told) == MANY
    assert {name for name, kind in told.items() if kind == "kept"} == set(kept)


def test_a_run_that_is_stopped_by_hand_keeps_what_was_found(estate: Path, tmp_path: Path) -> None:
    state, notes = tmp_path / "state", tmp_path / "notes.sarif"
    process = started(str(estate), "--state", str(state), "--sarif", str(notes))
    assert process.stdout is not None
    first = [process.stdout.readline() for _ in range(20)]
    process.send_signal(signal.SIGINT)
    rest, said = process.communicate(timeout=60)
    told = listed((b"".join(first) + rest).decode())
    assert process.returncode == 1
    assert 20 <= len(told) < MANY
    assert all(report["findings"] for report in told.values())
    assert "已停止" in said.decode()
    assert "Traceback" not in said.decode()
    assert abs(len(rows(state)) - len(told)) <= 1
    results = json.loads(notes.read_text(encoding="utf-8"))["runs"][0]["results"]
    assert abs(len(results) - len(told)) <= 1


def test_progress_tells_count_rate_and_time_left(folder: Path) -> None:
    terminal, end = pty.openpty()
    process = started(str(folder), stderr=end)
    process.communicate(timeout=60)
    os.close(end)
    said = os.read(terminal, 4096).decode()
    os.close(terminal)
    assert re.search(r"2.*2.*每秒 \d+.*\d+ 秒", said), said


def test_a_folder_too_large_to_sort_is_walked_as_it_comes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        (folder / f"{number}.txt").touch()
    monkeypatch.setattr(files, "SORTED", 5)
    assert len({*files_in((folder,))}) == len([*files_in((folder,))]) == 22
