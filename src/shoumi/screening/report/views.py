"""What the page shows of the file: its text, and pictures of its pages, with findings marked."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from shoumi.screening.findings import Finding, Report
from shoumi.screening.pieces import Passage, Place
from shoumi.screening.report.sheets import Sheet, Sheets, Spot
from shoumi.screening.report.terminal import LAYERS, SEVERITIES, said
from shoumi.screening.report.where import where
from shoumi.screening.words import N_, Message, say

LONGEST = 1_500_000
COMPANY = 2
CUT = N_("Only passages with findings and their neighbours are shown; the file is long.")
LEFT_OUT = N_("{count} more pages are not drawn; their text is listed.")
FAILED = N_("The pages cannot be drawn; their text is listed.")
ONE_PICTURE = N_("Picture")


def label(finding: Finding, catalogue: Mapping[str, str]) -> str:
    """One line that says what a mark is, for whoever cannot see its colour."""
    severity = said(SEVERITIES[finding.severity], catalogue)
    return f"{severity} · {finding.rule} · {finding.excerpt.found}"


def texts(
    report: Report, passages: Sequence[Passage], catalogue: Mapping[str, str]
) -> Iterator[str]:
    """Every passage with its layer and place; of a long file those around the findings."""
    marks: defaultdict[int, list[tuple[int, Finding]]] = defaultdict(list)
    for number, finding in enumerate(report.findings):
        marks[finding.passage].append((number, finding))
    shown: Sequence[int] = range(len(passages))
    if sum(len(passage.text) for passage in passages) > LONGEST:
        near = {n + step for n in marks for step in range(-COMPANY, COMPANY + 1)}
        shown = sorted(n for n in near if 0 <= n < len(passages))
        yield f"<p>{escape(said(CUT, catalogue))}</p>"
    for number in shown:
        passage = passages[number]
        layer = escape(said(LAYERS[passage.layer.value], catalogue))
        place = escape(where(passage.place, catalogue))
        marked = _marked(passage.text, marks.get(number, ()), catalogue)
        yield (
            f'<div class="p {passage.layer}"><span class="where">{layer} {place}</span>'
            f"<pre>{marked}</pre></div>"
        )


def _marked(text: str, found: Sequence[tuple[int, Finding]], catalogue: Mapping[str, str]) -> str:
    parts, done = [], 0
    for number, finding in sorted(found, key=lambda each: (each[1].start, -each[1].end)):
        start = max(finding.start, done)
        end = max(finding.end, start)
        parts.append(escape(text[done:start]))
        parts.append(
            f'<mark id="f{number}" data-n="{number}" class="{finding.severity}"'
            f' title="{escape(label(finding, catalogue))}">{escape(text[start:end])}</mark>'
        )
        done = end
    return "".join((*parts, escape(text[done:])))


def pictures(report: Report, sheets: Sheets, catalogue: Mapping[str, str]) -> Iterator[str]:
    """Every sheet as one drawing: places are attributes, so that no style stands in the page."""
    if sheets.failed:
        yield f"<p>{escape(said(FAILED, catalogue))}</p>"
    for sheet in sheets.shown:
        yield from _drawing(report, sheet, catalogue)
    if sheets.left_out:
        message = Message(template=LEFT_OUT, values={"count": sheets.left_out})
        yield f"<p>{escape(say(message, catalogue))}</p>"


def _drawing(report: Report, sheet: Sheet, catalogue: Mapping[str, str]) -> Iterator[str]:
    place = where(Place(page=sheet.number), catalogue) or said(ONE_PICTURE, catalogue)
    size = f'width="{sheet.width:g}" height="{sheet.height:g}"'
    yield (
        f"<figure><figcaption>{escape(place)}</figcaption>"
        f'<svg viewBox="0 0 {sheet.width:g} {sheet.height:g}" role="group"'
        f' aria-label="{escape(place)}">'
        f'<image {size} href="data:image/webp;base64,{b64encode(sheet.content).decode()}"/>'
    )
    for spot in sheet.spots:
        yield _spot(report.findings[spot.finding], sheet, spot, catalogue)
    yield "</svg></figure>"


def _spot(finding: Finding, sheet: Sheet, spot: Spot, catalogue: Mapping[str, str]) -> str:
    """Within the picture, whatever the file says of where its letters stand."""
    left, right = (min(max(edge, 0), sheet.width) for edge in (spot.left, spot.right))
    top, bottom = (min(max(edge, 0), sheet.height) for edge in (spot.top, spot.bottom))
    named = escape(label(finding, catalogue))
    return (
        f'<a class="{finding.severity}" data-n="{spot.finding}" href="#i{spot.finding}"'
        f' aria-label="{named}"><title>{named}</title>'
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}"'
        f' height="{bottom - top:.1f}"/></a>'
    )
