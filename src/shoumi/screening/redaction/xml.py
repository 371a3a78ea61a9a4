"""XML parts without the strings: in runs, revisions, attributes, comments, across split runs."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
from lxml import etree

from shoumi.screening.formats.package import local, parsed
from shoumi.screening.redaction.removal import RedactionRefused, Removal, spans, without

OFFICE_BLOCKS = ("p", "h", "si", "is", "c", "TextObject", "comment")
WEB_BLOCKS = ("body", "div", "td", "th", "li", "title", "script", "style", "option", "textarea")
BLOCKS = frozenset((*OFFICE_BLOCKS, *WEB_BLOCKS, "h1", "h2", "h3", "h4", "h5", "h6"))
TAKEN_OUT = frozenset({"del", "delText", "delInstrText", "moveFrom"})
PUT_IN = frozenset({"ins", "moveTo"})
# Beside the text that it stands in: fields, formulas, readings above the line.
ASIDE = frozenset({"instrText", "delInstrText", "f", "rt", "rPh", "rp", "ruby-text"})
READINGS = frozenset({"rt", "rPh", "ruby-text"})
FORMULAS = frozenset({"f", "definedName", "formula1", "formula2"})
SPACINGS = frozenset({"DeltaX", "DeltaY"})
LINKS = frozenset({"Id", "Target", "Type", "PartName", "ContentType", "Extension"})
SHORTEST = 2


class _Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A text of an element, or the text behind it; what it is part of, and in which version."""

    element: etree._Element
    behind: bool
    block: tuple[int, str]
    version: str = ""

    def text(self) -> str:
        return str((self.element.tail if self.behind else self.element.text) or "")

    def put(self, text: str) -> None:
        if self.behind:
            self.element.tail = text
        else:
            self.element.text = text
            _as_string(self.element)


class _Above(msgspec.Struct, frozen=True, kw_only=True):
    """What surrounds an element: its block, whether that is a real one, aside, version."""

    block: int
    real: bool
    aside: str
    version: str


def closed_tree(content: bytes) -> "etree._Element":
    """A part's root. Raises RedactionRefused where it declares entities of its own."""
    root = parsed(content)
    if root.getroottree().docinfo.internalDTD is not None:
        raise RedactionRefused("a part declares a document type; save the file anew and try again")
    return root


def bytes_of(root: "etree._Element") -> bytes:
    """A part written anew: nothing stands before or behind its root."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def cleaned_page(text: str, wanted: Removal) -> str:
    """A web page with every stretch gone; its markup comes out as a browser would have read it."""
    root = etree.fromstring(text, etree.HTMLParser(huge_tree=False))
    if root is None:
        return text
    for beside in (*root.itersiblings(preceding=True), *root.itersiblings()):
        beside.text = without(beside.text or "", spans([beside.text or ""], wanted)[0], wanted)
    strike(root, wanted)
    return str(etree.tostring(root.getroottree(), method="html", encoding="unicode"))


def strike(root: "etree._Element", wanted: Removal) -> None:
    """Take the strings out of a tree, in place."""
    slots = list(_slots(root))
    _read_as(slots, wanted, lambda slot: slot.version != "taken out")
    if any(slot.version for slot in slots):
        _read_as(slots, wanted, lambda slot: slot.version != "put in")
    _attributes(root, wanted.covering())


def _read_as(slots: Sequence[_Slot], wanted: Removal, stands: Callable[[_Slot], bool]) -> None:
    """One reading of the text: as it is shown, or as it was before its revisions."""
    blocks: dict[tuple[int, str], list[_Slot]] = {}
    for slot in slots:
        if stands(slot):
            blocks.setdefault(slot.block, []).append(slot)
    texts = ["".join(slot.text() for slot in group) for group in blocks.values()]
    for group, found in zip(blocks.values(), spans(texts, wanted), strict=True):
        if found:
            _strike(group, found, wanted)


def _strike(group: Sequence[_Slot], found: Sequence[tuple[int, int]], wanted: Removal) -> None:
    offset = 0
    for slot in group:
        text = slot.text()
        inside = [
            (max(start - offset, 0), min(end - offset, len(text)))
            for start, end in found
            if start < offset + len(text) and end > offset
        ]
        if inside:
            formula = local(slot.element) in FORMULAS
            slot.put(without(text, inside, wanted.covering() if formula else wanted))
            _forget(slot.element)
        offset += len(text)


def _forget(element: "etree._Element") -> None:
    """A struck text's reading above the line, its formula and its spacing would tell it again."""
    block = next((e for e in (element, *element.iterancestors()) if local(e) in BLOCKS), None)
    if block is None:
        return
    for inner in list(block.iter()):
        if local(inner) in READINGS:
            for text in inner.iter():
                text.text = None
        elif local(block) == "c" and local(inner) == "f" and local(element) != "f":
            block.remove(inner)
        elif local(inner) == "TextCode":
            for spacing in set(inner.attrib) & SPACINGS:
                del inner.attrib[spacing]


def _slots(root: "etree._Element") -> Iterator[_Slot]:
    """Every text in document order."""
    above = [_Above(block=0, real=False, aside="", version="")]
    walked = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for count, (event, element) in enumerate(walked, start=1):
        if event in {"comment", "pi"}:
            yield _Slot(element=element, behind=False, block=(count, "remark"))
            if element.tail:
                yield _tail(element, above[-1])
        elif event == "start":
            inside = _inside(local(element), above[-1], count)
            above.append(inside)
            if element.text:
                yield _Slot(
                    element=element, behind=False, version=inside.version,
                    block=(inside.block if inside.real else count, inside.aside),
                )  # fmt: skip
        else:
            above.pop()
            if element.tail and element.getparent() is not None:
                yield _tail(element, above[-1])


def _tail(element: "etree._Element", above: _Above) -> _Slot:
    return _Slot(
        element=element, behind=True, block=(above.block, above.aside), version=above.version
    )


def _inside(name: str, above: _Above, count: int) -> _Above:
    opens = name in BLOCKS
    return _Above(
        block=count if opens else above.block,
        real=opens or above.real,
        aside=name if name in ASIDE else "" if opens else above.aside,
        version="taken out" if name in TAKEN_OUT else "put in" if name in PUT_IN else above.version,
    )


def _attributes(root: "etree._Element", wanted: Removal) -> None:
    """All of a tree at once: one by one, a large sheet would take minutes."""
    held = [
        (element, str(key), str(value))
        for element in root.iter()
        for key, value in element.attrib.items()
        if _speaks(element, str(key), str(value))
    ]
    struck = spans([f" {value} " for _, _, value in held], wanted)  # apart: no column of letters
    for (element, key, value), found in zip(held, struck, strict=True):
        if found:
            inside = [(max(a - 1, 0), min(b - 1, len(value))) for a, b in found]
            element.set(key, without(value, inside, wanted))
            if local(element) == "n" and key == "v":
                element.tag = str(element.tag)[:-1] + "s"  # a covered number is a string


def _speaks(element: "etree._Element", key: str, value: str) -> bool:
    """Whether an attribute may hold words: not the package's own references within itself."""
    if len(value) < SHORTEST:
        return False
    inner = key.rpartition("}")[2] in LINKS and element.get("TargetMode") != "External"
    return not inner


def _as_string(element: "etree._Element") -> None:
    """A number that is covered is no number any more: its cell must say so."""
    cell = element.getparent()
    if (
        local(element) == "v"
        and cell is not None
        and local(cell) == "c"
        and cell.get("t", "n") == "n"
    ):
        cell.set("t", "str")
