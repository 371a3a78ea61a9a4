"""`shoumi redact`: a copy and its protocol, or nothing at all."""

import argparse
import json
from pathlib import Path

import pytest

from shoumi.cli import redact, screen
from tests.screening.planting import office, others


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    redact.configure(parser)
    return redact.run(parser.parse_args([*arguments, "--ocr", "off"]))


def report_of(file: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    parser = argparse.ArgumentParser()
    screen.configure(parser)
    screen.run(parser.parse_args([str(file), "--json", "--ocr", "off"]))
    target = file.with_suffix(".jsonl")
    target.write_text(capsys.readouterr().out, encoding="utf-8")
    return target


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.docx"
    file.write_bytes(office.docx().content)
    return file


def test_a_copy_is_written_that_screens_clean(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = report_of(draft, capsys)
    assert run(str(draft), "--findings", str(found)) == 0
    copy = draft.with_stem("draft.redacted")
    capsys.readouterr()
    left = json.loads(report_of(copy, capsys).read_text(encoding="utf-8"))
    assert left["findings"] == []


def test_the_protocol_holds_digests_and_places_and_never_the_text(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = report_of(draft, capsys)
    run(str(draft), "--findings", str(found))
    written = draft.with_name("draft.redacted.docx.protocol.json").read_text(encoding="utf-8")
    protocol = json.loads(written)
    assert protocol["original"] != protocol["redacted"]
    assert len(protocol["removed"]) > 15
    assert "机密" not in written


def test_a_report_of_other_bytes_is_refused(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = report_of(draft, capsys)
    draft.write_bytes(others.xlsx().content)
    assert run(str(draft), "--findings", str(found)) == 2
    assert "screen the file again" in capsys.readouterr().err
    assert not draft.with_stem("draft.redacted").exists()


def test_only_the_chosen_finding_goes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("机密★10年\n秘密★5年\n", encoding="utf-8")
    found = report_of(file, capsys)
    first = json.loads(found.read_text(encoding="utf-8"))["findings"][0]["identity"]
    assert run(str(file), "--findings", str(found), "--only", first, "--method", "delete") == 0
    assert file.with_stem("a.redacted").read_text(encoding="utf-8") == "\n秘密★5年\n"


def test_an_unknown_finding_is_unusable_input(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = report_of(draft, capsys)
    assert run(str(draft), "--findings", str(found), "--only", "none") == 2


def test_a_format_that_cannot_be_redacted_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.rtf"
    file.write_bytes(others.rtf().content)
    found = report_of(file, capsys)
    assert run(str(file), "--findings", str(found)) == 1
    assert not file.with_stem("a.redacted").exists()


def test_a_copy_does_not_bear_in_its_name_what_was_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "机密★10年.txt"
    file.write_text("机密★10年\n公开的正文\n", encoding="utf-8")
    assert run(str(file), "--findings", str(report_of(file, capsys))) == 0
    assert not [path.name for path in tmp_path.glob("*.redacted*") if "机密" in path.name]
