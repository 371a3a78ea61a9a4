"""Parts with properties, drawings, charts or custom data: all their text."""

from collections.abc import Iterator

from lxml import etree

from shoumi.screening.formats.package import FONTS, XML_ENDS, Package, attribute, local, parsed
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.pieces import Enclosed, Layer, Passage, Piece, Place, Why

# Parts whose text only describes looks.
BARE = ("theme/", "styles", "fonttable", "websettings", "numbering", "tablestyles", "presprops",
        "viewprops", "[content_types]", "calcchain")  # fmt: skip
SPOKEN = frozenset({"descr", "title", "alt", "tooltip", "author", "initials", "lastEdited"})


def layer_of(name: str) -> Layer:
    """The layer that a part's path stands for."""
    lower = name.lower()
    for sign, layer in (
        ("docprops/custom", Layer.CUSTOM_PROPERTIES), ("docprops/", Layer.PROPERTIES),
        ("comment", Layer.COMMENT), ("people", Layer.PROPERTIES), ("notes", Layer.NOTES),
        ("customxml", Layer.CUSTOM_PROPERTIES), ("chart", Layer.EMBEDDED),
        ("diagram", Layer.TEXT_BOX), ("drawing", Layer.TEXT_BOX), ("_rels", Layer.PROPERTIES),
        ("settings", Layer.PROPERTIES), ("tags/", Layer.PROPERTIES),
    ):  # fmt: skip
        if sign in lower:
            return layer
    return Layer.MARKUP


def others(package: Package, done: set[str]) -> Iterator[Piece]:
    """Every member that no reader took: loose XML as text, anything else as a file inside."""
    for name in package.names:
        lower = name.lower()
        if name in done or lower.endswith(FONTS):
            continue
        if not lower.endswith(XML_ENDS):
            yield Enclosed(
                name=name.rpartition("/")[2], content=package.archive.read(name),
                layer=Layer.EMBEDDED, place=Place(part=name),
            )  # fmt: skip
        elif not any(sign in lower for sign in BARE):
            yield from loose(package, name)


def loose(package: Package, name: str) -> Iterator[Piece]:
    """All text of one part: paragraphs of drawings whole, other elements one by one."""
    content = package.archive.read(name)
    if not content.strip():
        return
    try:
        root = parsed(content)
    except (etree.XMLSyntaxError, ValueError):
        yield unopened(Why.DAMAGED, name, Place(part=name))
        return
    yield from texts(root, layer_of(name), Place(part=name))


def texts(root: "etree._Element", layer: Layer, place: Place) -> Iterator[Passage]:
    """Paragraphs first, then what stands outside any, then spoken attributes."""
    for element in root.iter():
        name = local(element)
        if not name:
            yield Passage(text=str(element.text or ""), layer=Layer.MARKUP, place=place)
            continue
        if name == "p":
            text = paragraph(element)
        elif name == "Relationship":
            text = element.get("Target", "") if element.get("TargetMode") == "External" else ""
        else:
            text = (
                (element.text or "").strip()
                if name not in {"t", "r"} or not _in_paragraph(element)
                else ""
            )
        if text.strip():
            yield Passage(text=text, layer=layer, place=place)
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] in SPOKEN and str(value).strip():
                yield Passage(text=str(value), layer=Layer.ALT_TEXT, place=place)
            elif not str(value).isascii():
                yield Passage(text=str(value), layer=layer, place=place)


def paragraph(element: "etree._Element") -> str:
    """The text of a paragraph's runs, breaks as line ends."""
    parts = []
    for part in element.iter():
        name = local(part)
        if name == "t":
            parts.append(part.text or "")
        elif name == "br":
            parts.append("\n")
        elif name == "tab" and _in_run(part):
            parts.append("\t")
    return "".join(parts)


def _in_run(element: "etree._Element") -> bool:
    """A tab of a run, not one of the tab stops in a paragraph's properties."""
    above = element.getparent()
    return above is not None and local(above) == "r"


def _in_paragraph(element: "etree._Element") -> bool:
    return any(local(above) == "p" for above in element.iterancestors())


__all__ = ["attribute", "layer_of", "loose", "others", "paragraph", "texts"]
