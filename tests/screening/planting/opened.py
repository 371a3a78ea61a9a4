"""OpenDocument sheets and slides with a mark in every place that they have."""

from tests.screening.planting.marks import Planted, mark
from tests.screening.planting.office import zipped

SPACE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)

SHEET_LAYERS = {
    "table": {1},
    "comment": {2},
    "alt-text": {3},
    "text-box": {4},
    "hidden-row": {5, 6, 7},
    "form-field": {8, 9},
    "deleted": {10},
    "hidden-sheet": {11},
    "header": {12},
    "footer": {13},
    "properties": {14},
    "custom-properties": {15, 16},
    "embedded": {17, 18},
}
SLIDE_LAYERS = {
    "body": {1, 6},
    "text-box": {2},
    "table": {3},
    "notes": {4},
    "comment": {5},
    "alt-text": {7},
    "hidden-slide": {8},
    "header": {9},
    "footer": {10},
    "markup": {11},
    "properties": {12},
    "custom-properties": {13, 14},
    "embedded": {15},
}


def paragraph(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def cell(words: str, beside: str = "", repeated: str = "") -> str:
    return f"<table:table-cell {repeated}>{beside}{paragraph(words)}</table:table-cell>"


def told(first: int) -> str:
    return (
        f"<office:document-meta {SPACE}><office:meta><dc:title>{mark(first)}</dc:title>"
        f'<meta:user-defined meta:name="{mark(first + 2)}">{mark(first + 1)}</meta:user-defined></office:meta></office:document-meta>'
    )


def content(styles: str, body: str) -> str:
    return (
        f"<office:document-content {SPACE}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body>{body}</office:body></office:document-content>"
    )


def ods() -> Planted:
    styles = '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>'
    note = f"<office:annotation><dc:creator>甲</dc:creator>{paragraph(mark(2))}</office:annotation>"
    box = f"<draw:frame><svg:desc>{mark(3)}</svg:desc><draw:text-box>{paragraph(mark(4))}</draw:text-box></draw:frame>"
    twice = 'table:number-columns-repeated="2"'
    rows = (
        f"<table:table-row>{cell(mark(1), note)}{cell('图', box)}</table:table-row>"
        f'<table:table-row table:visibility="collapse">{cell(mark(5))}</table:table-row>'
        f"<table:table-row>{cell('空', repeated=twice)}{cell(mark(6))}</table:table-row>"
        f'<table:table-row table:visibility="filter">{cell(mark(7))}</table:table-row>'
    )
    columns = '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
    checks = (
        f'<table:content-validations><table:content-validation table:name="v" table:condition="cell-content-is-in-list(&quot;{mark(8)}&quot;)">'
        f"<table:help-message>{paragraph(mark(9))}</table:help-message></table:content-validation></table:content-validations>"
    )
    changes = f"<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-table-cell>{paragraph(mark(10))}</table:change-track-table-cell></table:previous></table:cell-content-change></table:tracked-changes>"
    sheets = (
        f'<table:table table:name="表">{columns}{rows}</table:table>'
        f'<table:table table:name="隐" table:style-name="off"><table:table-row>{cell(mark(11))}</table:table-row></table:table>'
    )
    edges = f"<style:master-page><style:header>{paragraph(mark(12))}</style:header><style:footer>{paragraph(mark(13))}</style:footer></style:master-page>"
    return Planted(
        name="ods",
        content=zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": content(
                    styles, f"<office:spreadsheet>{changes}{checks}{sheets}</office:spreadsheet>"
                ),
                "styles.xml": f"<office:document-styles {SPACE}>{edges}</office:document-styles>",
                "meta.xml": told(14),
                "Object 1/content.xml": content(
                    "", f"<office:chart>{paragraph(mark(17))}</office:chart>"
                ),
                "Pictures/a.txt": mark(18),
            }
        ),
        layers=SHEET_LAYERS,
    )


def odp() -> Planted:
    styles = '<style:style style:name="off" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>'

    def frame(words: str, kind: str = "", beside: str = "") -> str:
        return f"<draw:frame {kind}>{beside}<draw:text-box>{paragraph(words)}</draw:text-box></draw:frame>"

    outline = 'presentation:class="outline"'
    table = f"<draw:frame><table:table><table:table-row>{cell(mark(3))}</table:table-row></table:table></draw:frame>"
    notes = f"<presentation:notes>{frame(mark(4), outline)}</presentation:notes>"
    comment = (
        f"<office:annotation><dc:creator>甲</dc:creator>{paragraph(mark(5))}</office:annotation>"
    )
    shape = f"<draw:custom-shape>{paragraph(mark(6))}</draw:custom-shape>"
    titled = f"<svg:title>{mark(7)}</svg:title>"
    first = f'<draw:page draw:name="一">{comment}{frame(mark(1), outline)}{frame(mark(2), beside=titled)}{table}{shape}{notes}</draw:page>'
    second = (
        f'<draw:page draw:name="二" draw:style-name="off">{frame(mark(8), outline)}</draw:page>'
    )
    declared = f'<presentation:header-decl presentation:name="h">{mark(9)}</presentation:header-decl><presentation:footer-decl presentation:name="f">{mark(10)}</presentation:footer-decl>'
    master = f"<style:master-page>{frame(mark(11))}</style:master-page>"
    return Planted(
        name="odp",
        content=zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.presentation",
                "content.xml": content(
                    styles, f"<office:presentation>{declared}{first}{second}</office:presentation>"
                ),
                "styles.xml": f"<office:document-styles {SPACE}>{master}</office:document-styles>",
                "meta.xml": told(12),
                "Object 1/content.xml": content(
                    "", f"<office:text>{paragraph(mark(15))}</office:text>"
                ),
            }
        ),
        layers=SLIDE_LAYERS,
    )
