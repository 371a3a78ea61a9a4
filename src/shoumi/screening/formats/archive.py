"""7z, rar, tar and zstd archives through libarchive."""

from collections.abc import Iterable, Iterator
from typing import Protocol

import libarchive

from shoumi.screening.formats.unopened import unopened
from shoumi.screening.formats.zipped import leads_out
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Piece, Pieces, Place, Why
from shoumi.screening.source import Source, opened


class Entry(Protocol):
    """A member as libarchive tells it."""

    pathname: str | None
    isdir: bool
    issym: bool
    islnk: bool

    def get_blocks(self) -> Iterable[bytes]:
        """The member's bytes, a block at a time."""
        ...


def read(source: Source, *, limits: Limits) -> Pieces:
    """Each regular member as a file; links are told by name only."""
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
        name = entry.pathname or "?"
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
