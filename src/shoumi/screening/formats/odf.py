"""OpenDocument texts, sheets and slides."""

from collections.abc import Iterator

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
    "text-box": Layer.TEXT_BOX, "notes": Layer.NOTES, "table-cell": Layer.TABLE,
    "hidden-text": Layer.HIDDEN_TEXT, "hidden-paragraph": Layer.HIDDEN_TEXT,
}  # fmt: skip
SEPARATE = frozenset({"note", "annotation", "text-box", "frame"})


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
        for element in root.iter():
            if (element.text or "").strip() and local(element):
                own = local(element) == "user-defined"
                yield Passage(
                    text=str(element.text),
                    layer=Layer.CUSTOM_PROPERTIES if own else Layer.PROPERTIES,
                    place=Place(part=name),
                )
        return
    hidden = _hidden_styles(root)
    yield from _blocks(root, name, hidden)


def _hidden_styles(root: "etree._Element") -> frozenset[str]:
    """Names of styles that show nothing: hidden text, hidden tables."""
    found = set()
    for style in root.iter("{*}style"):
        for inner in style.iter():
            if attribute(inner, "display") in {"none", "false"} and local(inner) in {
                "text-properties",
                "table-properties",
            }:
                found.add(attribute(style, "name"))
    return frozenset(found)


def _blocks(root: "etree._Element", part: str, hidden: frozenset[str]) -> Iterator[Passage]:
    sheet = ""
    for number, element in enumerate(root.iter(), start=1):
        name = local(element)
        if name == "table":
            sheet = attribute(element, "name")
            if sheet:
                yield Passage(text=sheet, layer=Layer.BODY, place=Place(part=part, sheet=sheet))
        elif name in {"title", "desc"} and (element.text or "").strip():
            yield Passage(text=str(element.text), layer=Layer.ALT_TEXT, place=Place(part=part))
        elif name in BLOCKS:
            shown, concealed = _texts(element, hidden)
            layer = _layer(element, hidden)
            place = Place(part=part, paragraph=number, sheet=sheet if layer is Layer.TABLE else "")
            if shown.strip():
                yield Passage(text=shown, layer=layer, place=place)
            if concealed.strip():
                yield Passage(text=concealed, layer=Layer.HIDDEN_TEXT, place=place)


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


def _layer(element: "etree._Element", hidden: frozenset[str]) -> Layer:
    if attribute(element, "style-name") in hidden:
        return Layer.HIDDEN_TEXT
    for above in element.iterancestors():
        if attribute(above, "visibility") in {"collapse", "filter"}:
            return Layer.HIDDEN_ROW
        if local(above) == "table" and attribute(above, "style-name") in hidden:
            return Layer.HIDDEN_SHEET
        if attribute(above, "display") == "none" and local(above) == "section":
            return Layer.HIDDEN_TEXT
        found = LAYERS.get(local(above))
        if found is not None and found is not Layer.TABLE:
            return found
    return (
        Layer.TABLE
        if any(local(above) == "table-cell" for above in element.iterancestors())
        else Layer.BODY
    )
