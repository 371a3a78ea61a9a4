"""Zip archives, members within limits, names in whatever encoding."""

import zipfile
from collections.abc import Iterator

from shoumi.screening.formats.package import bomb
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.formats.zipfaults import ZIP_FAILURES
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Passage, Piece, Pieces, Place, Why
from shoumi.screening.source import Source, opened

UTF8_FLAG = 0x800
SPANNED = b"PK\x07\x08"


def read(source: Source, *, limits: Limits) -> Pieces:
    """Each member as a file; comments as text."""
    if source[:4] == SPANNED:
        yield unopened(Why.MULTI_VOLUME, "the archive")
        return
    try:
        archive = zipfile.ZipFile(opened(source))
    except ZIP_FAILURES as error:
        why = Why.MULTI_VOLUME if "disk" in str(error) else Why.DAMAGED
        yield unopened(why, "the archive")
        return
    if archive.comment:
        yield Passage(text=archive.comment.decode("gb18030", "replace"), layer=Layer.COMMENT)
    left = limits.unpacked
    for number, member in enumerate(archive.infolist()):
        if number >= limits.members:
            yield unopened(Why.TOO_MANY, "the archive")
            return
        left -= member.file_size
        if not member.is_dir():
            yield from _member(archive, member, limits, left)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits, left: int
) -> Iterator[Piece]:
    name = shown(member)
    place = Place(part=name)
    if leads_out(name):
        yield unopened(Why.UNSAFE_NAME, name, place)
    if member.comment:
        yield Passage(
            text=member.comment.decode("gb18030", "replace"), layer=Layer.COMMENT, place=place
        )
    if member.flag_bits & 0x1:
        yield unopened(Why.ENCRYPTED, name, place)
    elif left < 0 or bomb(member.file_size, member.compress_size, limits) is not None:
        yield unopened(Why.TOO_LARGE, name, place)
    else:
        try:
            content = archive.read(member)
        except ZIP_FAILURES:
            yield unopened(Why.DAMAGED, name, place)
        else:
            yield Enclosed(name=name, content=content, layer=Layer.BODY, place=place)


def shown(member: zipfile.ZipInfo) -> str:
    """A member's name; those without the UTF-8 flag are mostly GBK written by Windows."""
    if member.flag_bits & UTF8_FLAG:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for name in ("utf-8", "gb18030"):
        try:
            return raw.decode(name)
        except UnicodeDecodeError:
            continue
    return member.filename


def leads_out(name: str) -> bool:
    """Names that would be written outside the folder that one unpacks into."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or plain[1:2] == ":"
