"""SARIF 2.1.0, for those who gather findings of many tools."""

from collections.abc import Iterable, Mapping

import msgspec

from shoumi.screening.findings import Finding, Report, Severity
from shoumi.screening.report.where import where
from shoumi.screening.words import say

LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note"}


def sarif(reports: Iterable[Report], *, version: str, catalogue: Mapping[str, str]) -> bytes:
    """One run; a result carries the finding's identity as its fingerprint."""
    listed = list(reports)
    rules = sorted({finding.rule for report in listed for finding in report.findings})
    driver = {"name": "shoumi", "version": version, "rules": [{"id": rule} for rule in rules]}
    results = [
        _result(report, finding, catalogue) for report in listed for finding in report.findings
    ]
    return msgspec.json.encode(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "results": results}],
        }
    )


def _result(report: Report, finding: Finding, catalogue: Mapping[str, str]) -> dict[str, object]:
    place = finding.place
    physical: dict[str, object] = {"artifactLocation": {"uri": report.name}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": place.column}
    named = where(place, catalogue) or finding.layer.value
    return {
        "ruleId": finding.rule,
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
