"""Compound files: doc, xls, ppt, their WPS kin (wps, et, dps), msg, and packages in them."""

import struct
from collections.abc import Iterator
from struct import unpack_from
from typing import TypeAlias

import msgspec
import olefile

from shoumi.screening.formats import (
    ole_mail,
    ole_properties,
    ole_sheets,
    ole_slides,
    ole_words,
    vba,
)
from shoumi.screening.formats.pieced import TornWordError, locked, pieced, table_name
from shoumi.screening.formats.raw import Told, pictures, strings
from shoumi.screening.formats.registry import MODULES
from shoumi.screening.formats.sniff import sniff
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Passage, Piece, Pieces, Place, Why
from shoumi.screening.source import Source, opened

Path: TypeAlias = tuple[str, ...]
STREAM_LIMIT = 128 * 2**20
HEAD = 512
SHIFTS, SMALL_SHIFT = frozenset({9, 12}), 6
SHARED = 2  # streams of a sound file share no sectors: together they are no larger than it
FAILURES = (OSError, ValueError, IndexError, struct.error, TypeError)  # olefile's, of torn chains
MAIL = "__properties_version1.0"
FILES = frozenset({"Package", "CONTENTS", "\x01Ole10Native"})


class _Compound(msgspec.Struct, kw_only=True):
    """The open file, the text told so far, and the bytes that it was read from."""

    file: olefile.OleFileIO
    names: tuple[Path, ...]
    told: Told = msgspec.field(default_factory=Told)
    covered: dict[Path, tuple[tuple[int, int], ...]] = {}

    def stream(self, *path: str) -> bytes:
        content: bytes = self.file.openstream(list(path)).read()
        return content


def read(source: Source, *, limits: Limits) -> Pieces:
    """The format's own reader first; then every stream is searched for text that it left out.

    A file whose chains are torn is searched as one run of bytes, for what they still hold.
    """
    try:
        _sound(bytes(source[:HEAD]), len(source))
        with olefile.OleFileIO(opened(source)) as file:
            yield from _whole(file, len(source), limits)
    except FAILURES as error:
        yield unopened(Why.DAMAGED, f"the document ({type(error).__name__})")
        yield from _loose(bytes(source[:STREAM_LIMIT]), ("",), Told())


def _sound(head: bytes, length: int) -> None:
    """Raises ValueError where the head claims what the file cannot hold.

    The library takes claims at their word: a file of some kilobytes would cost gigabytes.
    """
    shift, small_shift = unpack_from("<HH", head, 30)
    tables, small_tables, far_tables = (unpack_from("<I", head, at)[0] for at in (44, 64, 72))
    if shift not in SHIFTS or small_shift != SMALL_SHIFT:
        raise ValueError("sectors of no size that there is")
    if max(tables, small_tables, far_tables) > (length >> shift) + 1:
        raise ValueError("more tables than the file has sectors")


def _whole(file: olefile.OleFileIO, length: int, limits: Limits) -> Iterator[Piece]:
    if file.root is None or file.root.size > length:
        raise ValueError("small streams that are larger than the file")
    listed = [tuple(path) for path in file.listdir()]
    names: list[Path] = []
    left = SHARED * length
    for path in listed:
        size = file.get_size(list(path))
        left -= size
        if size > length or left < 0:
            label = "/".join(path)
            yield unopened(Why.DAMAGED, label, Place(part=label))
        else:
            names.append(path)
    compound = _Compound(file=file, names=tuple(names))
    if {path[0] for path in compound.names} & {"EncryptedPackage", "EncryptedSummary"}:
        yield unopened(Why.ENCRYPTED, "the document")
        return
    for piece in _own(compound, limits):
        if isinstance(piece, Passage):
            compound.told.add(piece.text)
        yield piece
    yield from _streams(compound)


def _own(compound: _Compound, limits: Limits) -> Iterator[Piece]:
    """What the readers of the formats make of the file and of the documents embedded in it."""
    if (MAIL,) in compound.names:
        yield from ole_mail.pieces(compound.file, compound.names, limits)
    for path in compound.names:
        if compound.file.get_size(list(path)) > STREAM_LIMIT:
            continue
        lent = Layer.EMBEDDED if len(path) > 1 else None
        for piece in _document(compound, path, limits):
            if lent and isinstance(piece, Passage) and piece.layer is Layer.BODY:
                yield msgspec.structs.replace(piece, layer=lent)
            else:
                yield piece


