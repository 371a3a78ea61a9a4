"""Sheets, slides and mail in the binary formats of old, and the same under WPS's names."""

import struct
import zlib

from tests.screening.planting.marks import Planted, mark
from tests.screening.planting.old.compound import (
    OWN_PROPERTIES,
    PROPERTIES,
    Tree,
    compound,
    packaged,
    summary,
)

LONGEST_RECORD = 60  # so short that strings run on into the records that continue


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def wide(text: str, form: str = "<HB") -> bytes:
    return struct.pack(form, len(text), 1) + text.encode("utf-16-le")


def shared(texts: list[str]) -> bytes:
    """The table of strings, cut into records in the middle of a string."""
    parts, body = [], struct.pack("<II", len(texts), len(texts))
    for text in texts:
        if len(body) + 3 > LONGEST_RECORD:
            parts.append(body)
            body = b""
        body += struct.pack("<HB", len(text), 1)
        for letter in text:
            if len(body) + 2 > LONGEST_RECORD:
                parts.append(body)
                body = b"\x01"
            body += letter.encode("utf-16-le")
    parts.append(body)
    return record(0xFC, parts[0]) + b"".join(record(0x3C, part) for part in parts[1:])


def cell(row: int, column: int, number: int) -> bytes:
    return record(0xFD, struct.pack("<HHHI", row, column, 15, number))


def drawn(kind: int, text: str) -> bytes:
    """An object of the drawing with its text: a note's or a box's."""
    return (
        record(0x5D, struct.pack("<HHHHH", 0x15, 0x12, kind, 1, 0) + bytes(12))
        + record(0x1B6, struct.pack("<HHHHHHHI", 0, 0, 0, 0, 0, len(text), 0, 0))
        + record(0x3C, b"\x01" + text.encode("utf-16-le"))
        + record(0x3C, bytes(16))
    )


def sheet(*records: bytes) -> bytes:
    head = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    return (
        head
        + record(0x200, struct.pack("<IIHHH", 0, 9, 0, 9, 0))
        + b"".join(records)
        + record(0x0A, b"")
    )


def choices(*items: str) -> bytes:
    empty = wide("\0")
    listed = "\0".join(items)
    formula = b"\x17" + wide(listed, "<BB")
    return record(
        0x1BE,
        struct.pack("<I", 3)
        + wide(mark(21))
        + empty * 3
        + struct.pack("<HH", len(formula), 0)
        + formula
        + bytes(4),
    )


def workbook() -> bytes:
    texts = ["表头", mark(1), mark(2), mark(3), mark(4), mark(5), mark(6), mark(7)]
    first = sheet(
        record(0x14, wide(f"&C{mark(8)}")),
        record(0x15, wide(f"&L{mark(9)}")),
        record(0x7D, struct.pack("<HHHHHH", 5, 6, 2048, 15, 1, 0)),
        record(0x208, struct.pack("<HHHHHHI", 5, 0, 9, 255, 0, 0, 0x20)),
        cell(0, 0, 0),
        cell(2, 1, 1),
        cell(5, 0, 2),
        cell(8, 5, 3),
        record(0x204, struct.pack("<HHH", 9, 0, 15) + wide(mark(10))),
        record(0x06, struct.pack("<HHH6sHHIH", 10, 0, 15, bytes(6), 0xFFFF, 0, 0, 0)),
        record(0x207, wide(mark(11))),
        drawn(0x19, mark(12)),
        record(0x1C, struct.pack("<HHHH", 0, 2, 0, 1) + wide("甲")),
        drawn(0x06, mark(13)),
        choices("甲", mark(14)),
    )
    second, third = sheet(cell(0, 0, 4)), sheet(cell(0, 0, 5))
    names = (("表", 0), ("隐", 1), ("深", 2))
    opening = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + record(
        0x42, struct.pack("<H", 1200)
    )
    table = shared(texts)
    place = len(opening) + sum(4 + 6 + 2 + 2 for _ in names) + len(table) + 4
    listed = b""
    for (name, state), body in zip(names, (first, second, third), strict=True):
        listed += record(0x85, struct.pack("<IBB", place, state, 0) + wide(name, "<BB"))
        place += len(body)
    return opening + listed + table + record(0x0A, b"") + first + second + third


