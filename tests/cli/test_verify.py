"""shoumi-verify: what it finds, what it says, and what it does with hostile exports."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shoumi.cli import verify_files
from shoumi.cli.verify import main
from shoumi.cli.verify_words import WORDS
from shoumi.evidence import chain, export
from shoumi.evidence.checkpoint import Ed25519Signer
from tests.evidence.exports import write_export

WITHOUT_DJANGO = """
import sys
class NoDjango:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "django":
            raise SystemExit("django was imported")
sys.meta_path.insert(0, NoDjango())
from shoumi.cli.verify import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_export(tmp_path_factory.mktemp("whole") / "export")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_export(tmp_path / "export")


def zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    return path


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def test_a_whole_export_passes_as_folder_and_as_zip(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder), "--lang", "en"]) == 0
    assert "whole: 6 entries of office, 2 checkpoints" in capsys.readouterr().out
    assert main([str(zipped(folder)), "--lang", "zh"]) == 0
    assert "完好：office 共 6 条记录" in capsys.readouterr().out


def test_it_needs_no_django(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, str(folder)],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_flipped_bit_of_the_evidence_passes(
    data: st.DataObject, written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [export.JOURNAL, export.CHECKPOINTS, export.REGISTERS]
    file = written / data.draw(st.sampled_from(names))
    whole = file.read_bytes()
    flipped = bytearray(whole)
    at = data.draw(st.integers(0, len(whole) - 1))
    flipped[at] ^= 1 << data.draw(st.integers(0, 7))
    file.write_bytes(flipped)
    try:
        assert main([str(written)]) in {1, 2}
    finally:
        file.write_bytes(whole)
    capsys.readouterr()


def test_a_changed_entry_is_named_in_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder, export.JOURNAL, "copy-of", "copy-if")
    assert main([str(folder), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert not report["whole"]
    first = report["findings"][0]
    assert (first["check"], first["kind"], first["number"]) == (
        "chain",
        "altered-body",
        3,
    )


def test_a_row_changed_in_the_database_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder, export.REGISTERS, '"wang"', '"zhao"')
    assert main([str(folder), "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert 'thing:carrier c1 face.holder: the journal says "wang"' in said


def test_three_and_a_zero_in_a_row_is_not_three_in_the_journal(folder: Path) -> None:
    edit(folder, export.REGISTERS, '"pages":3', '"pages":3.0')
    assert main([str(folder)]) == 1


def test_a_journal_signed_anew_with_another_key_fails_against_the_units_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = write_export(tmp_path / "forged", Ed25519Signer(b"f" * 32))
    genuine = write_export(tmp_path / "genuine")
    assert main([str(forged), "--lang", "en"]) == 0
    assert "in the export itself" in capsys.readouterr().out
    key = str(genuine / export.KEYS)
    assert main([str(forged), "--key", key]) == 1
    assert main([str(genuine), "--key", key]) == 0


def test_an_export_without_checkpoints_says_what_it_cannot_show(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / export.CHECKPOINTS).write_bytes(b"")
    assert main([str(folder), "--lang", "en"]) == 0
    assert "would not be noticed" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name",
    [
        export.MANIFEST,
        export.JOURNAL,
        export.CHECKPOINTS,
        export.KEYS,
        export.REGISTERS,
    ],
)
@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\n",
        b"null\n",
        b'{"number":"one"}\n',
        b"[" * 100_000 + b"\n",
        b"\n",
    ],
)
def test_what_is_no_export_is_refused_with_file_named(
    folder: Path, name: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_bytes(content)
    assert main([str(folder), "--lang", "en"]) == 2
    assert name in capsys.readouterr().err


def test_a_missing_file_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / export.REGISTERS).unlink()
    assert main([str(folder), "--json"]) == 2
    told = json.loads(capsys.readouterr().out)
    assert told == {"error": "unusable", "why": "registers.jsonl: the export lacks this file"}


@pytest.mark.parametrize("cut", [1, 40])
def test_a_journal_cut_off_in_a_line_is_refused(folder: Path, cut: int) -> None:
    file = folder / export.JOURNAL
    file.write_bytes(file.read_bytes()[:-cut])
    assert main([str(folder)]) == 2


def test_a_journal_cut_off_between_lines_fails(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / export.JOURNAL
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-1]))
    assert main([str(folder), "--lang", "en"]) == 1
    assert "entry 6: the journal ends before it" in capsys.readouterr().out


def test_a_line_without_end_is_refused_before_it_fills_the_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(verify_files, "LONGEST_LINE", 100)
    assert main([str(folder), "--lang", "en"]) == 2
    assert "longer than 100 bytes" in capsys.readouterr().err


def test_a_zip_that_swells_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(export.JOURNAL, "w") as member,
    ):
        for _ in range(70):
            member.write(b"\0" * 2**20)
    assert main([str(path), "--lang", "en"]) == 2
    assert "no journal packs so well" in capsys.readouterr().err


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_zip_never_ends_in_our_fault(
    data: st.DataObject, written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = zipped(written)
    damaged = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(damaged)
    assert main([str(path), "--lang", "en"]) in {0, 1, 2}, capsys.readouterr().err
    capsys.readouterr()


def test_a_doubled_name_in_a_zip_is_refused(folder: Path) -> None:
    path = zipped(folder)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(export.JOURNAL, b"")
    assert main([str(path)]) == 2


def test_our_own_failure_is_never_taken_for_a_verdict(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(export, "read_manifest", list)
    assert main([str(folder), "--lang", "en"]) == 3
    assert "nothing was verified" in capsys.readouterr().err


def test_the_language_follows_the_system(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert main([str(folder)]) == 0
    assert "完好" in capsys.readouterr().out


def test_every_finding_has_a_sentence_in_both_languages() -> None:
    assert {kind.value for kind in chain.Kind} <= WORDS.keys()
    for english, chinese in WORDS.values():
        assert set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", chinese))


def test_a_digest_spelled_in_another_way_is_refused(folder: Path) -> None:
    file = folder / export.JOURNAL
    entry = json.loads(file.read_bytes().splitlines()[0])
    edit(folder, export.JOURNAL, entry["digest"], entry["digest"].upper())
    assert main([str(folder)]) == 2
