"""Archives of every kind, one in another, and files embedded in files.

Nobody but its maker writes rar, so two small writers of stored members stand here, for the old
format and the new.
"""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping

import py7zr

from tests.screening.planting.marks import Planted, mark
from tests.screening.planting.office import zipped

RAR4, RAR5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"


def _block(kind: int, flags: int, rest: bytes, data: bytes = b"") -> bytes:
    """A block of the old format; its checksum is the lower half of a longer one."""
    body = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", zlib.crc32(body) & 0xFFFF) + body + data


def rar4(members: Mapping[str, bytes], *, volume: int = 0) -> bytes:
    """An archive of stored members in the format of before 2013; names in GBK."""
    parts = [RAR4, _block(0x73, volume, bytes(6))]
    for name, content in members.items():
        said = name.encode("gbk")
        rest = struct.pack(
            "<IIBIIBBHI", len(content), len(content), 0, zlib.crc32(content), 0x5000_0000, 20, 0x30,
            len(said), 0x20,
        )  # fmt: skip
        parts.append(_block(0x74, 0x8000, rest + said, content))
    return b"".join((*parts, _block(0x7B, 0x4000, b"")))


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def _header(body: bytes, data: bytes = b"") -> bytes:
    sized = _number(len(body)) + body
    return struct.pack("<I", zlib.crc32(sized)) + sized + data


def rar5(members: Mapping[str, bytes], *, volume: int = 0, locked: bool = False) -> bytes:
    """An archive of stored members in the format of since 2013."""
    parts = [RAR5]
    if locked:
        parts.append(_header(bytes([4, 0, 0, 0, 15]) + bytes(16)))
    parts.append(_header(bytes([1, 0, volume])))
    for name, content in members.items():
        said = name.encode()
        body = b"\x02\x02" + _number(len(content)) + b"\x04" + _number(len(content)) + b"\x20"
        body += struct.pack("<I", zlib.crc32(content)) + b"\x00\x00" + _number(len(said)) + said
        parts.append(_header(body, content))
    return b"".join((*parts, _header(bytes([5, 0, 0]))))


def tarred(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as archive:  # type: ignore[call-overload]  # the mode is a word
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return target.getvalue()


def seven(members: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with py7zr.SevenZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(content, name)
    return target.getvalue()


def commented(members: Mapping[str, bytes], words: str) -> bytes:
    """A zip file with words beside its members, its names in GBK without saying so."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = words.encode("gbk")
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def _pair(first: int) -> dict[str, bytes]:
    return {f"{mark(first)}.txt": mark(first + 1).encode("gb18030")}


def archives() -> list[Planted]:
    """Each kind alone: a mark in a name and one in the member's text."""
    layers = {"file-name": {1}, "body": {2}}
    named = {
        "rar 4": rar4(_pair(1)),
        "rar 5": rar5(_pair(1)),
        "7z": seven(_pair(1)),
        "tar": tarred(_pair(1)),
        "tar.gz": tarred(_pair(1), "w:gz"),
        "tar.xz": tarred(_pair(1), "w:xz"),
    }
    plain = mark(1).encode()
    packed = {"gz": gzip.compress(plain), "bz2": bz2.compress(plain), "xz": lzma.compress(plain)}
    return [
        Planted(
            name="zip with a comment",
            content=commented(_pair(1), mark(3)),
            layers={**layers, "comment": {3}},
        ),
        *(Planted(name=name, content=content, layers=layers) for name, content in named.items()),
        *(
            Planted(name=name, content=content, layers={"body": {1}})
            for name, content in packed.items()
        ),
    ]


def nested() -> Planted:
    """Seven containers, each of another kind, one in the other."""
    content = mark(1).encode("gb18030")
    content = rar5({"a.txt": content, f"{mark(2)}.txt": b"x"})
    content = rar4({"b.rar": content, "b.txt": mark(3).encode()})
    content = seven({"c.rar": content, "c.txt": mark(4).encode()})
    content = tarred({"d.7z": content, "d.txt": mark(5).encode()}, "w:bz2")
    content = zipped({"e.tbz": content, "e.txt": mark(6)})
    return Planted(
        name="zip of all", content=gzip.compress(content),
        layers={"body": {1, 3, 4, 5, 6}, "file-name": {2}},
    )  # fmt: skip
