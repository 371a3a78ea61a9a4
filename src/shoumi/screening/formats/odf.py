"""OpenDocument texts, sheets and slides."""

from collections.abc import Iterator

import msgspec
from lxml import etree

from shoumi.screening.formats.loose import others
from shoumi.screening.formats.package import Package, attribute, local, open_package
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Layer, Passage, Pieces, Place, Why
from shoumi.screening.source import Source

BLOCKS = frozenset({"p", "h"})
LAYERS = {
    "header": Layer.HEADER, "header-left": Layer.HEADER, "header-first": Layer.HEADER,
    "footer": Layer.FOOTER, "footer-left": Layer.FOOTER, "footer-first": Layer.FOOTER,
    "note": Layer.FOOTNOTE, "annotation": Layer.COMMENT, "deletion": Layer.DELETED,
    "previous": Layer.DELETED, "cell-content-deletion": Layer.DELETED,
    "text-box": Layer.TEXT_BOX, "notes": Layer.NOTES, "content-validation": Layer.FORM_FIELD,
    "hidden-text": Layer.HIDDEN_TEXT, "hidden-paragraph": Layer.HIDDEN_TEXT,
}  # fmt: skip
DECLARED = {"header-decl": Layer.HEADER, "footer-decl": Layer.FOOTER,
            "date-time-decl": Layer.HEADER}  # fmt: skip
PLACED = frozenset({"title", "subtitle", "outline"})  # boxes that the slide's own layout holds
UNSEEN = frozenset({"collapse", "filter"})
ASKED = frozenset({"label", "value", "current-value", "title", "condition"})
STYLED = frozenset({"text-properties", "table-properties", "drawing-page-properties"})
SEPARATE = frozenset({"note", "annotation", "text-box", "frame"})
FORM = ":form:"  # in the names of its elements
WIDEST = 20_000


class _Here(msgspec.Struct, kw_only=True):
    """Where the walk through a part is: the sheet, its hidden columns, the cell, the slide."""

    part: str
    base: Layer
    hidden: frozenset[str]
    sheet: str = ""
    columns: list[tuple[int, int]] = []
    width: int = 0
    column: int = 0
    column_hidden: bool = False
    slide: int = 0
    slide_hidden: bool = False


def read(source: Source, *, limits: Limits) -> Pieces:
    """Content and styles (headers stand there), then properties and files inside."""
    package = open_package(source, limits)
    yield from package.shut
    done = {"mimetype", "META-INF/manifest.xml", "settings.xml"}
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.archive.read(
        "META-INF/manifest.xml"
    ):
        yield unopened(Why.ENCRYPTED, "the document")
        return
    for name in package.names:
        if name.rpartition("/")[2] in {"content.xml", "styles.xml", "meta.xml"}:
            done.add(name)
            yield from _part(package, name)
    yield from others(package, done)


def _part(package: Package, name: str) -> Pieces:
    try:
        root = package.tree(name)
    except (etree.XMLSyntaxError, ValueError):
        yield unopened(Why.DAMAGED, name, Place(part=name))
        return
    if root is None:
        return
    if name.endswith("meta.xml"):
        yield from _noted(root, name)
        return
    base = Layer.EMBEDDED if "/" in name else Layer.BODY
    if name == "styles.xml":
        base = Layer.MARKUP  # what stands on master pages besides headers
    here = _Here(part=name, base=base, hidden=_hidden_styles(root))
    for number, element in enumerate(root.iter(), start=1):
        _arrive(element, here)
        yield from _told(element, number, here)


def _noted(root: "etree._Element", part: str) -> Iterator[Passage]:
    """Properties; a person's own have names that are texts too."""
    for element in root.iter():
        own = local(element) == "user-defined"
        layer = Layer.CUSTOM_PROPERTIES if own else Layer.PROPERTIES
        for text in (element.text or "", attribute(element, "name") if own else ""):
            if text.strip() and local(element):
                yield Passage(text=text, layer=layer, place=Place(part=part))


def _hidden_styles(root: "etree._Element") -> frozenset[str]:
    """Names of styles that show nothing: hidden text, hidden tables, hidden slides."""
    found = set()
    for style in root.iter("{*}style"):
        for inner in style.iter():
            shown = attribute(inner, "display") or attribute(inner, "visibility")
            if shown in {"none", "false", "hidden"} and local(inner) in STYLED:
                found.add(attribute(style, "name"))
    return frozenset(found)


