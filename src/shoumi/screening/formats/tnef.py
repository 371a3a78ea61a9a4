"""winmail.dat: what Outlook wraps a mail into when it sends rich text (TNEF)."""

import struct
from collections.abc import Iterator
from struct import unpack_from

import msgspec

from shoumi.screening.formats import mapi
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Passage, Piece, Pieces, Place, Why
from shoumi.screening.source import Source

SUBJECT, BODY, TITLE, CONTENT = 0x18004, 0x2800C, 0x18010, 0x6800F
PROPERTIES, OF_ATTACHMENT, NEXT_ATTACHMENT = 0x69003, 0x69005, 0x69002
MOST_PROPERTIES, NAMED, SEVERAL = 4096, 0x8000, 0x1000
SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x0A: 4, 0x0B: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8,
         0x40: 8, 0x48: 16}  # fmt: skip
COUNTED = frozenset({mapi.NARROW, mapi.WIDE, mapi.BINARY, mapi.OBJECT})


class _Wrapped(msgspec.Struct, kw_only=True):
    """The attachment that is being told: its name comes before or behind its content."""

    name: str = ""
    content: bytes = b""

    def out(self) -> Iterator[Enclosed]:
        if self.content:
            yield Enclosed(
                name=self.name or "attachment", content=self.content, layer=Layer.ATTACHMENT
            )
        self.name, self.content = "", b""


def read(source: Source, *, limits: Limits) -> Pieces:
    """Attributes in order; those behind the first torn one are reported unread."""
    content = bytes(source)
    attached = _Wrapped()
    place = 6
    try:
        while place + 11 <= len(content):
            kind, length = unpack_from("<II", content, place + 1)
            if place + 11 + length > len(content):
                yield unopened(Why.DAMAGED, "winmail.dat")
                break
            yield from _attribute(kind, content[place + 9 : place + 9 + length], attached)
            place += 11 + length
    except struct.error:
        yield unopened(Why.DAMAGED, "winmail.dat")
    yield from attached.out()


def _attribute(kind: int, body: bytes, attached: _Wrapped) -> Iterator[Piece]:
    if kind in {SUBJECT, BODY}:
        text = body.decode("gb18030", "replace").strip("\x00")
        layer = Layer.BODY if kind == BODY else Layer.PROPERTIES
        yield Passage(text=text, layer=layer, place=Place(part=f"{kind:x}"))
    elif kind == NEXT_ATTACHMENT:
        yield from attached.out()
    elif kind == TITLE:
        attached.name = body.decode("gb18030", "replace").strip("\x00")
    elif kind == CONTENT:
        attached.content = body
    elif kind == PROPERTIES:
        yield from _properties(body, None, attached)
    elif kind == OF_ATTACHMENT:
        yield from _properties(body, Layer.ATTACHMENT, attached)


def _properties(body: bytes, layer: Layer | None, attached: _Wrapped) -> Iterator[Piece]:
    count, place = min(unpack_from("<I", body)[0], MOST_PROPERTIES), 4
    for _ in range(count):
        kind, tag = unpack_from("<HH", body, place)
        place += 4
        if tag >= NAMED:
            place = _named(body, place)
        values, place = _values(body, place, kind)
        for value in values:
            yield from _property(tag, value, kind & ~SEVERAL, layer, attached)


def _named(body: bytes, place: int) -> int:
    """The place behind a property's own name."""
    if unpack_from("<I", body, place + 16)[0] == 0:
        return place + 24
    length: int = unpack_from("<I", body, place + 20)[0]
    return place + 24 + length + -length % 4


def _values(body: bytes, place: int, kind: int) -> tuple[list[bytes], int]:
    """The values of one property and the place behind them."""
    single = kind & ~SEVERAL
    count = 1
    if single in COUNTED or kind & SEVERAL:
        count = unpack_from("<I", body, place)[0]
        place += 4
    if single not in COUNTED:
        place += SIZES.get(single, 4) * count
        return [], place
    values: list[bytes] = []
    for _ in range(min(count, MOST_PROPERTIES)):
        length = unpack_from("<I", body, place)[0]
        values.append(body[place + 4 : place + 4 + length])
        place += 4 + length + -length % 4
    return values, place


def _property(
    tag: int, value: bytes, kind: int, layer: Layer | None, attached: _Wrapped
) -> Iterator[Piece]:
    part = f"{tag:04X}"
    if kind in {mapi.NARROW, mapi.WIDE}:
        if tag in {mapi.NAME, mapi.LONG_NAME}:
            encoding = "utf-16-le" if kind == mapi.WIDE else "gb18030"
            attached.name = value.decode(encoding, "replace").strip("\x00")
        yield from mapi.said(tag, value, kind, layer, part)
    elif kind == mapi.BINARY and tag in {mapi.HTML, mapi.RTF}:
        yield from mapi.bodied(tag, value, layer, part)
    elif kind == mapi.OBJECT and tag == mapi.CONTENT:
        attached.content = value[16:]  # behind the number of the interface that it is for
