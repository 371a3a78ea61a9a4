"""Word 97-2003 files: information block, piece table, stories, and runs with properties."""

import struct

import msgspec

from tests.screening.planting.marks import Planted, mark
from tests.screening.planting.old.compound import (
    OWN_PROPERTIES,
    PROPERTIES,
    compound,
    packaged,
    summary,
)

PAGE = 512
TEXT_AT = 0x600
STORIES_AT = 0x4C  # counts of characters: text, notes, headers, macros, comments, end notes, boxes
TABLES_AT = 0x9A
HEADER_STORIES, RUNS, PIECES = 11, 12, 33
VANISH, DELETED, INSERTED, WHITE = (
    b"\x3c\x08\x01",
    b"\x00\x08\x01",
    b"\x01\x08\x01",
    b"\x42\x2a\x08",
)


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """Text with its properties as Word codes them; `narrow` stands in one byte a character."""

    text: str
    sprms: bytes = b""
    narrow: bool = False


class Stories(msgspec.Struct, frozen=True, kw_only=True):
    text: tuple[Run, ...]
    notes: str = ""
    headers: tuple[str, ...] = ()
    comments: str = ""
    ends: str = ""
    boxes: str = ""


def word_streams(stories: Stories, *, flags: int = 0, left_over: str = "") -> dict[str, bytes]:
    """The two streams that hold the text; `left_over` lies between pieces, as after a fast save."""
    headers = "".join(stories.headers)
    lengths = [sum(len(run.text) for run in stories.text), len(stories.notes), len(headers), 0,
               len(stories.comments), len(stories.ends), len(stories.boxes), 0]  # fmt: skip
    rest = f"{stories.notes}{headers}{stories.comments}{stories.ends}{stories.boxes}"
    runs = [*stories.text, Run(text=rest)] if rest else [*stories.text]
    body, starts = bytearray(), list[int]()
    for i, run in enumerate(runs):
        starts.append(TEXT_AT + len(body))
        body += run.text.encode("cp1252" if run.narrow else "utf-16-le")
        body += bytes(len(body) % 2)
        if i == 0:
            body += left_over.encode("utf-16-le")
    end = TEXT_AT + len(body)
    page_at = -(-end // PAGE) * PAGE
    table, places = _table(runs, starts, end, page_at // PAGE, stories.headers)
    head = bytearray(TEXT_AT)
    struct.pack_into("<HHHHHH", head, 0, 0xA5EC, 0xC1, 0, 0x804, 0, flags | 0x1200)
    struct.pack_into("<II", head, 0x18, TEXT_AT, end)
    struct.pack_into("<H", head, 0x20, 14)
    struct.pack_into("<H", head, 0x3E, 22)
    struct.pack_into("<8I", head, STORIES_AT, *lengths)
    struct.pack_into("<H", head, 0x98, 93)
    for number, (place, length) in places.items():
        struct.pack_into("<II", head, TABLES_AT + 8 * number, place, length)
    content = bytes(head + body).ljust(page_at, b"\0") + _properties(runs, starts, end)
    return {"WordDocument": content, "1Table": table}


def _table(
    runs: list[Run], starts: list[int], end: int, page: int, headers: tuple[str, ...]
) -> tuple[bytes, dict[int, tuple[int, int]]]:
    """The table stream, and where in it each table lies."""
    ends = [0]
    for run in runs:
        ends.append(ends[-1] + len(run.text))
    pieces = struct.pack(f"<{len(ends)}I", *ends)
    for run, start in zip(runs, starts, strict=True):
        place = start * 2 | 0x40000000 if run.narrow else start
        pieces += struct.pack("<HIH", 0, place, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    parts = {RUNS: struct.pack("<III", TEXT_AT, end, page), PIECES: clx}
    if headers:
        edges = [0]
        for text in headers:
            edges.append(edges[-1] + len(text))
        parts[HEADER_STORIES] = struct.pack(f"<{len(edges) + 1}I", *edges, edges[-1])
    table, places = b"\0" * 16, {}
    for number, part in parts.items():
        places[number] = (len(table), len(part))
        table += part
    return table, places


def _properties(runs: list[Run], starts: list[int], end: int) -> bytes:
    """One page of properties of runs: edges, where each one's codes lie, the codes from the end."""
    edges = [*starts, end]
    page, free, offsets = bytearray(PAGE), PAGE - 1, []
    for run in runs:
        if not run.sprms:
            offsets.append(0)
            continue
        code = bytes([len(run.sprms)]) + run.sprms
        free = (free - len(code)) // 2 * 2
        page[free : free + len(code)] = code
        offsets.append(free // 2)
    struct.pack_into(f"<{len(edges)}I", page, 0, *edges)
    page[4 * len(edges) : 4 * len(edges) + len(offsets)] = bytes(offsets)
    page[PAGE - 1] = len(runs)
    return bytes(page)


def _stories() -> Stories:
    blank = ("", "", "", "", "", "")
    return Stories(
        text=(
            Run(text=f"正文一段\r{mark(1)}\r"),
            Run(text="Plain words in one byte each\r", narrow=True),
            Run(text="机"),
            Run(text="密", sprms=b"\x35\x08\x01"),
            Run(text="★2年\r看得见"),
            Run(text=mark(3), sprms=VANISH),
            Run(text="\r白字"),
            Run(text=mark(4), sprms=WHITE),
            Run(text="\r删去"),
            Run(text=mark(5), sprms=DELETED),
            Run(text="\r加入"),
            Run(text=mark(6), sprms=INSERTED),
            Run(text=f"\r\x13 QUOTE {mark(7)} \x14引文\x15\r表{mark(8)}\x07\x07\r"),
        ),
        notes=f"{mark(9)}\r\r",
        headers=(
            *blank,
            f"{mark(10)}\r",
            f"{mark(11)}\r",
            f"{mark(12)}\r",
            "",
            "",
            f"{mark(13)}\r\r",
        ),
        comments=f"{mark(14)}\r\r",
        ends=f"{mark(15)}\r\r",
        boxes=f"{mark(16)}\r\r\r",
    )


def word() -> Planted:
    """A file in Word's binary format with a mark in every story and behind every property."""
    titled = summary((PROPERTIES, {2: mark(17), 4: "甲"}, {}))
    own = summary((OWN_PROPERTIES, {2: "某公司"}, {}), (OWN_PROPERTIES, {2: mark(18)}, {2: "文号"}))
    streams = word_streams(_stories(), left_over=f"\r{mark(19)}\r")
    content = compound(
        {
            **streams,
            "\x05SummaryInformation": titled,
            "\x05DocumentSummaryInformation": own,
            "ObjectPool": {
                "_1": {"\x01Ole10Native": packaged("a.txt", mark(20).encode())},
                "_2": {**word_streams(Stories(text=(Run(text=f"{mark(21)}\r"),)))},
            },
        }
    )
    return Planted(
        name="doc",
        content=content,
        layers={
            "body": {1, 2},
            "table": {8},
            "hidden-text": {3, 4, 19},
            "deleted": {5},
            "inserted": {6},
            "markup": {7},
            "footnote": {9, 15},
            "header": {10, 11},
            "footer": {12, 13},
            "comment": {14},
            "text-box": {16},
            "properties": {17},
            "custom-properties": {18},
            "embedded": {20, 21},
        },
    )


def unled() -> Planted:
    """Streams that Word's own tables do not lead to: only the second net finds the text."""
    body = bytes(600) + mark(1).encode("utf-16-le") + bytes(9) + mark(2).encode("utf-16-le")
    streams = {"WordDocument": body, "Loose": mark(3).encode("gb18030")}
    return Planted(
        name="doc without tables", content=compound(streams), layers={"hidden-text": {1, 2, 3}}
    )
