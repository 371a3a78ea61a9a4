"""SARIF 2.1.0, for those who gather findings of many tools."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import quote

import msgspec

from shoumi.screening.findings import Finding, Report, Severity
from shoumi.screening.pieces import Unscreened
from shoumi.screening.report.where import where
from shoumi.screening.words import say

Node: TypeAlias = dict[str, object]
LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note"}


def sarif(reports: Iterable[Report], *, version: str, catalogue: Mapping[str, str]) -> bytes:
    """One run; a result carries the finding's identity as its fingerprint.

    What was not screened stands in the run's notifications: a run without results is no pass.
    """
    listed = list(reports)
    rules = sorted({finding.rule for report in listed for finding in report.findings})
    driver = {"name": "shoumi", "version": version, "rules": [{"id": rule} for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(report) for report in listed],
        "invocations": [_invocation(listed, catalogue)],
        "results": [
            _result(finding, _artifact_location(report, number), rules, catalogue)
            for number, report in enumerate(listed)
            for finding in report.findings
        ],
    }
    return msgspec.json.encode(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [run],
        }
    )


def _uri(name: str) -> str:
    """A path as a reference; a path from the root says that it is a file's."""
    path = quote(name, safe="/", errors="replace")
    return f"file://{path}" if path.startswith("/") else path


def _artifact_location(report: Report, number: int) -> Node:
    return {"uri": _uri(report.name), "index": number}


def _artifact(report: Report) -> Node:
    node: Node = {"location": {"uri": _uri(report.name)}}
    if report.digest:
        node |= {"length": report.size, "hashes": {"sha-256": report.digest}}
    return node


def _invocation(reports: Sequence[Report], catalogue: Mapping[str, str]) -> Node:
    told = [
        _notification(piece, _artifact_location(report, number), catalogue)
        for number, report in enumerate(reports)
        for piece in report.unscreened
    ]
    return {"executionSuccessful": True, "toolExecutionNotifications": told}


def _notification(piece: Unscreened, artifact: Node, catalogue: Mapping[str, str]) -> Node:
    text = f"{say(piece.message, catalogue)} {where(piece.place, catalogue)}".strip()
    return {
        "level": "warning",
        "message": {"text": text},
        "descriptor": {"id": piece.why},
        "locations": [{"physicalLocation": {"artifactLocation": artifact}}],
    }


def _result(
    finding: Finding, artifact: Node, rules: Sequence[str], catalogue: Mapping[str, str]
) -> Node:
    place = finding.place
    physical: Node = {"artifactLocation": artifact}
    if place.line and not place.trail:  # a line of a file inside is no line of this one
        physical["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    named = where(place, catalogue) or finding.layer.value
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": LEVELS[finding.severity],
        "message": {"text": say(finding.reason, catalogue)},
        "partialFingerprints": {"shoumi/v1": finding.identity},
        "locations": [
            {
                "physicalLocation": physical,
                "logicalLocations": [{"fullyQualifiedName": named}],
            }
        ],
    }
