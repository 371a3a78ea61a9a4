"""Which parts of a package are left out whole, which are renamed, and what refers to them."""

import posixpath
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import unquote

import msgspec
from lxml import etree

from shoumi.screening.formats.package import FONTS, attribute, local, parsed
from shoumi.screening.redaction.removal import RedactionRefused, Removal, spans

# A drawing of the first page; a signature over what stood there; glyphs of what stood there;
# programs and printers' settings, which no reader takes apart.
LEFT_OUT = ("thumbnail", "_xmlsignatures/", "/signs/", "meta-inf/documentsignatures",
            "meta-inf/macrosignatures", "/fonts/", "vbaproject", "vbadata", "[trash]/",
            "layout-cache")  # fmt: skip
RELATIONS = ("/thumbnail", "/font", "/origin", "/signature", "/vbaProject", "/wordVbaData")
# They point at embedded fonts or signatures, or name glyphs of them.
POINTERS = frozenset(
    {"embedRegular", "embedBold", "embedItalic", "embedBoldItalic", "embeddedFontLst",
     "FontFile", "CGTransform", "font-face-src"}
)  # fmt: skip
BINARY_SHEETS = "xl/workbook.bin"


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """`gone` are left out; `renamed` bore a string in their very name."""

    gone: frozenset[str]
    renamed: Mapping[str, str]


def plan(names: Sequence[str], read: Callable[[str], bytes], wanted: Removal) -> Plan:
    """What happens to whole members. Raises RedactionRefused for sheets in binary form."""
    if BINARY_SHEETS in names:
        raise RedactionRefused("binary workbooks cannot be redacted; save as xlsx first")
    gone = {
        name
        for name in names
        if any(sign in f"/{name.lower()}" for sign in LEFT_OUT) or name.lower().endswith(FONTS)
    }
    for name in names:
        if name.endswith(".rels"):
            root = parsed(read(name))
            gone |= {
                resolved(name, relation.get("Target", ""))
                for relation in root
                if relation.get("Type", "").endswith(RELATIONS)
            }
    found = spans([f" {unquote(name)} " for name in names], wanted)
    renamed = {
        name: f"renamed/part{number}.{_ending(name)}"
        for number, (name, struck) in enumerate(zip(names, found, strict=True), start=1)
        if struck and name not in gone
    }
    return Plan(gone=frozenset(gone & set(names)), renamed=renamed)


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return (
        ending if ending.isascii() and ending.isalnum() and len(ending) < len("abcdef") else "bin"
    )


def resolved(rels: str, target: str) -> str:
    """The member that a relation of `folder/_rels/part.rels` points at."""
    folder = posixpath.dirname(posixpath.dirname(rels))
    path = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def unlink(name: str, root: "etree._Element", planned: Plan) -> None:
    """Take out references to what is gone, and follow what is renamed, in place."""
    for element in list(root.iter()):
        parent = element.getparent()
        if parent is not None and _dangles(name, element, planned):
            parent.remove(element)
        elif local(element) == "Relationship" and element.get("TargetMode") != "External":
            member = resolved(name, element.get("Target", ""))
            if member in planned.renamed:
                element.set("Target", f"/{planned.renamed[member]}")
        elif local(element) == "Override":
            member = unquote(element.get("PartName", "")).lstrip("/")
            if member in planned.renamed:
                element.set("PartName", f"/{planned.renamed[member]}")


def _dangles(name: str, element: "etree._Element", planned: Plan) -> bool:
    kind = local(element)
    if kind in POINTERS or (kind == "Signatures" and name == "OFD.xml"):
        return True
    if kind == "Relationship":
        outside = element.get("TargetMode") == "External"
        return not outside and resolved(name, element.get("Target", "")) in planned.gone
    if kind == "Override":
        return unquote(element.get("PartName", "")).lstrip("/") in planned.gone
    return kind == "file-entry" and attribute(element, "full-path") in planned.gone
