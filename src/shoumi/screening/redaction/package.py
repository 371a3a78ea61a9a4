"""Office packages and OFD without the strings, rebuilt member by member."""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import TypeAlias

from lxml import etree

from shoumi.screening.formats.package import XML_ENDS, open_package
from shoumi.screening.limits import Limits
from shoumi.screening.redaction.removal import RedactionRefused, Removal
from shoumi.screening.redaction.xml import cleaned
from shoumi.screening.source import Source

Inner: TypeAlias = Callable[[bytes, str], bytes]
EPOCH = (1980, 1, 1, 0, 0, 0)
THUMBNAIL = "thumbnail"
SIGNATURES = ("_xmlsignatures/", "/Signs/")


def redacted(source: Source, wanted: Removal, inner: Inner) -> bytes:
    """A new package: XML struck, files inside redacted by `inner`, thumbnails left out.

    Nothing of the old archive is carried over but the members' content: no comments, no extra
    fields, no times. Raises RedactionRefused for members that cannot be opened.
    """
    package = open_package(source, Limits())
    if package.shut:
        raise RedactionRefused(
            f"{package.shut[0].message}: a part that cannot be read cannot be redacted"
        )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _members(package.names, package.archive.read, wanted, inner):
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = (
                zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            )
            archive.writestr(member, content)
    return target.getvalue()


def _members(
    names: tuple[str, ...], read: Callable[[str], bytes], wanted: Removal, inner: Inner
) -> Iterator[tuple[str, bytes]]:
    for name in names:
        if THUMBNAIL in name.lower() or any(sign in name for sign in SIGNATURES):
            continue
        content = read(name)
        if name.endswith(".rels"):
            content = _unlinked(content)
        if name.lower().endswith(XML_ENDS) and content.strip():
            try:
                yield name, cleaned(content, wanted)
            except etree.XMLSyntaxError as error:
                raise RedactionRefused(
                    f"{name} is damaged and cannot be redacted: {error}"
                ) from error
        elif name == "mimetype" or not content:
            yield name, content
        else:
            yield name, inner(content, name)


def _unlinked(content: bytes) -> bytes:
    """Relations to thumbnails and signatures go with their targets."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for relation in list(root):
        target = relation.get("Target", "")
        if THUMBNAIL in target.lower() or "_xmlsignatures" in target:
            root.remove(relation)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
