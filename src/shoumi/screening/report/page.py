"""One self-contained page a file: its text, and its pages where wanted, with findings marked.

Nothing is loaded, and nothing runs but the script that the page's own policy names by its digest.
"""

import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from html import escape
from importlib import resources

from shoumi.screening.findings import Finding, Report
from shoumi.screening.pieces import Passage
from shoumi.screening.report.sheets import Sheets
from shoumi.screening.report.terminal import LAYERS, SEVERITIES, said
from shoumi.screening.report.views import pictures, texts
from shoumi.screening.report.where import where
from shoumi.screening.words import N_, say

GAP = re.compile(r"\{\{([a-z_]+)\}\}")
NO_SHEETS = Sheets()
SIDE = 12

LABELS = (
    ("findings", N_("Findings")),
    ("unscreened", N_("Not screened")),
    ("content", N_("Content")),
    ("text", N_("Text")),
    ("pages", N_("Pages")),
    ("all", N_("all")),
    ("reviewed", N_("Mark as reviewed")),
    ("every", N_("Mark all shown as reviewed")),
    ("save", N_("Save the reviewed list")),
    ("layer", N_("Layer")),
    ("severity", N_("Severity")),
    ("rule", N_("Rule")),
    ("state", N_("State")),
    ("open", N_("to be reviewed")),
    ("done", N_("reviewed")),
    ("counts", N_("{shown} of {total} findings shown, {reviewed} reviewed")),
    ("keys", N_("In the list: ↓ ↑ go on and back, Enter shows the place, R marks as reviewed.")),
    ("none", N_("Nothing was found at this threshold.")),
)  # fmt: skip


def page(
    report: Report,
    passages: Sequence[Passage],
    *,
    catalogue: Mapping[str, str],
    sheets: Sheets = NO_SHEETS,
) -> str:
    """The page as HTML. `passages` are the file's, in the order of screening.

    With `sheets` (see `sheets.sheets`) it also shows the pages: it then carries their content.
    """
    words = {name: catalogue.get(text, text) for name, text in LABELS}
    style, script = _part("page.css"), _part("page.js")
    filled = {
        "lang": "zh-CN" if catalogue else "en",
        "title": escape(report.name),
        "meta": escape(f"{report.kind} · {report.size:,} B · SHA-256 {report.digest}"),
        "style": style,
        "style_digest": _digest(style),
        "script": script,
        "script_digest": _digest(script),
        "list": "".join(_groups(report, catalogue, words)),
        "shut": "".join(_shut(report, catalogue, words)),
        "main": "".join(_main(report, passages, sheets, catalogue, words)),
        **{f"w_{name}": escape(word) for name, word in words.items()},
    }
    return GAP.sub(lambda gap: filled[gap[1]], _part("page.html"))


def _part(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def _groups(
    report: Report, catalogue: Mapping[str, str], words: Mapping[str, str]
) -> Iterator[str]:
    """By layer, in the order in which the layers come."""
    layers: defaultdict[str, list[tuple[int, Finding]]] = defaultdict(list)
    for number, finding in enumerate(report.findings):
        layers[said(LAYERS[finding.layer.value], catalogue)].append((number, finding))
    if not layers:
        yield f"<p>{escape(words['none'])}</p>"
    for layer, found in layers.items():
        items = "".join(_item(number, each, layer, catalogue, words) for number, each in found)
        yield f"<section><h3>{escape(layer)} ({len(found)})</h3><ol>{items}</ol></section>"


def _item(
    number: int,
    finding: Finding,
    layer: str,
    catalogue: Mapping[str, str],
    words: Mapping[str, str],
) -> str:
    severity = escape(said(SEVERITIES[finding.severity], catalogue))
    rule, excerpt = escape(finding.rule), finding.excerpt
    return (
        f'<li id="i{number}" data-n="{number}" data-id="{escape(finding.identity)}"'
        f' data-layer="{escape(layer)}" data-severity="{severity}" data-rule="{rule}">'
        f'<a href="#f{number}"><b class="{finding.severity}">{severity}</b> '
        f"{escape(where(finding.place, catalogue))} <code>{rule}</code><br>"
        f"{escape(excerpt.before[-SIDE:])}<mark>{escape(excerpt.found)}</mark>"
        f"{escape(excerpt.after[:SIDE])}"
        f"<small>{escape(say(finding.reason, catalogue))}</small></a>"
        f'<button type="button" aria-pressed="false">{escape(words["reviewed"])}</button></li>'
    )


def _shut(report: Report, catalogue: Mapping[str, str], words: Mapping[str, str]) -> Iterator[str]:
    if report.unscreened:
        yield f"<h2>{escape(words['unscreened'])} ({len(report.unscreened)})</h2><ul>"
        for piece in report.unscreened:
            text = f"{say(piece.message, catalogue)} {where(piece.place, catalogue)}"
            yield f"<li>{escape(text)}</li>"
        yield "</ul>"


def _main(
    report: Report,
    passages: Sequence[Passage],
    sheets: Sheets,
    catalogue: Mapping[str, str],
    words: Mapping[str, str],
) -> Iterator[str]:
    """Pages and text switched by tabs; without a script, and in print, one below the other."""
    named = escape(words["text"])
    if not sheets.shown:
        yield "".join(pictures(report, sheets, catalogue))
        yield f'<section id="text"><h2>{named}</h2>'
    else:
        drawn = escape(words["pages"])
        yield (
            f'<div role="tablist" aria-label="{escape(words["content"])}">'
            f'<button type="button" role="tab" id="to-pages" aria-controls="pages">{drawn}</button>'
            f'<button type="button" role="tab" id="to-text" aria-controls="text">{named}</button>'
            f'</div><section id="pages" role="tabpanel" aria-labelledby="to-pages">'
        )
        yield from pictures(report, sheets, catalogue)
        yield '</section><section id="text" role="tabpanel" aria-labelledby="to-text">'
    yield from texts(report, passages, catalogue)
    yield "</section>"