def _arrive(element: "etree._Element", here: _Here) -> None:
    """Moves on to the next sheet, row, cell or slide."""
    match local(element):
        case "table":
            here.sheet, here.columns, here.width = attribute(element, "name"), [], 0
        case "table-column":
            begin, here.width = here.width, here.width + _repeated(element)
            if attribute(element, "visibility") in UNSEEN:
                here.columns.append((begin, here.width))
        case "table-row":
            here.column = 0
        case "table-cell" | "covered-table-cell":
            begin, here.column = here.column, here.column + _repeated(element)
            here.column_hidden = any(low <= begin < high for low, high in here.columns)
        case "page":
            here.slide += 1
            here.slide_hidden = attribute(element, "style-name") in here.hidden


def _repeated(element: "etree._Element") -> int:
    said = attribute(element, "number-columns-repeated")
    return min(int(said), WIDEST) if said.isascii() and said.isdigit() else 1


def _told(element: "etree._Element", number: int, here: _Here) -> Iterator[Passage]:
    name, part = local(element), here.part
    place = Place(part=part, slide=here.slide)
    if name == "table" and here.sheet:
        yield Passage(text=here.sheet, layer=here.base, place=Place(part=part, sheet=here.sheet))
    elif name in {"title", "desc"} and (element.text or "").strip():
        yield Passage(text=str(element.text), layer=Layer.ALT_TEXT, place=place)
    elif name in DECLARED and (element.text or "").strip():
        yield Passage(text=str(element.text), layer=DECLARED[name], place=place)
    elif name in BLOCKS:
        shown, concealed = _texts(element, here.hidden)
        layer = _layer(element, here)
        sheet = here.sheet if layer in {Layer.TABLE, Layer.HIDDEN_ROW} else ""
        place = msgspec.structs.replace(place, paragraph=number, sheet=sheet)
        if shown.strip():
            yield Passage(text=shown, layer=layer, place=place)
        if concealed.strip():
            yield Passage(text=concealed, layer=Layer.HIDDEN_TEXT, place=place)
    elif name == "content-validation" or FORM in str(element.tag):
        for key in ASKED:
            if not attribute(element, key).isascii():
                text = attribute(element, key)
                yield Passage(text=text, layer=Layer.FORM_FIELD, place=place)


def _texts(block: "etree._Element", hidden: frozenset[str]) -> tuple[str, str]:
    shown: list[str] = []
    concealed: list[str] = []

    def gather(element: "etree._Element", into: list[str]) -> None:
        into.append(element.text or "")
        for child in element:
            name = local(child)
            if name == "s":
                into.append(
                    " " * int(attribute(child, "c") or 1)
                    if (attribute(child, "c") or "1").isdigit()
                    else " "
                )
            elif name in {"tab", "line-break"}:
                into.append("\t" if name == "tab" else "\n")
            elif name not in SEPARATE and name:
                gather(
                    child,
                    concealed
                    if attribute(child, "style-name") in hidden or name.startswith("hidden-")
                    else into,
                )
            into.append(child.tail or "")

    gather(block, shown)
    return "".join(shown), "".join(concealed)


def _layer(element: "etree._Element", here: _Here) -> Layer:
    if here.slide_hidden:
        return Layer.HIDDEN_SLIDE
    if attribute(element, "style-name") in here.hidden:
        return Layer.HIDDEN_TEXT
    in_cell = False
    for above in element.iterancestors():
        found = _above(above, here)
        if found is not None:
            return found
        if local(above) == "table-cell":
            in_cell = True
            if here.column_hidden:
                return Layer.HIDDEN_ROW
    return Layer.TABLE if in_cell and here.base is Layer.BODY else here.base


def _above(above: "etree._Element", here: _Here) -> Layer | None:
    """The layer that a container lends to all in it."""
    name = local(above)
    if attribute(above, "visibility") in UNSEEN and name in {"table-row", "table-row-group"}:
        return Layer.HIDDEN_ROW
    if name == "table" and attribute(above, "style-name") in here.hidden:
        return Layer.HIDDEN_SHEET
    if name == "section" and attribute(above, "display") == "none":
        return Layer.HIDDEN_TEXT
    if name == "text-box" and not _boxed(above, here):
        return None
    return LAYERS.get(name)


def _boxed(box: "etree._Element", here: _Here) -> bool:
    """Whether a box is one of its own and not a place that a slide's layout keeps for text."""
    frame = box.getparent()
    placed = frame is not None and attribute(frame, "class") in PLACED
    return not placed and here.base is Layer.BODY
