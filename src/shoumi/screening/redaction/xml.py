"""XML parts without the strings: in runs, revisions, attributes, comments, across split runs."""

from collections.abc import Iterator
from itertools import groupby

import msgspec
from lxml import etree

from shoumi.screening.formats.package import local, parsed
from shoumi.screening.redaction.removal import Removal, clean, spans, without

OFFICE_BLOCKS = ("p", "h", "si", "is", "c", "TextObject", "comment")
WEB_BLOCKS = ("body", "div", "td", "th", "li", "title", "script", "style", "option", "textarea")
BLOCKS = frozenset((*OFFICE_BLOCKS, *WEB_BLOCKS, "h1", "h2", "h3", "h4", "h5", "h6"))
DELETED = frozenset({"delText", "delInstrText"})
LINKS = frozenset({"Id", "Target", "Type", "PartName", "ContentType", "Extension"})


class _Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A text of an element, or the text behind it, and the block that it is part of."""

    element: etree._Element
    behind: bool
    block: tuple[int, str]

    def text(self) -> str:
        return str((self.element.tail if self.behind else self.element.text) or "")

    def put(self, text: str) -> None:
        if self.behind:
            self.element.tail = text
        else:
            self.element.text = text
            _as_string(self.element)


def cleaned(content: bytes, wanted: Removal) -> bytes:
    """The part with every stretch gone. Raises etree.XMLSyntaxError for what is no XML."""
    root = parsed(content)
    changed = _texts(root, wanted)
    changed = _attributes(root, wanted) or changed
    if not changed:
        return content
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def cleaned_page(text: str, wanted: Removal) -> str:
    """A web page with every stretch gone; its markup comes out as a browser would have read it."""
    root = etree.fromstring(text, etree.HTMLParser(huge_tree=False))
    if root is None:
        return text
    _texts(root, wanted)
    _attributes(root, wanted)
    return str(etree.tostring(root.getroottree(), method="html", encoding="unicode"))


def _texts(root: "etree._Element", wanted: Removal) -> bool:
    groups = [list(group) for _, group in groupby(_slots(root), key=lambda slot: slot.block)]
    groups = _merged(groups)
    texts = ["".join(slot.text() for slot in group) for group in groups]
    changed = False
    for group, found in zip(groups, spans(texts, wanted), strict=True):
        if found:
            changed = True
            _strike(group, found, wanted)
    return changed


def _merged(groups: list[list[_Slot]]) -> list[list[_Slot]]:
    """Runs of one block come together again where a box or note stood between them."""
    merged: dict[tuple[int, str], list[_Slot]] = {}
    for group in groups:
        merged.setdefault(group[0].block, []).extend(group)
    return list(merged.values())


def _strike(group: list[_Slot], found: list[tuple[int, int]], wanted: Removal) -> None:
    offset = 0
    for slot in group:
        text = slot.text()
        inside = [
            (max(start - offset, 0), min(end - offset, len(text)))
            for start, end in found
            if start < offset + len(text) and end > offset
        ]
        if inside:
            slot.put(without(text, inside, wanted))
        offset += len(text)


def _slots(root: "etree._Element") -> Iterator[_Slot]:
    """Every text in document order. Revisions are blocks of their own beside the shown text."""
    blocks: list[int] = [0]
    count = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"}:
            count += 1
            yield _Slot(element=element, behind=False, block=(-count, "aside"))
            if element.tail:
                yield _Slot(element=element, behind=True, block=(blocks[-1], ""))
            continue
        name = local(element)
        if event == "start":
            if name in BLOCKS or len(blocks) == 1:
                count += 1
                blocks.append(count)
            lone = not any(local(above) in BLOCKS for above in (element, *element.iterancestors()))
            count += lone
            block = (
                (-count - 1_000_000, "lone")
                if lone
                else (blocks[-1], "deleted" if name in DELETED else "")
            )
            if element.text:
                yield _Slot(element=element, behind=False, block=block)
        else:
            if name in BLOCKS:
                blocks.pop()
            if element.tail and element.getparent() is not None:
                yield _Slot(element=element, behind=True, block=(blocks[-1], ""))


def _attributes(root: "etree._Element", wanted: Removal) -> bool:
    changed = False
    for element in root.iter():
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] in LINKS and "://" not in str(value):
                continue
            struck = clean(str(value), wanted)
            if struck != value:
                element.set(key, struck)
                changed = True
    return changed


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
