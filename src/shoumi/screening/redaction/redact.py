"""A redacted copy that has survived an attack, or none at all."""

import zipfile
from collections.abc import Sequence
from hashlib import sha256

import msgspec

from shoumi.screening.findings import Finding
from shoumi.screening.formats.encoding import encoding_of
from shoumi.screening.formats.sniff import sniff
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Layer, Passage
from shoumi.screening.redaction import package, pdf, picture
from shoumi.screening.redaction.attack import CHECKS, attack
from shoumi.screening.redaction.removal import (
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
READABLE = frozenset(
    {Layer.BODY, Layer.TABLE, Layer.HEADER, Layer.FOOTER, Layer.FOOTNOTE, Layer.TEXT_BOX}
)


class Removed(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the protocol: what kind of thing went from where; never the thing itself."""

    rule: str
    layer: Layer
    place: str


class Protocol(msgspec.Struct, frozen=True, kw_only=True):
    """What was done, for the file of the release: digests, method, places, ways of attack."""

    original: str
    redacted: str
    kind: str
    method: Method
    removed: tuple[Removed, ...]
    attacked_by: tuple[str, ...]
    pictures_read: bool


class Redacted(msgspec.Struct, frozen=True, kw_only=True):
    content: bytes
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
        excerpt(content, name, wanted)
        if method is Method.EXCERPT
        else _copy(content, kind, wanted, eyes)
    )
    survivors = attack(copy, name="copy", wanted=wanted, eyes=eyes)
    if survivors:
        ways = "; ".join(sorted({f"{each.way} in {each.where}" for each in survivors}))
        raise RedactionRefused(f"a removed text could be read back ({ways}); no copy is handed out")
    removed = tuple(
        Removed(rule=each.rule, layer=each.layer, place=_place(each)) for each in findings
    )
    protocol = Protocol(
        original=sha256(content).hexdigest(),
        redacted=sha256(copy).hexdigest(),
        kind=kind,
        method=method,
        removed=removed,
        attacked_by=CHECKS,
        pictures_read=eyes is not None,
    )
    return Redacted(content=copy, protocol=protocol)


def _copy(content: bytes, kind: str, wanted: Removal, eyes: Eyes | None) -> bytes:
    if kind in PACKAGES:
        try:
            return package.redacted(
                content, wanted, lambda inner, name: _inner(inner, name, wanted, eyes)
            )
        except zipfile.BadZipFile as error:
            raise RedactionRefused(f"the package is damaged: {error}") from error
    if kind == "pdf":
        return pdf.redacted(content, wanted, eyes)
    if kind == "image":
        return picture.redacted(content, wanted, eyes)
    if kind == "html":
        return _page(content, wanted)
    if kind == "text":
        return _text(content, wanted)
    raise RedactionRefused(
        f"files of the kind {kind} cannot be redacted; convert to docx, pdf or text first"
    )


def _inner(content: bytes, name: str, wanted: Removal, eyes: Eyes | None) -> bytes:
    """Files inside: redacted like files of their own; what cannot be is emptied where it is hit."""
    kind = sniff(content)
    if kind in PACKAGES | {"pdf", "image", "text", "html"}:
        return _copy(content, kind, wanted, eyes)
    return b"" if attack(content, name=name, wanted=wanted, eyes=eyes) else content


def _text(content: bytes, wanted: Removal) -> bytes:
    name = encoding_of(content) or "utf-8"
    return clean(content.decode(name), wanted).encode(name, "replace")


def _page(content: bytes, wanted: Removal) -> bytes:
    name = encoding_of(content) or "utf-8"
    return cleaned_page(content.decode(name), wanted).encode(name, "xmlcharrefreplace")


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
