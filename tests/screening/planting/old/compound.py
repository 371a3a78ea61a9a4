"""Compound files (OLE) as writers of old make them: storages, a mini stream, exact sizes."""

import struct
from collections.abc import Mapping
from typing import TypeAlias

import msgspec

Tree: TypeAlias = Mapping[str, "bytes | Tree"]
SECTOR, MINI, LEAST = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
HEAD = "<8s16sHHHHH6xIIIIIIIII"
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STORAGE, STREAM, ROOT = 1, 2, 5


class _Entry(msgspec.Struct, kw_only=True):
    """A line of the directory; numbers of other lines, FREE for none."""

    name: str
    kind: int
    body: bytes = b""
    child: int = FREE
    right: int = FREE
    start: int = END
    size: int = 0


def compound(tree: Tree) -> bytes:
    """A compound file with these streams and storages; those below 4096 bytes share one stream."""
    entries = [_Entry(name="Root Entry", kind=ROOT)]
    entries[0].child = _listed(tree, entries)
    mini, minitable = _small(entries)
    entries[0].body = mini
    table: list[int] = []
    sectors: list[bytes] = []
    minifat = struct.pack(f"<{len(minitable)}I", *minitable)
    first_minifat = _chain(minifat, b"\xff", table, sectors) if minifat else END
    for entry in entries:
        large = entry.kind == STREAM and len(entry.body) >= LEAST
        if large or (entry.kind == ROOT and entry.body):
            entry.start, entry.size = _chain(entry.body, b"\0", table, sectors), len(entry.body)
    blank = struct.pack("<64sHBBIII16sIQQIQ", b"", 0, 0, 0, FREE, FREE, FREE, b"", 0, 0, 0, 0, 0)
    lines = [_line(entry) for entry in entries]
    directory = _chain(b"".join(lines + [blank] * (-len(lines) % 4)), b"\0", table, sectors)
    fats = 1
    while len(table) + fats > fats * SECTOR // 4:
        fats += 1
    places = list(range(len(table), len(table) + fats))
    assert fats <= 109, "a test's file is smaller than seven megabytes"
    table += [FAT] * fats
    table += [FREE] * (fats * SECTOR // 4 - len(table))
    head = struct.pack(
        HEAD, MAGIC, bytes(16), 62, 3, 0xFFFE, 9, 6, 0, fats, directory, 0, LEAST,
        first_minifat, -(-len(minifat) // SECTOR), END, 0,
    )  # fmt: skip
    difat = struct.pack("<109I", *places, *[FREE] * (109 - fats))
    return head + difat + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def _listed(tree: Tree, entries: list[_Entry]) -> int:
    """Adds a storage's members, each the right neighbour of the one before; the first's number."""
    first, last = FREE, None
    for name in sorted(tree, key=lambda each: (len(each), each.upper())):
        content = tree[name]
        entry = _Entry(name=name, kind=STREAM if isinstance(content, bytes) else STORAGE)
        number = len(entries)
        entries.append(entry)
        if last is None:
            first = number
        else:
            last.right = number
        last = entry
        if isinstance(content, bytes):
            entry.body, entry.size = content, len(content)
        else:
            entry.child = _listed(content, entries)
    return first


def _small(entries: list[_Entry]) -> tuple[bytes, list[int]]:
    """The mini stream and its table."""
    mini, table = bytearray(), list[int]()
    for entry in entries:
        if entry.kind == STREAM and 0 < len(entry.body) < LEAST:
            entry.start = len(table)
            count = -(-len(entry.body) // MINI)
            table += [*range(entry.start + 1, entry.start + count), END]
            mini += entry.body.ljust(count * MINI, b"\0")
    table += [FREE] * (-len(table) % (SECTOR // 4))
    return bytes(mini), table


def _chain(body: bytes, filler: bytes, table: list[int], sectors: list[bytes]) -> int:
    first, count = len(table), -(-len(body) // SECTOR)
    table += [*range(first + 1, first + count), END]
    sectors.append(body.ljust(count * SECTOR, filler))
    return first


def _line(entry: _Entry) -> bytes:
    wide = entry.name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ", wide, len(wide) + 2, entry.kind, 1, FREE, entry.right, entry.child,
        bytes(16), 0, 0, 0, entry.start, entry.size,
    )  # fmt: skip


PROPERTIES = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")  # of a summary
OWN_PROPERTIES = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")  # a person's own


def summary(*sections: tuple[bytes, dict[int, str], dict[int, str]]) -> bytes:
    """A property stream: for each section its format, its values by number, names of numbers."""
    place = 28 + 20 * len(sections)
    head, bodies = struct.pack("<HHI16sI", 0xFFFE, 0, 2, bytes(16), len(sections)), b""
    for format_id, values, names in sections:
        body = _section(values, names)
        head += format_id + struct.pack("<I", place + len(bodies))
        bodies += body
    return head + bodies


def _section(values: dict[int, str], names: dict[int, str]) -> bytes:
    items = [(1, struct.pack("<Ih2x", 2, 936))]
    if names:
        said = b"".join(
            struct.pack("<II", number, len(name.encode("gbk")) + 1) + name.encode("gbk") + b"\0"
            for number, name in names.items()
        )
        items.insert(0, (0, struct.pack("<I", len(names)) + said + bytes(-len(said) % 4)))
    for number, text in values.items():
        raw = text.encode("gb18030") + b"\0"
        raw += bytes(-len(raw) % 4)
        items.append((number, struct.pack("<II", 30, len(raw)) + raw))
    place, listed, body = 8 + 8 * len(items), b"", b""
    for number, item in items:
        listed += struct.pack("<II", number, place + len(body))
        body += item
    return struct.pack("<II", 8 + len(listed) + len(body), len(items)) + listed + body


def packaged(name: str, content: bytes) -> bytes:
    """An Ole10Native stream: a file as the packager of old wraps it."""
    label = name.encode("gbk") + b"\0"
    path = b"C:\\" + label
    inner = (
        b"\x02\x00" + label + path + b"\x00\x00\x03\x00"
        + struct.pack("<I", len(path)) + path + struct.pack("<I", len(content)) + content
    )  # fmt: skip
    return struct.pack("<I", len(inner)) + inner
