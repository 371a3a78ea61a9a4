"""7z, rar, tar and zstd archives through libarchive."""

from collections.abc import Iterable, Iterator
from typing import Protocol

import libarchive

from shoumi.screening.formats.unopened import unopened
from shoumi.screening.formats.zipped import leads_out
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Piece, Pieces, Place, Why
from shoumi.screening.source import Source, opened

RAR4, RAR5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
VOLUME = 1
HEAD = 64


class Entry(Protocol):
    """A member as libarchive tells it."""

    pathname: str | bytes | None
    isdir: bool
    issym: bool
    islnk: bool

    def get_blocks(self) -> Iterable[bytes]:
        """The member's bytes, a block at a time."""
        ...


def read(source: Source, *, limits: Limits) -> Pieces:
    """Each regular member as a file; links are told by name only."""
    if one_of_several(bytes(source[:HEAD])):
        yield unopened(Why.MULTI_VOLUME, "the archive")
    format_name = "raw" if source[:4] == b"\x28\xb5\x2f\xfd" else "all"
    try:
        with libarchive.stream_reader(opened(source), format_name=format_name) as entries:
            yield from _members(entries, limits, len(source))
    except libarchive.ArchiveError as error:
        yield unopened(_why(str(error)), "the archive")


def _members(entries: Iterable[Entry], limits: Limits, packed: int) -> Iterator[Piece]:
    left = min(limits.unpacked, max(limits.ratio_floor, packed * limits.ratio))
    for number, entry in enumerate(entries):
        if number >= limits.members:
            yield unopened(Why.TOO_MANY, "the archive")
            return
        name = shown(entry.pathname or "?")
        place = Place(part=name)
        if leads_out(name):
            yield unopened(Why.UNSAFE_NAME, name, place)
        if entry.isdir or entry.issym or entry.islnk:
            continue
        content = _content(entry, min(left, limits.member))
        if content is None:
            yield unopened(Why.TOO_LARGE, name, place)
            return
        left -= len(content)
        yield Enclosed(name=name, content=content, layer=Layer.BODY, place=place)


def shown(name: str | bytes) -> str:
    """A member's name; bytes that the system's encoding cannot say are mostly GBK."""
    if isinstance(name, str):
        return name
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def one_of_several(head: bytes) -> bool:
    """Whether a rar file says that it is a volume; libarchive would read on as if it were not."""
    if head.startswith(RAR4):
        return head[9:10] == b"\x73" and bool(head[10] & VOLUME)
    if not head.startswith(RAR5):
        return False
    numbers = _numbers(head[12:])  # size, kind and flags of the first header
    _size, kind, flags = next(numbers, 0), next(numbers, 0), next(numbers, 0)
    if flags & 1:  # it has an extra area
        next(numbers, 0)
    return kind == 1 and bool(next(numbers, 0) & VOLUME)


def _numbers(content: bytes) -> Iterator[int]:
    """Numbers of seven bits a byte, the lowest first."""
    value = shift = 0
    for byte in content:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value = shift = 0


def _content(entry: Entry, bound: int) -> bytes | None:
    """None above the bound: the rest of a solid archive cannot be reached without it."""
    blocks, size = [], 0
    for block in entry.get_blocks():
        size += len(block)
        if size > bound:
            return None
        blocks.append(bytes(block))
    return b"".join(blocks)


def _why(error: str) -> Why:
    lower = error.lower()
    if "passphrase" in lower or "encrypt" in lower or "password" in lower:
        return Why.ENCRYPTED
    if "volume" in lower or "multi" in lower:
        return Why.MULTI_VOLUME
    return Why.DAMAGED
