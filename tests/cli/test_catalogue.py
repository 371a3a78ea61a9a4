"""What can be asked without a unit: acts, clauses, cases."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from shoumi.cli.main import main
from shoumi.decision.everything import everything
from tests.cli.speaking import printed, said

CASES = Path(__file__).parent.parent / "cases"
WITHOUT_DJANGO = (
    "import sys; from shoumi.cli.main import main; code = main(['acts']);"
    "assert 'django' not in sys.modules; sys.exit(code)"
)


def test_every_act_of_the_house_is_listed_with_its_names(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = said(capsys, "acts")
    lines = {one["slug"]: one for one in answer.told["acts"]}
    assert set(lines) == set(everything().acts)
    assert lines["carriers.hand-over"]["zh"] == "交出"
    assert all(one["who"] for one in lines.values())


def test_one_act_shows_fields_performers_and_clauses(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "acts", "carriers.hand-over").told
    receiver = next(one for one in told["fields"] if one["name"] == "receiver")
    assert (receiver["refers_to"], receiver["required"]) == ("organisation.person", True)
    assert told["who"] == ["anyone"]
    assert any(one["clause"].startswith("jm-carriers/") for one in told["bindings"])


def test_an_act_that_is_none_is_unusable_input(capsys: pytest.CaptureFixture[str]) -> None:
    answer = said(capsys, "acts", "carriers.eat")
    assert (answer.code, answer.told["error"]) == (2, "unusable")


def test_served_and_waiting_clauses_are_counted_apart(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "clauses", "--pack", "jm-carriers").told
    states = [one["status"] for one in told["clauses"]]
    assert told["served"] == states.count("served") > 0
    assert told["not_yet_served"] == states.count("not_yet_served")
    assert {one["pack"] for one in told["clauses"]} == {"jm-carriers"}


def test_an_inventory_names_what_no_pack_holds(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    held = tmp_path / "held.jsonl"
    held.write_text('{"id": "jm-carriers/1.9.1b"}\n', encoding="utf-8")
    assert said(capsys, "clauses", "--inventory", str(held)).code == 0
    held.write_text('{"id": "jm-carriers/1.9.1b"}\n{"id": "no/such"}\n', encoding="utf-8")
    answer = said(capsys, "clauses", "--inventory", str(held))
    assert (answer.code, answer.told["inventory"]["missing"]) == (1, ["no/such"])


@pytest.mark.parametrize("content", ["not json\n", '{"name": 1}\n', "\n"])
def test_an_inventory_that_is_none_is_unusable(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str
) -> None:
    file = tmp_path / "inventory.jsonl"
    file.write_text(content, encoding="utf-8")
    assert said(capsys, "clauses", "--inventory", str(file)).code == 2


def test_a_case_tells_each_step_with_expectation_and_outcome(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = said(capsys, "rehearse", str(CASES / "a-paper-goes-round.toml"))
    assert (answer.code, answer.told["met"]) == (0, True)
    first = answer.told["cases"][0]["steps"][0]
    assert (first["expected"], first["outcome"], first["met"]) == ("refused", "refused", True)
    assert "jm-carriers/1.2.1a" in first["refused_by"]


CASE = """
title = "a case"
[[person]]
id = "wang"
posts = ["secrecy-officer"]
[[step]]
at = 2026-03-02T09:00:00+08:00
by = "wang"
do = "carriers.register"
expect = "{expect}"
"""


@pytest.mark.parametrize(("expect", "code"), [("refused", 0), ("permitted", 1)])
def test_any_difference_fails_the_rehearsal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, expect: str, code: int
) -> None:
    file = tmp_path / "case.toml"
    file.write_text(CASE.replace("{expect}", expect), encoding="utf-8")
    ended, text = printed(capsys, "rehearse", str(file))
    assert ended == code
    assert ("✗" in text) == bool(code)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("title = ", "end of document"),
        ('title = "x"\n[[step]]\nat = 3\n', "$.step[0].at"),
        ('title = "x"\nregulations = ["no-such-pack"]\n', "no-such-pack"),
    ],
)
def test_a_case_that_cannot_be_run_says_where(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str, place: str
) -> None:
    file = tmp_path / "case.toml"
    file.write_text(content, encoding="utf-8")
    code, text = printed(capsys, "rehearse", str(file))
    assert code == 2
    assert place in text
    assert "case.toml" in text


def test_the_catalogue_needs_no_django() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT_DJANGO], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_command_that_is_none_is_unusable_input(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dance"])
    assert ended.value.code == 2


def test_a_fault_of_ours_is_one_sentence_unless_asked_for_more(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_command: object) -> None:
        raise RuntimeError("a spring")

    monkeypatch.setattr("shoumi.cli.main.loaded", broken)
    code, text = printed(capsys, "acts")
    assert (code, text.count("\n")) == (3, 1)
    assert "a spring" in text
    code, text = printed(capsys, "acts", "--debug")
    assert code == 3
    assert "Traceback" in text