def told(number: int) -> dict[str, bytes]:
    """Properties of a document with two marks: a title, and a property of one's own."""
    return {
        "\x05SummaryInformation": summary((PROPERTIES, {2: mark(number)}, {})),
        "\x05DocumentSummaryInformation": summary(
            (OWN_PROPERTIES, {15: "某公司"}, {}),
            (OWN_PROPERTIES, {2: mark(number + 1)}, {2: "文号"}),
        ),
    }


def module(source: str) -> bytes:
    """A module of macros: compiled rubbish, then the source packed with a copy in it."""
    raw = b'Attribute VB_Name = "M"\r\n' + source.encode("gb18030")
    body = bytearray()
    place = 0
    while place < len(raw):
        flags, tokens = 0, bytearray()
        for bit in range(8):
            if (
                raw[place : place + 3]
                and place > 2
                and raw[place : place + 3] == raw[place - 3 : place]
            ):
                bits = max((place - 1).bit_length(), 4)
                tokens += struct.pack("<H", 2 << (16 - bits))
                flags |= 1 << bit
                place += 3
            else:
                tokens += raw[place : place + 1]
                place += 1
        body += bytes([flags]) + tokens
    return b"\x01\x16\x03" * 20 + b"\x01" + struct.pack("<H", 0xB000 | len(body) - 1) + bytes(body)


def macros(number: int) -> dict[str, dict[str, bytes]]:
    return {"VBA": {"Module1": module(f"' ababababab {mark(number)}\r\n")}}


def xls() -> Planted:
    streams: dict[str, bytes | Tree] = {"Workbook": workbook(), **told(15)}
    streams["_VBA_PROJECT_CUR"] = macros(17)
    objects = {"MBD1": {"\x01Ole10Native": packaged("a.txt", mark(18).encode("gb18030"))}}
    return Planted(
        name="xls",
        content=compound({**streams, **objects}),
        layers={
            "body": {1, 10, 11},
            "hidden-row": {2, 3},
            "hidden-sheet": {4, 5},
            "hidden-text": {6, 7},
            "header": {8},
            "footer": {9},
            "comment": {12},
            "text-box": {13},
            "form-field": {14, 21},
            "properties": {15},
            "custom-properties": {16},
            "markup": {17},
            "embedded": {18},
        },
    )


def atom(kind: int, content: bytes, version: int = 0) -> bytes:
    return struct.pack("<HHI", version, kind, len(content)) + content


def tree(kind: int, *content: bytes, instance: int = 0) -> bytes:
    return atom(kind, b"".join(content), instance << 4 | 0xF)


def text(words: str, kind: int = 1) -> bytes:
    return tree(0xF00D, atom(3999, struct.pack("<I", kind)), atom(4000, words.encode("utf-16-le")))


def string(words: str, instance: int) -> bytes:
    return atom(4026, words.encode("utf-16-le"), instance << 4)


def shape(words: str) -> bytes:
    described = words.encode("utf-16-le") + b"\0\0"
    return atom(0xF00B, struct.pack("<HI", 0x8381, len(described)) + described, 1 << 4 | 3)


def slideshow() -> bytes:
    outline = tree(4080, atom(1011, bytes(20)), atom(4000, mark(1).encode("utf-16-le")),
                   atom(1011, bytes(20)), atom(4000, mark(2).encode("utf-16-le")))  # fmt: skip
    headers = tree(4057, string(mark(3), 1), string(mark(4), 2))
    first = tree(1006, tree(1036, text(mark(5)), text(mark(6), 4), shape(mark(7))),
                 tree(12000, string("甲", 0), string(mark(8), 1)))  # fmt: skip
    hidden = tree(1006, atom(1017, bytes(10) + b"\x04\0" + bytes(4)), tree(1036, text(mark(9))))
    packed = compound({"\x01Ole10Native": packaged("b.txt", mark(12).encode())})
    stored = compound({"VBA": {"M": module(f"' {mark(13)}")}})
    return b"".join(
        (
            tree(1000, outline, headers),
            tree(1016, tree(1036, text(mark(10)))),
            first,
            hidden,
            tree(1008, tree(1036, text(mark(11)))),
            atom(4113, struct.pack("<I", len(packed)) + zlib.compress(packed), 1 << 4),
            atom(4113, stored),
        )
    )


