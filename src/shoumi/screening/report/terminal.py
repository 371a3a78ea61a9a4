"""A report as a person reads it in a terminal."""

from collections.abc import Iterator, Mapping

from shoumi.screening.findings import Finding, Report, Severity
from shoumi.screening.report.where import where
from shoumi.screening.words import N_, Message, say

COLOURS = {Severity.HIGH: "\x1b[31m", Severity.MEDIUM: "\x1b[33m", Severity.LOW: "\x1b[36m"}
END = "\x1b[0m"
SEVERITIES = {Severity.HIGH: N_("high"), Severity.MEDIUM: N_("medium"), Severity.LOW: N_("low")}
LAYERS = {
    "body": N_("body"),
    "header": N_("header"),
    "footer": N_("footer"),
    "footnote": N_("footnote"),
    "text-box": N_("text box"),
    "table": N_("table"),
    "alt-text": N_("alternative text"),
    "comment": N_("comment"),
    "deleted": N_("deleted revision"),
    "inserted": N_("inserted revision"),
    "hidden-text": N_("hidden text"),
    "hidden-sheet": N_("hidden sheet"),
    "hidden-row": N_("hidden row or column"),
    "hidden-slide": N_("hidden slide"),
    "notes": N_("notes"),
    "properties": N_("properties"),
    "custom-properties": N_("custom properties"),
    "form-field": N_("form field"),
    "annotation": N_("annotation"),
    "attachment": N_("attachment"),
    "embedded": N_("embedded object"),
    "picture-text": N_("text in a picture"),
    "exif": N_("picture metadata"),
    "file-name": N_("file name"),
    "markup": N_("markup"),
}


def plain_lines(report: Report, catalogue: Mapping[str, str]) -> Iterator[str]:
    """Without colours, for files and pipes."""
    for text, _severity in _lines(report, catalogue):
        yield text


def coloured_lines(report: Report, catalogue: Mapping[str, str]) -> Iterator[str]:
    """With a colour beside each severity's word."""
    for text, severity in _lines(report, catalogue):
        yield f"{COLOURS[severity]}{text}{END}" if severity else text


def _lines(report: Report, catalogue: Mapping[str, str]) -> Iterator[tuple[str, Severity | None]]:
    yield safe(report.name), None
    for finding in report.findings:
        yield _finding(finding, catalogue), finding.severity
        yield "      " + say(finding.reason, catalogue), None
    for piece in report.unscreened:
        place = where(piece.place, catalogue)
        sentence = f"{say(piece.message, catalogue)} {place}".strip()
        yield (
            "  "
            + say(
                Message(template=N_("not screened: {what}"), values={"what": safe(sentence)}),
                catalogue,
            ),
            Severity.MEDIUM,
        )
    yield "  " + say(_sum(report), catalogue), None


def _sum(report: Report) -> Message:
    return Message(
        template=N_(
            "{found} findings, {below} below the threshold, {reviewed} reviewed before, "
            "{shut} parts not screened."
        ),
        values={
            "found": len(report.findings),
            "below": report.below,
            "reviewed": report.reviewed,
            "shut": len(report.unscreened),
        },
    )


def _finding(finding: Finding, catalogue: Mapping[str, str]) -> str:
    excerpt = finding.excerpt
    text = f"{excerpt.before}[{excerpt.found}]{excerpt.after}".replace("\n", "⏎")
    severity = SEVERITIES[finding.severity]
    layer = LAYERS[finding.layer.value]
    return (
        f"  {catalogue.get(severity, severity)} {finding.rule} · {catalogue.get(layer, layer)} · "
        f"{safe(where(finding.place, catalogue))} · {safe(text)}"
    )


def said(text: str, catalogue: Mapping[str, str]) -> str:
    """A word of LAYERS or SEVERITIES in the catalogue's language."""
    return catalogue.get(text, text)


def safe(text: str) -> str:
    """Text without what would command the terminal, or reorder what a person reads."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
