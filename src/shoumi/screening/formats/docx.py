"""Word documents: every part, every run, also those that Word does not show."""

from collections.abc import Iterator

import msgspec
from lxml import etree

from shoumi.screening.formats.loose import others
from shoumi.screening.formats.package import Package, attribute, open_package
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Layer, Passage, Pieces, Place, Why
from shoumi.screening.source import Source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STORIES = (
    ("document", Layer.BODY),
    ("header", Layer.HEADER),
    ("footer", Layer.FOOTER),
    ("footnotes", Layer.FOOTNOTE),
    ("endnotes", Layer.FOOTNOTE),
    ("comments", Layer.COMMENT),
)
TINY_HALF_POINTS = 4
WHITE = frozenset({"FFFFFF", "FEFEFE", "FDFDFD"})
CONTAINERS = {
    W + "del": Layer.DELETED,
    W + "moveFrom": Layer.DELETED,
    W + "ins": Layer.INSERTED,
    W + "moveTo": Layer.INSERTED,
    W + "sdt": Layer.FORM_FIELD,
}

SPACES = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n"}
ASIDE = {
    W + "delText": Layer.DELETED,
    W + "instrText": Layer.MARKUP,
    W + "delInstrText": Layer.MARKUP,
}


class _Words(msgspec.Struct, kw_only=True):
    """One paragraph's text by layer; `shown` is what a reader of the page sees."""

    shown: list[str] = []
    aside: dict[Layer, list[str]] = {}

    def add(self, text: str, layer: Layer | None) -> None:
        if layer is not None:
            self.aside.setdefault(layer, []).append(text)
        if layer in (None, Layer.INSERTED, Layer.FORM_FIELD):
            self.shown.append(text)


def read(source: Source, *, limits: Limits) -> Pieces:
    """Stories first, in the order of the package, then properties and files inside."""
    package = open_package(source, limits)
    yield from package.shut
    done = set()
    for name in package.names:
        layer = _story(name)
        if layer is None:
            continue
        done.add(name)
        try:
            root = _tree(package, name)
        except (etree.XMLSyntaxError, ValueError):
            yield unopened(Why.DAMAGED, name, Place(part=name))
            continue
        if root is not None:
            yield from _paragraphs(root, layer, name)
    yield from others(package, done)


def _story(name: str) -> Layer | None:
    folder, _, file = name.rpartition("/")
    if not folder.startswith("word") or not file.endswith(".xml") or folder.endswith("_rels"):
        return None
    if file.startswith(("commentsExtended", "commentsIds", "commentsExtensible")):
        return None
    return next((layer for sign, layer in STORIES if file.startswith(sign)), None)


def _tree(package: Package, name: str) -> "etree._Element | None":
    content = package.archive.read(name)
    if STRICT in content[:4096]:
        content = content.replace(STRICT, TRANSITIONAL)
    return package.parse(content)


def _paragraphs(root: "etree._Element", layer: Layer, part: str) -> Iterator[Passage]:
    seen_boxes: set[str] = set()
    for number, element in enumerate(root.iter(W + "p"), start=1):
        above = {ancestor.tag for ancestor in element.iterancestors()}
        where = layer
        if W + "txbxContent" in above:
            where = Layer.TEXT_BOX
        elif layer is Layer.BODY and W + "tbl" in above:
            where = Layer.TABLE
        words = _words(element)
        place = Place(part=part, paragraph=number)
        shown = "".join(words.shown)
        if where is Layer.TEXT_BOX:
            # Word writes a box twice, for new and for old readers.
            if shown in seen_boxes and not words.aside:
                continue
            seen_boxes.add(shown)
        yield from _passages(words, shown, where, place)
    yield from _described(root, part)


def _passages(words: _Words, shown: str, where: Layer, place: Place) -> Iterator[Passage]:
    aside = {layer: "".join(parts) for layer, parts in words.aside.items()}
    whole = next((layer for layer, text in aside.items() if shown and text == shown), None)
    if shown.strip():
        yield Passage(text=shown, layer=whole or where, place=place)
    for layer, text in aside.items():
        if layer is not whole and text.strip():
            yield Passage(text=text, layer=layer, place=place)


def _words(element: "etree._Element") -> _Words:
    words = _Words()
    for child in element:
        _gather(child, None, words)
    return words


def _gather(element: "etree._Element", layer: Layer | None, words: _Words) -> None:
    """Runs in order; boxes inside a run are paragraphs of their own."""
    if element.tag == W + "r":
        _run(element, layer, words)
        return
    inner = CONTAINERS.get(element.tag, layer) if layer is not Layer.DELETED else layer
    if element.tag in (W + "pPr", W + "p"):
        return
    for child in element:
        _gather(child, inner, words)


def _run(run: "etree._Element", layer: Layer | None, words: _Words) -> None:
    properties = run.find(W + "rPr")
    if layer is not Layer.DELETED and properties is not None and _hidden(properties):
        layer = Layer.HIDDEN_TEXT
    for part in run:
        tag = part.tag
        if tag in SPACES:
            words.add(SPACES[tag], layer)
        elif tag == W + "t":
            words.add(part.text or "", layer)
        elif tag in ASIDE:
            words.add(part.text or "", ASIDE[tag])
        elif tag == W + "sym":
            words.add(_symbol(attribute(part, "char")), layer)
        elif tag == W + "ruby":
            for inner in part.iter(W + "t"):
                words.add(inner.text or "", layer)


def _symbol(code: str) -> str:
    """Wingdings draws its stars at private code points; anything else stays a blank."""
    return "★" if code.upper() in {"F0AB", "F0B6", "F0AA", "F0AC"} else " "


def _hidden(properties: "etree._Element") -> bool:
    for mark in (W + "vanish", W + "webHidden", W + "specVanish"):
        found = properties.find(mark)
        if found is not None and attribute(found, "val") not in {"0", "false", "off"}:
            return True
    colour, size = properties.find(W + "color"), properties.find(W + "sz")
    if colour is not None and attribute(colour, "val").upper() in WHITE:
        return properties.find(W + "highlight") is None and properties.find(W + "shd") is None
    return (
        size is not None
        and attribute(size, "val").isdigit()
        and int(attribute(size, "val")) <= TINY_HALF_POINTS
    )


def _described(root: "etree._Element", part: str) -> Iterator[Passage]:
    for element in root.iter(
        "{*}docPr",
        "{*}cNvPr",
        "{*}tblDescription",
        "{*}tblCaption",
        "{*}shape",
        "{*}imagedata",
        "{*}textpath",
    ):
        for name in ("descr", "title", "val", "alt", "string"):
            text = attribute(element, name)
            if text.strip():
                yield Passage(text=text, layer=Layer.ALT_TEXT, place=Place(part=part))
    for element in root.iter(W + "alias", W + "tag", W + "placeholder", W + "ffData"):
        for text in (attribute(inner, "val") for inner in element.iter()):
            if text.strip():
                yield Passage(text=text, layer=Layer.FORM_FIELD, place=Place(part=part))
