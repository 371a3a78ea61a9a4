"""Zip packages of office documents: members within limits, XML without entities or network."""

import zipfile

import msgspec
from lxml import etree

from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Place, Unscreened, Why
from shoumi.screening.source import Source, opened

TREE_LIMIT = 40 * 2**20
XML_ENDS = (".xml", ".rels", ".vml", ".rdf")
FONTS = (".odttf", ".fntdata", ".ttf", ".otf")


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """An opened package. `shut` are the members that will not be read, and why."""

    archive: zipfile.ZipFile
    names: tuple[str, ...]
    shut: tuple[Unscreened, ...]

    def tree(self, name: str) -> "etree._Element | None":
        """A part's root; None for an empty part. Raises etree.XMLSyntaxError where damaged."""
        return self.parse(self.archive.read(name))

    def parse(self, content: bytes) -> "etree._Element | None":
        """The root of a part's bytes; None for an empty part."""
        return parsed(content) if content.strip() else None


def open_package(source: Source, limits: Limits) -> Package:
    """Raises zipfile.BadZipFile for what is no zip file; sizes are checked before unpacking."""
    archive = zipfile.ZipFile(opened(source))
    names, shut = [], []
    total = 0
    for member in archive.infolist():
        why = _forbidden(member, limits)
        total += member.file_size
        if why is None and total > limits.unpacked:
            why = Why.TOO_LARGE
        if why is not None:
            shut.append(unopened(why, member.filename, Place(part=member.filename)))
        elif not member.is_dir():
            names.append(member.filename)
    return Package(archive=archive, names=tuple(dict.fromkeys(names)), shut=tuple(shut))


def _forbidden(member: zipfile.ZipInfo, limits: Limits) -> Why | None:
    if member.flag_bits & 0x1:
        return Why.ENCRYPTED
    if member.filename.lower().endswith(XML_ENDS) and member.file_size > limits.xml_part:
        return Why.TOO_LARGE
    return bomb(member.file_size, member.compress_size, limits)


def bomb(unpacked: int, packed: int, limits: Limits) -> Why | None:
    """TOO_LARGE for a member that unpacks to more than the limits of size or ratio."""
    steep = unpacked > limits.ratio_floor and unpacked > limits.ratio * max(packed, 1)
    return Why.TOO_LARGE if steep or unpacked > limits.member else None


def parsed(content: bytes) -> "etree._Element":
    """A root element. Entities stay unexpanded; nothing is fetched; depth is libxml2's bound."""
    if len(content) > TREE_LIMIT:
        raise ValueError(f"an XML part of {len(content)} bytes is above {TREE_LIMIT}")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=False,
    )  # fmt: skip
    return etree.fromstring(content, parser)


def local(element: "etree._Element") -> str:
    """An element's name without its namespace; "" for comments and instructions."""
    tag = element.tag
    return str(tag).rpartition("}")[2] if not callable(tag) else ""


def attribute(element: "etree._Element", name: str) -> str:
    """An attribute by its local name, in whatever namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
