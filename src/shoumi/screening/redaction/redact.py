"""A redacted copy that has survived an attack, or none at all."""

import base64
import binascii
import re
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import unquote

import msgspec

from shoumi.screening.findings import Finding
from shoumi.screening.formats.encoding import encoding_of
from shoumi.screening.formats.sniff import sniff
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Layer, Passage
from shoumi.screening.redaction import package, pdf, picture
from shoumi.screening.redaction.attack import CHECKS, attack
from shoumi.screening.redaction.removal import (
    Copy,
    Method,
    RedactionRefused,
    Removal,
    clean,
    removal,
    spans,
)
from shoumi.screening.redaction.xml import cleaned_page
from shoumi.screening.walk import Eyes, walk

PACKAGES = frozenset({"docx", "xlsx", "pptx", "odf", "ofd"})
REDACTED_INSIDE = PACKAGES | {"pdf", "image", "text", "html"}
CARRIED = re.compile(r"data:(?P<kind>[\w/+.;=-]*?);base64,(?P<letters>[A-Za-z0-9+/=%\s]+)")
READABLE = frozenset(
    {Layer.BODY, Layer.TABLE, Layer.HEADER, Layer.FOOTER, Layer.FOOTNOTE, Layer.TEXT_BOX}
)


class Removed(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the protocol: what kind of thing went from where; never the thing itself."""

    rule: str
    layer: Layer
    place: str


class Protocol(msgspec.Struct, frozen=True, kw_only=True):
    """What was done, for the file of the release: digests, method, places, ways of attack.

    `left_out` are parts that went whole, because they cannot be taken apart or tell of others.
    """

    original: str
    redacted: str
    kind: str
    method: Method
    removed: tuple[Removed, ...]
    left_out: tuple[str, ...]
    attacked_by: tuple[str, ...]
    pictures_read: bool


class Redacted(msgspec.Struct, frozen=True, kw_only=True):
    """`name` is the file's own without what was removed: it may have stood there too."""

    content: bytes
    name: str
    protocol: Protocol


def redact(
    content: bytes, *, name: str, findings: Sequence[Finding], method: Method, eyes: Eyes | None
) -> Redacted:
    """Removes the findings' texts from every layer, then attacks the result.

    Raises RedactionRefused where the format cannot be redacted, a part cannot be read, or the
    attack reads a removed string back.
    """
    wanted = removal([finding.excerpt.found for finding in findings], method)
    kind = sniff(content)
    copy = (
        Copy(content=excerpt(content, name, wanted))
        if method is Method.EXCERPT
        else _copy(content, kind, wanted, eyes)
    )
    survivors = attack(copy.content, name="copy", wanted=wanted, eyes=eyes)
    if survivors:
        ways = "; ".join(sorted({f"{each.way} in {each.where}" for each in survivors}))
        raise RedactionRefused(f"a removed text could be read back ({ways}); no copy is handed out")
    removed = tuple(
        Removed(rule=each.rule, layer=each.layer, place=clean(_place(each), wanted.covering()))
        for each in findings
    )
    protocol = Protocol(
        original=sha256(content).hexdigest(),
        redacted=sha256(copy.content).hexdigest(),
        kind=kind,
        method=method,
        removed=removed,
        left_out=tuple(clean(part, wanted.covering()) for part in copy.left_out),
        attacked_by=CHECKS,
        pictures_read=eyes is not None,
    )
    return Redacted(content=copy.content, name=clean(name, wanted.covering()), protocol=protocol)


def _copy(content: bytes, kind: str, wanted: Removal, eyes: Eyes | None) -> Copy:
    if kind in PACKAGES:
        try:
            return package.redacted(
                content, wanted, lambda inner, name: _inner(inner, name, wanted, eyes)
            )
        except zipfile.BadZipFile as error:
            raise RedactionRefused(f"the package is damaged: {error}") from error
    if kind == "pdf":
        return Copy(content=pdf.redacted(content, wanted, eyes))
    if kind == "image":
        return Copy(content=picture.redacted(content, wanted, eyes))
    if kind == "html":
        return Copy(content=_page(content, wanted, eyes))
    if kind == "text":
        return Copy(content=_text(content, wanted))
    raise RedactionRefused(
        f"files of the kind {kind} cannot be redacted; convert to docx, pdf or text first"
    )


def _inner(content: bytes, name: str, wanted: Removal, eyes: Eyes | None) -> Copy:
    """Files inside: redacted like files of their own; what cannot be is emptied, and told.

    Drawings of metafiles, old office objects and sounds hold text that no reader finds in pieces.
    """
    kind = sniff(content)
    if kind not in REDACTED_INSIDE:
        return Copy(content=b"", left_out=("",))
    try:
        copy = _copy(content, kind, wanted, eyes)
    except RedactionRefused:
        return Copy(content=b"", left_out=("",))
    if kind == "text" and attack(copy.content, name=name, wanted=wanted, eyes=None):
        return Copy(content=b"", left_out=("",))  # settings of a program that only look like text
    return copy


def _text(content: bytes, wanted: Removal) -> bytes:
    text, name = _decoded(content)
    return clean(text, wanted).encode(name, "replace")


def _page(content: bytes, wanted: Removal, eyes: Eyes | None) -> bytes:
    text, name = _decoded(content)
    text = CARRIED.sub(lambda carried: _carried(carried, wanted, eyes), text)
    return cleaned_page(text, wanted).encode(name, "xmlcharrefreplace")


def _carried(carried: "re.Match[str]", wanted: Removal, eyes: Eyes | None) -> str:
    """A picture or file that stands in the page itself, as letters."""
    try:
        content = base64.b64decode(unquote(carried["letters"]))
    except binascii.Error:
        return "data:,"
    inner = _inner(content, "", wanted, eyes).content
    return f"data:{carried['kind']};base64,{base64.b64encode(inner).decode()}"


def _decoded(content: bytes) -> tuple[str, str]:
    name = encoding_of(content) or "utf-8"
    try:
        return content.decode(name), name
    except UnicodeDecodeError as error:
        raise RedactionRefused(
            f"the text is not whole in {name} at byte {error.start}; save it as UTF-8 first"
        ) from error


def excerpt(content: bytes, name: str, wanted: Removal) -> bytes:
    """The readable passages that hold none of the strings, as a UTF-8 text."""
    _, pieces = walk(content, name=name, limits=Limits(), eyes=None)
    texts = [
        line
        for piece in pieces
        if isinstance(piece, Passage) and piece.layer in READABLE
        for line in piece.text.splitlines()
    ]
    kept = [text for text, found in zip(texts, spans(texts, wanted), strict=True) if not found]
    return ("\n".join(kept) + "\n").encode()


def _place(finding: Finding) -> str:
    place = finding.place
    told = (
        place.part,
        place.sheet,
        place.cell,
        place.page or "",
        place.slide or "",
        place.paragraph or "",
        place.line or "",
    )
    return "/".join(str(part) for part in (*place.trail, *told) if part != "")
