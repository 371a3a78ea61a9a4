"""Excel workbooks: cells, hidden sheets, rows and columns, comments, caches, orphaned strings."""

from collections.abc import Iterator
from io import BytesIO

import msgspec
from lxml import etree

from shoumi.screening.formats.loose import others
from shoumi.screening.formats.package import Package, attribute, local, open_package
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Layer, Passage, Pieces, Place
from shoumi.screening.source import Source

SHORTEST_NUMBER = 6
TRUE = frozenset({"1", "true"})
HEADERS = frozenset({"oddHeader", "evenHeader", "firstHeader"})
FOOTERS = frozenset({"oddFooter", "evenFooter", "firstFooter"})
ASKED = frozenset({"formula1", "formula2", "dataValidation", "hyperlink"})
CELL_TYPES_OF_TEXT = frozenset({"str", "inlineStr", "e", "d"})


class _Sheet(msgspec.Struct, kw_only=True):
    """What was met so far while one sheet streams by."""

    name: str
    hidden: bool
    part: str
    shared: list[str]
    used: set[int]
    columns: list[tuple[int, int]] = []
    row_hidden: bool = False


def read(source: Source, *, limits: Limits) -> Pieces:
    """Sheets in the order of the workbook, then everything else in the package."""
    package = open_package(source, limits)
    yield from package.shut
    shared = [
        text
        for name in package.names
        if name.endswith("sharedStrings.xml")
        for text in _strings(package, name)
    ]
    used: set[int] = set()
    done = {name for name in package.names if name.endswith("sharedStrings.xml")}
    for part, (name, hidden) in _sheets(package).items():
        done.add(part)
        layer = Layer.HIDDEN_SHEET if hidden else Layer.BODY
        yield Passage(text=name, layer=layer, place=Place(sheet=name, part=part))
        sheet = _Sheet(name=name, hidden=hidden, part=part, shared=shared, used=used)
        yield from _cells(package, sheet)
    for number, text in enumerate(shared):
        if number not in used and text.strip():
            place = Place(part="xl/sharedStrings.xml", paragraph=number + 1)
            yield Passage(text=text, layer=Layer.HIDDEN_TEXT, place=place)
    yield from others(package, done)


def _sheets(package: Package) -> dict[str, tuple[str, bool]]:
    """Part → (name, hidden); sheets that the workbook does not list count as hidden."""
    parts = [
        name
        for name in package.names
        if name.startswith("xl/") and "sheets/" in name and name.endswith(".xml")
    ]
    found: dict[str, tuple[str, bool]] = {}
    targets = {}
    if "xl/_rels/workbook.xml.rels" in package.names:
        root = package.tree("xl/_rels/workbook.xml.rels")
        for relation in root if root is not None else ():
            target = relation.get("Target", "").lstrip("/")
            targets[relation.get("Id", "")] = target if target.startswith("xl/") else f"xl/{target}"
    if "xl/workbook.xml" in package.names:
        book = package.tree("xl/workbook.xml")
        for sheet in book.iter("{*}sheet") if book is not None else ():
            part = targets.get(attribute(sheet, "id"), "")
            if part in package.names:
                found[part] = (sheet.get("name", part), sheet.get("state", "visible") != "visible")
    for part in parts:
        found.setdefault(part, (part.rpartition("/")[2], True))
    return found


def _strings(package: Package, name: str) -> Iterator[str]:
    content = BytesIO(package.archive.read(name))
    for _, element in etree.iterparse(
        content, tag="{*}si", resolve_entities=False, no_network=True
    ):
        yield "".join(part.text or "" for part in element.iter("{*}t"))
        element.clear()


def _cells(package: Package, sheet: _Sheet) -> Iterator[Passage]:
    content = BytesIO(package.archive.read(sheet.part))
    events = etree.iterparse(
        content, events=("start", "end"), resolve_entities=False, no_network=True
    )
    for event, element in events:
        name = local(element)
        if event == "start":
            if name == "row":
                sheet.row_hidden = element.get("hidden") in TRUE
        elif name == "c":
            yield from _cell(element, sheet)
        elif name == "row":
            _forget(element)
        elif name == "col" and element.get("hidden") in TRUE:
            sheet.columns.append((int(element.get("min", "0")), int(element.get("max", "0"))))
        else:
            yield from _beside(element, name, Place(sheet=sheet.name, part=sheet.part))


def _forget(row: "etree._Element") -> None:
    """A row that was read gives its memory back: sheets may have a million."""
    row.clear()
    above = row.getparent()
    while above is not None and row.getprevious() is not None:
        del above[0]


def _beside(element: "etree._Element", name: str, place: Place) -> Iterator[Passage]:
    if name in HEADERS or name in FOOTERS:
        layer = Layer.HEADER if name in HEADERS else Layer.FOOTER
        yield Passage(text=_printed(element.text or ""), layer=layer, place=place)
    elif name in ASKED:
        for text in (element.text or "", *map(str, element.attrib.values())):
            if not text.isascii():
                yield Passage(text=text, layer=Layer.FORM_FIELD, place=place)


def _printed(code: str) -> str:
    """A header's text without its codes for sides and fonts."""
    first, *parts = code.replace("&&", "＆").split("&")
    said = (
        part.partition('"')[2].partition('"')[2] if part.startswith('"') else part[1:]
        for part in parts
    )
    return "\n".join(part for part in (first, *said) if part)


def _cell(element: "etree._Element", sheet: _Sheet) -> Iterator[Passage]:
    reference = element.get("r", "")
    layer = _layer(reference, sheet)
    place = Place(sheet=sheet.name, cell=reference, part=sheet.part)
    text = _value(element, sheet)
    if text.strip():
        yield Passage(text=text, layer=layer, place=place)
    formula = element.find("{*}f")
    if formula is not None and formula.text and not formula.text.isascii():
        yield Passage(text=formula.text, layer=Layer.MARKUP, place=place)


def _value(element: "etree._Element", sheet: _Sheet) -> str:
    kind = element.get("t", "n")
    if kind == "inlineStr":
        return "".join(part.text or "" for part in element.iter("{*}t"))
    value = element.find("{*}v")
    text = "" if value is None else value.text or ""
    if kind == "s" and text.isdigit() and int(text) < len(sheet.shared):
        sheet.used.add(int(text))
        return sheet.shared[int(text)]
    if kind in CELL_TYPES_OF_TEXT:
        return text
    return text if len(text) >= SHORTEST_NUMBER else ""


def _layer(reference: str, sheet: _Sheet) -> Layer:
    if sheet.hidden:
        return Layer.HIDDEN_SHEET
    if sheet.row_hidden:
        return Layer.HIDDEN_ROW
    if sheet.columns:
        number = 0
        for letter in reference.rstrip("0123456789"):
            number = number * 26 + ord(letter) - 64
        if any(low <= number <= high for low, high in sheet.columns):
            return Layer.HIDDEN_ROW
    return Layer.BODY