def ppt() -> Planted:
    streams = {"PowerPoint Document": slideshow(), "Left": b"\x01" + mark(16).encode("utf-16-le")}
    return Planted(
        name="ppt",
        content=compound({**streams, **told(14)}),
        layers={
            "body": {1, 5},
            "hidden-slide": {2, 9},
            "header": {3},
            "footer": {4},
            "text-box": {6},
            "alt-text": {7},
            "comment": {8},
            "markup": {10, 13},
            "notes": {11},
            "embedded": {12},
            "properties": {14},
            "custom-properties": {15},
            "hidden-text": {16},
        },
    )


def rich(words: str) -> str:
    coded = "".join(f"\\u{ord(c)}?" for c in words)
    return rf"{{\rtf1\ansi\ansicpg936\uc1 {coded}\par}}"


def packed_rtf(rtf: str) -> bytes:
    """Rich text packed as mail programs do, its head as a copy of the words that they begin with."""
    raw = rtf.encode()
    assert raw.startswith(b"{\\rtf1\\ansi")
    tokens = [struct.pack(">H", 0 << 4 | 9)] + [raw[i : i + 1] for i in range(11, len(raw))]
    end = struct.pack(">H", ((207 + len(raw)) % 4096) << 4)
    body, flags = b"", [1] + [0] * (len(tokens) - 1) + [1]
    tokens.append(end)
    for i in range(0, len(tokens), 8):
        bits = sum(flag << n for n, flag in enumerate(flags[i : i + 8]))
        body += bytes([bits]) + b"".join(tokens[i : i + 8])
    return struct.pack("<II4sI", len(body) + 12, len(raw), b"LZFu", 0) + body


def msg() -> Planted:
    prefix = "__substg1.0_"
    attached = {
        f"{prefix}3707001F": "附件.txt".encode("utf-16-le"),
        f"{prefix}37010102": mark(4).encode("gb18030"),
    }
    inner = {
        f"{prefix}0037001F": "内".encode("utf-16-le"),
        f"{prefix}1000001F": mark(5).encode("utf-16-le"),
    }
    return Planted(
        name="msg",
        content=compound(
            {
                "__properties_version1.0": bytes(32),
                f"{prefix}0037001F": mark(1).encode("utf-16-le"),
                f"{prefix}1000001F": mark(2).encode("utf-16-le"),
                f"{prefix}10130102": f"<p>{mark(3)}</p>".encode(),
                "__attach_version1.0_#00000000": attached,
                "__attach_version1.0_#00000001": {f"{prefix}3701000D": inner},
                "__attach_version1.0_#00000002": {
                    f"{prefix}3701000D": {"\x01Ole10Native": packaged("o.txt", mark(6).encode())}
                },
            }
        ),
        layers={"properties": {1}, "body": {2, 3}, "attachment": {4, 5}, "embedded": {6}},
    )


def rtf_only_msg() -> Planted:
    return Planted(
        name="msg of rich text",
        content=compound(
            {
                "__properties_version1.0": bytes(32),
                "__substg1.0_10090102": packed_rtf(rich(mark(1))),
            }
        ),
        layers={"body": {1}},
    )


def attribute(level: int, kind: int, body: bytes) -> bytes:
    return (
        struct.pack("<BII", level, kind, len(body)) + body + struct.pack("<H", sum(body) & 0xFFFF)
    )


def mapi(tag: int, kind: int, value: bytes) -> bytes:
    return struct.pack("<HHII", kind, tag, 1, len(value)) + value + bytes(-len(value) % 4)


def winmail() -> Planted:
    properties = (
        struct.pack("<I", 4)
        + struct.pack("<HHI", 3, 0x0017, 1)
        + mapi(0x1009, 0x102, packed_rtf(rich(mark(2))))
        + mapi(0x0E1D, 0x1F, (mark(3) + "\0").encode("utf-16-le"))
        + mapi(0x1013, 0x102, f"<p>{mark(4)}</p>".encode())
    )
    content = struct.pack("<IH", 0x223E9F78, 1) + b"".join(
        (
            attribute(1, 0x18004, mark(1).encode("gb18030") + b"\0"),
            attribute(1, 0x69003, properties),
            attribute(2, 0x69002, bytes(14)),
            attribute(2, 0x18010, "附件.txt\0".encode("gb18030")),
            attribute(2, 0x6800F, mark(5).encode()),
        )
    )
    return Planted(
        name="winmail.dat",
        content=content,
        layers={"properties": {1, 3}, "body": {2, 4}, "attachment": {5}},
    )
