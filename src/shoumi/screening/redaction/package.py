"""Office packages and OFD without the strings, rebuilt member by member."""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import TypeAlias

from lxml import etree

from shoumi.screening.formats.package import XML_ENDS, open_package
from shoumi.screening.limits import Limits
from shoumi.screening.redaction.parts import Plan, plan, unlink
from shoumi.screening.redaction.removal import Copy, RedactionRefused, Removal
from shoumi.screening.redaction.xml import bytes_of, closed_tree, strike
from shoumi.screening.source import Source

Inner: TypeAlias = Callable[[bytes, str], Copy]
EPOCH = (1980, 1, 1, 0, 0, 0)
XML_HEADS = (b"<?xml", b"<svg")


def redacted(source: Source, wanted: Removal, inner: Inner) -> Copy:
    """A new package: XML struck, files inside redacted by `inner`.

    Left out are thumbnails, signatures, embedded fonts, macros. Nothing of the old archive is
    carried over but the members' content: no comments, no extra fields, no times. Raises
    RedactionRefused for members that cannot be opened.
    """
    package = open_package(source, Limits())
    if package.shut:
        raise RedactionRefused(
            f"{package.shut[0].message}: a part that cannot be read cannot be redacted"
        )
    try:
        planned = plan(package.names, package.archive.read, wanted)
    except etree.XMLSyntaxError as error:
        raise RedactionRefused(f"a list of relations is damaged: {error}") from error
    left_out = sorted(planned.gone)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, copy in _members(package.names, package.archive.read, wanted, inner, planned):
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = (
                zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            )
            archive.writestr(member, copy.content)
            left_out.extend(f"{name}/{part}".rstrip("/") for part in copy.left_out)
    return Copy(content=target.getvalue(), left_out=tuple(left_out))


def _members(
    names: tuple[str, ...],
    read: Callable[[str], bytes],
    wanted: Removal,
    inner: Inner,
    planned: Plan,
) -> Iterator[tuple[str, Copy]]:
    for name in names:
        if name in planned.gone:
            continue
        content = read(name)
        shown = planned.renamed.get(name, name)
        if _marked_up(name, content):
            try:
                yield shown, Copy(content=_part(name, content, wanted, planned))
            except (etree.XMLSyntaxError, ValueError) as error:
                raise RedactionRefused(
                    f"{shown} is damaged and cannot be redacted: {error}"
                ) from error
        elif name == "mimetype" or not content:
            yield shown, Copy(content=content)
        else:
            yield shown, inner(content, shown)


def _part(name: str, content: bytes, wanted: Removal, planned: Plan) -> bytes:
    root = closed_tree(content)
    unlink(name, root, planned)
    strike(root, wanted)
    return bytes_of(root)


def _marked_up(name: str, content: bytes) -> bool:
    begins = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    return bool(begins) and (name.lower().endswith(XML_ENDS) or begins.startswith(XML_HEADS))