def _document(compound: _Compound, path: Path, limits: Limits) -> Iterator[Piece]:
    match path[-1]:
        case "WordDocument":
            yield from _word(compound, path)
        case "Workbook" | "Book":
            yield from ole_sheets.pieces(compound.stream(*path))
        case "PowerPoint Document":
            yield from ole_slides.pieces(compound.stream(*path), limits)
        case name if name in ole_properties.STREAMS:
            yield from ole_properties.properties(compound.stream(*path), "/".join(path)[1:])
        case _ if len(path) > 1 and path[-2].upper() == "VBA":
            for text in vba.sources(compound.stream(*path)):
                yield Passage(text=text, layer=Layer.MARKUP, place=Place(part="/".join(path)))


def _word(compound: _Compound, path: Path) -> Iterator[Piece]:
    word = compound.stream(*path)
    table = (*path[:-1], table_name(word))
    if locked(word):
        yield unopened(Why.ENCRYPTED, "the document")
        return
    try:
        text = pieced(word, compound.stream(*table) if table in compound.names else b"")
    except TornWordError:
        yield unopened(Why.DAMAGED, "the document's text table")
        return
    compound.covered[path] = text.covered
    yield from ole_words.passages(text, "/".join(path))


def _streams(compound: _Compound) -> Iterator[Piece]:
    mail = (MAIL,) in compound.names
    for path in compound.names:
        label = "/".join(path)
        if mail and not ole_mail.strange(path):
            continue
        if compound.file.get_size(list(path)) > STREAM_LIMIT:
            yield unopened(Why.TOO_LARGE, label, Place(part=label))
            continue
        content = compound.stream(*path)
        wrapped = _unwrapped(content, label) if path[-1] in FILES else None
        if wrapped is not None:
            yield wrapped
            continue
        yield from _loose(_uncovered(content, compound.covered.get(path, ())), path, compound.told)


def _uncovered(content: bytes, covered: tuple[tuple[int, int], ...]) -> bytes:
    """The bytes with those blotted out that were read as text already."""
    if not covered:
        return content
    rest = bytearray(content)
    for begin, end in covered:
        last = min(end, len(rest))
        rest[begin:last] = bytes(max(last - begin, 0))
    return bytes(rest)


def _loose(content: bytes, path: Path, told: Told) -> Iterator[Piece]:
    """Text and pictures that nobody has told yet."""
    place = Place(part="/".join(path))
    if path[-1].startswith("\x05"):
        layer = Layer.PROPERTIES
    else:
        layer = Layer.HIDDEN_TEXT if len(path) == 1 else Layer.EMBEDDED
    for text in strings(content, told):
        yield Passage(text=text, layer=layer, place=place)
    for number, picture in enumerate(pictures(content), start=1):
        yield Enclosed(name=f"picture {number}", content=picture, layer=Layer.EMBEDDED, place=place)


def _unwrapped(content: bytes, label: str) -> Enclosed | None:
    """A file inside, packed by the packager or as it is; None for bytes of no known kind."""
    try:
        name, inner = label, content
        if content[4:6] == b"\x02\x00":
            name, inner = _packaged(content)
    except (struct.error, ValueError):  # not the packager's: told as loose text
        return None
    if not inner or sniff(inner) not in MODULES:
        return None
    return Enclosed(name=name, content=inner, layer=Layer.EMBEDDED, place=Place(part=label))


def _packaged(content: bytes) -> tuple[str, bytes]:
    """Name and bytes behind size, flags, name, path, flags, path and size."""
    name_end = content.index(b"\x00", 6)
    path_end = content.index(b"\x00", name_end + 1)
    length = unpack_from("<I", content, path_end + 5)[0]
    place = path_end + 9 + length
    size = unpack_from("<I", content, place)[0]
    return content[6:name_end].decode("gb18030", "replace"), content[place + 4 : place + 4 + size]
