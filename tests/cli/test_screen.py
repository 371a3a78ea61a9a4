"""`shoumi screen` over real files: workers, limits, state, reports."""

import argparse
import json
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shoumi.cli import screen
from shoumi.cli.screening.errands import errand
from shoumi.cli.screening.pool import answers
from shoumi.cli.screening.worker import Harness, Worker, screened, start
from shoumi.screening.detectors.registry import on_board
from shoumi.screening.matching.scanner import build
from shoumi.screening.pieces import Passage
from shoumi.screening.screen import Settings
from tests.screening.planting import others

PICTURE = b"\x89PNG\r\n\x1a\n"


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    screen.configure(parser)
    return screen.run(parser.parse_args([*arguments, "--ocr", "off"]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "in"
    target.mkdir()
    (target / "a.txt").write_text("机密★10年\n", encoding="gb18030")
    (target / "b.txt").write_text("春天来了。\n", encoding="utf-8")
    return target


def listed(text: str) -> dict[str, dict[str, list[dict[str, str]]]]:
    return {Path(report["name"]).name: report for report in map(json.loads, text.splitlines())}


def test_a_marked_file_is_found_and_an_innocent_one_is_not(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(folder), "--json") == 1
    found = listed(capsys.readouterr().out)
    assert [finding["rule"] for finding in found["a.txt"]["findings"]] == ["mark.star"]
    assert found["b.txt"]["findings"] == []


def test_an_innocent_folder_ends_with_zero(folder: Path) -> None:
    (folder / "a.txt").unlink()
    assert run(str(folder)) == 0


def test_the_terminal_speaks_chinese_and_english(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(str(folder / "a.txt"))
    assert "带保密期限的密级标志" in capsys.readouterr().out
    run(str(folder / "a.txt"), "--language", "en")
    assert "A classification mark with its period" in capsys.readouterr().out


def test_a_page_is_written_that_loads_nothing(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("<script>alert(1)</script> 机密★10年 {{text}}", encoding="utf-8")
    run(str(folder / "a.txt"), "--html", str(tmp_path / "out"))
    page = next((tmp_path / "out").iterdir()).read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert ">机密★10年</mark>" in page
    assert "{{text}}" in page.partition("<main")[2]
    assert "http://" not in page.replace("http-equiv", "")
    assert "https://" not in page
    assert " src=" not in page


def test_the_page_of_a_pdf_shows_its_pages(folder: Path, tmp_path: Path) -> None:
    (folder / "a.pdf").write_bytes(others.pdf().content)
    run(str(folder / "a.pdf"), "--html", str(tmp_path / "out"))
    page = next((tmp_path / "out").iterdir()).read_text(encoding="utf-8")
    assert "data:image/webp;base64," in page


def test_sarif_carries_the_identity_of_each_finding(folder: Path, tmp_path: Path) -> None:
    run(str(folder), "--sarif", str(tmp_path / "s.json"))
    result = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["runs"][0]["results"][0]
    assert result["ruleId"] == "mark.star"
    assert result["partialFingerprints"]["shoumi/v1"]


def test_a_reviewed_finding_is_not_reported_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(str(folder / "a.txt"), "--json")
    identity = listed(capsys.readouterr().out)["a.txt"]["findings"][0]["identity"]
    (tmp_path / "reviewed.txt").write_text(identity + "\n", encoding="utf-8")
    assert run(str(folder / "a.txt"), "--reviewed", str(tmp_path / "reviewed.txt")) == 0


def test_links_pipes_and_devices_are_told_and_not_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "link").symlink_to("/etc/hostname")
    os.mkfifo(folder / "pipe")
    assert run(str(folder), "/dev/zero", "--json") == 1
    found = listed(capsys.readouterr().out)
    for name in ("link", "pipe", "zero"):
        assert found[name]["unscreened"][0]["why"] == "not-a-file"


def test_a_name_in_a_broken_encoding_is_screened(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(os.fsdecode(bytes(folder) + b"/\xff\xfe.txt")).write_text("机密★10年", encoding="utf-8")
    assert run(str(folder), "--json") == 1
    assert len(listed(capsys.readouterr().out)) == 3


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_without_permission_is_told(folder: Path) -> None:
    (folder / "b.txt").chmod(stat.S_IWUSR)
    assert run(str(folder / "b.txt")) == 1


def test_a_path_that_is_not_there_is_unusable_input(tmp_path: Path) -> None:
    assert run(str(tmp_path / "nothing")) == 2


def test_a_broken_lexicon_is_unusable_input(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "l.txt").write_text("甲\n", encoding="utf-8")
    assert run(str(folder), "--lexicon", str(tmp_path / "l.txt")) == 2


def worker(eyes: object, harness: Harness | None = None) -> Worker:
    settings = Settings(scanner=build(on_board(), ()), eyes=eyes)  # type: ignore[arg-type]  # whatever misbehaves
    return start(settings, harness or Harness(), None, {})


def test_a_file_that_changes_while_it_is_read_is_told(folder: Path) -> None:
    picture = folder / "aa.png"
    picture.write_bytes(PICTURE)

    def meddle(_content: bytes) -> Iterator[Passage]:
        picture.write_bytes(PICTURE + b"more")
        return iter(())

    settings = Settings(scanner=build(on_board(), ()), eyes=meddle)
    report = screened(picture, settings, None, {})
    assert "changed-while-read" in {piece.why.value for piece in report.unscreened}


def _held() -> int:
    """What a forked worker inherits from the process of the tests, in bytes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf(
        "SC_PAGE_SIZE"
    )


def hang(_content: bytes) -> Iterator[Passage]:
    while True:
        pass


def crash(_content: bytes) -> Iterator[Passage]:
    os.abort()


def swell(_content: bytes) -> Iterator[Passage]:
    held = []
    while True:
        held.append(b"x" * (32 * 2**20))


@pytest.mark.parametrize(
    ("eyes", "why"), [(hang, "out-of-time"), (crash, "crashed"), (swell, {"too-large", "crashed"})]
)
def test_a_reader_that_misbehaves_costs_its_own_file_only(
    folder: Path, eyes: object, why: str | set[str]
) -> None:
    (folder / "aa.png").write_bytes(PICTURE)
    harness = Harness(seconds=2.0, memory=_held() + 300 * 2**20)
    begun = time.monotonic()
    errands = map(errand, sorted(folder.iterdir()))
    found = {
        Path(asked.path).name: answer.report
        for asked, answer in answers(
            errands, jobs=1, harness=harness, started=lambda: worker(eyes, harness)
        )
        if answer.report is not None
    }
    assert time.monotonic() - begun < 10
    told = {piece.why.value for piece in found["aa.png"].unscreened}
    assert told & ({why} if isinstance(why, str) else why)
    assert found["a.txt"].findings
    assert set(found) == {"a.txt", "aa.png", "b.txt"}
