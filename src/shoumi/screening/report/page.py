"""One self-contained page a file: its text with findings marked in place. Nothing is loaded."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib import resources

from shoumi.screening.findings import Finding, Report
from shoumi.screening.pieces import Passage
from shoumi.screening.report.terminal import LAYERS, SEVERITIES, said
from shoumi.screening.report.where import where
from shoumi.screening.words import N_, say

LONGEST = 1_500_000
COMPANY = 2
GAP = re.compile(r"\{\{([a-z_]+)\}\}")

LABELS = (
    ("findings", N_("Findings")),
    ("unscreened", N_("Not screened")),
    ("text", N_("Text")),
    ("all", N_("all")),
    ("reviewed", N_("Mark as reviewed")),
    ("again", N_("Not reviewed after all")),
    ("save", N_("Save the reviewed list")),
    ("layer", N_("Layer")),
    ("severity", N_("Severity")),
    ("rule", N_("Rule")),
    ("none", N_("Nothing was found at this threshold.")),
    ("cut", N_("Only passages with findings and their neighbours are shown; the file is long.")),
)


def page(report: Report, passages: Sequence[Passage], *, catalogue: Mapping[str, str]) -> str:
    """The page as HTML. `passages` are the file's, in the order of screening."""
    words = {name: catalogue.get(text, text) for name, text in LABELS}
    marks: defaultdict[int, list[tuple[int, Finding]]] = defaultdict(list)
    for number, finding in enumerate(report.findings):
        marks[finding.passage].append((number, finding))
    template = resources.files(__package__).joinpath("page.html").read_text(encoding="utf-8")
    filled = {
        "lang": "zh-CN" if catalogue else "en",
        "title": escape(report.name),
        "meta": escape(f"{report.kind} · {report.size:,} B · SHA-256 {report.digest}"),
        "list": "".join(_items(report, catalogue, words)) or f"<p>{escape(words['none'])}</p>",
        "shut": "".join(_shut(report, catalogue)),
        "text": "".join(_texts(passages, marks, catalogue, words)),
        **{f"w_{name}": escape(word) for name, word in words.items()},
    }
    return GAP.sub(lambda gap: filled[gap[1]], template)


def _items(report: Report, catalogue: Mapping[str, str], words: Mapping[str, str]) -> Iterator[str]:
    for number, finding in enumerate(report.findings):
        layer = escape(said(LAYERS[finding.layer.value], catalogue))
        severity = escape(said(SEVERITIES[finding.severity], catalogue))
        excerpt = finding.excerpt
        yield (
            f'<li data-id="{finding.identity}" data-layer="{layer}" data-severity="{severity}"'
            f' data-rule="{finding.rule}"><a href="#f{number}">'
            f'<b class="{finding.severity}">{severity}</b> <code>{finding.rule}</code> '
            f"<span>{layer}</span> <span>{escape(where(finding.place, catalogue))}</span><br>"
            f"{escape(excerpt.before[-12:])}<mark>{escape(excerpt.found)}</mark>"
            f"{escape(excerpt.after[:12])}<br>"
            f"<small>{escape(say(finding.reason, catalogue))}</small></a>"
            f'<button type="button" class="review">{escape(words["reviewed"])}</button></li>'
        )


def _shut(report: Report, catalogue: Mapping[str, str]) -> Iterator[str]:
    for piece in report.unscreened:
        text = f"{say(piece.message, catalogue)} {where(piece.place, catalogue)}"
        yield f"<li>{escape(text)}</li>"


def _texts(
    passages: Sequence[Passage],
    marks: Mapping[int, list[tuple[int, Finding]]],
    catalogue: Mapping[str, str],
    words: Mapping[str, str],
) -> Iterator[str]:
    shown: Sequence[int] = range(len(passages))
    if sum(len(passage.text) for passage in passages) > LONGEST:
        near = {n + step for n in marks for step in range(-COMPANY, COMPANY + 1)}
        shown = sorted(n for n in near if 0 <= n < len(passages))
        yield f"<p class=cut>{escape(words['cut'])}</p>"
    for number in shown:
        passage = passages[number]
        layer = escape(said(LAYERS[passage.layer.value], catalogue))
        place = escape(where(passage.place, catalogue))
        marked = _marked(passage.text, marks.get(number, []))
        yield (
            f'<div class="p {passage.layer}"><span class=where>{layer} {place}</span>'
            f"<pre>{marked}</pre></div>"
        )


def _marked(text: str, found: Sequence[tuple[int, Finding]]) -> str:
    parts, done = [], 0
    for number, finding in sorted(found, key=lambda each: (each[1].start, -each[1].end)):
        start = max(finding.start, done)
        parts.append(escape(text[done:start]))
        parts.append(f'<mark id="f{number}" class="{finding.severity}" title="{finding.rule}">')
        parts.append(escape(text[start : max(finding.end, start)]) + "</mark>")
        done = max(finding.end, start)
    return "".join((*parts, escape(text[done:])))
