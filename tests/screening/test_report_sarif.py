"""SARIF: what version 2.1.0 asks of a log, as far as this library writes one."""

import io
import json
import re
import zipfile
from urllib.parse import unquote, urlsplit

import msgspec
import pytest

from shoumi.screening.findings import Report
from shoumi.screening.report.sarif import sarif
from shoumi.screening.words import chinese
from tests.screening.test_report_page import pdf, screened

URI = re.compile(r"(?:[A-Za-z0-9._~/:@!$&'()*+,;=-]|%[0-9A-F]{2})+")
LEVELS = {"none", "note", "warning", "error"}


class Region(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    start_line: int
    start_column: int


class Artifact(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    uri: str
    index: int | None = None


class Physical(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    artifact_location: Artifact
    region: Region | None = None


class Logical(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    fully_qualified_name: str


class Location(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    physical_location: Physical
    logical_locations: list[Logical] = []


class Text(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    text: str


class Rule(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    id: str


class Driver(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    name: str
    version: str
    rules: list[Rule]


class Tool(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    driver: Driver


class Held(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    location: Artifact
    length: int = -1
    hashes: dict[str, str] = {}


class Notification(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    message: Text
    level: str
    descriptor: Rule
    locations: list[Location]


class Invocation(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    execution_successful: bool
    tool_execution_notifications: list[Notification]


class Result(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    rule_id: str
    rule_index: int
    level: str
    message: Text
    partial_fingerprints: dict[str, str]
    locations: list[Location]


class Run(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    tool: Tool
    column_kind: str
    artifacts: list[Held]
    invocations: list[Invocation]
    results: list[Result]


class Log(msgspec.Struct, forbid_unknown_fields=True, rename={"schema": "$schema"}):
    schema: str
    version: str
    runs: list[Run]


def checked(content: bytes) -> Run:
    """The one run of a log whose required properties, types and references hold."""
    log = msgspec.json.decode(content, type=Log)
    assert log.version == "2.1.0"
    (run,) = log.runs
    assert run.column_kind in {"utf16CodeUnits", "unicodeCodePoints"}
    rules = [rule.id for rule in run.tool.driver.rules]
    assert len(set(rules)) == len(rules)
    for held in run.artifacts:
        assert URI.fullmatch(held.location.uri)
        assert held.length >= -1
    told = [note for each in run.invocations for note in each.tool_execution_notifications]
    listed: list[Result | Notification] = [*run.results, *told]
    for one in listed:
        assert one.level in LEVELS
        assert one.message.text
        for location in one.locations:
            artifact, region = (
                location.physical_location.artifact_location,
                location.physical_location.region,
            )
            assert artifact.index is not None
            assert run.artifacts[artifact.index].location.uri == artifact.uri
            assert region is None or min(region.start_line, region.start_column) >= 1
    for result in run.results:
        assert rules[result.rule_index] == result.rule_id
        assert all(result.partial_fingerprints.values())
    return run


def packed(name: str, content: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, content)
    return held.getvalue()


def log(*reports: Report, zh: bool = True) -> bytes:
    return sarif(reports, version="1.0", catalogue=chinese() if zh else {})


def report(content: bytes, name: str) -> Report:
    return screened(content, name=name)[0]


MARKED = "第一行\n机密★10年\n".encode()


def test_a_log_of_several_files_holds_together() -> None:
    run = checked(log(report(MARKED, "a.txt"), report(pdf(), "b.pdf"), report(b"", "c")))
    assert len(run.artifacts) == 3
    assert len(run.results) >= 3


def test_a_run_without_files_is_a_log_too() -> None:
    assert checked(log()).results == []


@pytest.mark.parametrize("name", ["通知 1.txt", "a:b.txt", "50%.txt", "x#y?.txt", "/a/b c.txt"])
def test_a_name_becomes_a_reference_that_gives_it_back(name: str) -> None:
    run = checked(log(report(MARKED, name)))
    parts = urlsplit(run.artifacts[0].location.uri)
    assert unquote(parts.path) == name
    assert parts.scheme == ("file" if name.startswith("/") else "")


def test_a_region_names_line_and_column_of_the_file_itself() -> None:
    (result,) = checked(log(report(MARKED, "a.txt"))).results
    assert result.locations[0].physical_location.region == Region(start_line=2, start_column=1)


def test_a_line_of_a_file_inside_is_not_given_as_a_line_of_its_container() -> None:
    (result,) = checked(log(report(packed("a.txt", MARKED), "a.zip"))).results
    assert result.locations[0].physical_location.region is None
    assert "a.txt" in result.locations[0].logical_locations[0].fully_qualified_name


def test_what_was_not_screened_is_notified() -> None:
    run = checked(log(report(b"%PDF-1.7\nbroken", "a.pdf")))
    (note, *_) = run.invocations[0].tool_execution_notifications
    assert note.locations[0].physical_location.artifact_location.uri == "a.pdf"


def test_the_check_sees_a_rule_index_that_points_elsewhere() -> None:
    broken = json.loads(log(report(MARKED, "a.txt")))
    broken["runs"][0]["results"][0]["ruleIndex"] = 7
    with pytest.raises(IndexError):
        checked(json.dumps(broken).encode())
