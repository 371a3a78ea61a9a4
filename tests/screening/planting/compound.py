"""Compound files (OLE), written by hand: one sector chain a stream, no mini stream."""

import struct

from tests.screening.planting.marks import Planted, mark

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
HEAD = "<8s16sHHHHH6xIIIIIIIII"
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LEAST = 4096  # shorter streams would stand in the mini stream


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file whose root holds these streams, each padded to a whole chain."""
    bodies = [body.ljust(LEAST, b"\0") for body in streams.values()]
    bodies = [body.ljust(-(-len(body) // SECTOR) * SECTOR, b"\0") for body in bodies]
    directory_sectors = -(-(len(streams) + 1) // 4)
    table, starts = _table(bodies, directory_sectors)
    directory = b"".join(_entries(list(streams), bodies, starts))
    head = struct.pack(
        HEAD, MAGIC, bytes(16), 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, LEAST, END, 0, END, 0
    )
    difat = struct.pack("<109I", 0, *[FREE] * 108)
    fat = struct.pack(f"<{len(table)}I", *table)
    return (
        head + difat + fat + directory.ljust(directory_sectors * SECTOR, b"\0") + b"".join(bodies)
    )


def _table(bodies: list[bytes], directory_sectors: int) -> tuple[list[int], list[int]]:
    """The allocation table, and the first sector of each body."""
    table: list[int] = [FAT, *range(2, directory_sectors + 1), END]
    starts = []
    for body in bodies:
        first = len(table)
        starts.append(first)
        table += [*range(first + 1, first + len(body) // SECTOR), END]
    assert len(table) <= SECTOR // 4, "one FAT sector is enough for a test"
    return table + [FREE] * (SECTOR // 4 - len(table)), starts


def _entries(names: list[str], bodies: list[bytes], starts: list[int]) -> list[bytes]:
    entries = [_entry("Root Entry", 5, child=1 if names else FREE, start=END, size=0)]
    for i, (name, body, first) in enumerate(zip(names, bodies, starts, strict=True), start=1):
        right = i + 1 if i < len(names) else FREE
        entries.append(_entry(name, 2, right=right, start=first, size=len(body)))
    return entries


def _entry(
    name: str, kind: int, *, child: int = FREE, right: int = FREE, start: int, size: int
) -> bytes:
    wide = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        wide,
        len(wide) + 2,
        kind,
        1,
        FREE,
        right,
        child,
        bytes(16),
        0,
        0,
        0,
        start,
        size,
    )


def atom(kind: int, content: bytes, version: int = 0) -> bytes:
    return struct.pack("<HHI", version, kind, len(content)) + content


def ppt() -> Planted:
    slide = atom(1006, atom(4000, mark(1).encode("utf-16-le")), 0xF)
    notes = atom(1008, atom(4000, mark(2).encode("utf-16-le")), 0xF)
    comment = atom(12000, atom(4026, mark(3).encode("utf-16-le")), 0xF)
    return Planted(
        name="ppt",
        content=compound(
            {
                "PowerPoint Document": slide + notes + comment,
                "Other": b"\x01" + mark(4).encode("utf-16-le"),
            }
        ),
        layers={"body": {1}, "notes": {2}, "comment": {3}, "hidden-text": {4}},
    )


def msg() -> Planted:
    prefix = "__substg1.0_"
    return Planted(
        name="msg",
        content=compound(
            {
                "__properties_version1.0": bytes(32),
                f"{prefix}0037001F": mark(1).encode("utf-16-le"),
                f"{prefix}1000001F": mark(2).encode("utf-16-le"),
                f"{prefix}10130102": f"<p>{mark(3)}</p>".encode(),
            }
        ),
        layers={"properties": {1}, "body": {2, 3}},
    )


def doc() -> Planted:
    """A text stream that Word's own tables do not lead to: only the second net finds it."""
    body = bytes(600) + mark(1).encode("utf-16-le") + bytes(9) + mark(2).encode("utf-16-le")
    streams = {"WordDocument": body, "ObjectPool": mark(3).encode("gb18030")}
    return Planted(name="doc", content=compound(streams), layers={"hidden-text": {1, 2, 3}})
