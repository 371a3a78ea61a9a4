"""Records of Excel 5 to 2003 workbooks and the strings in them."""

from collections.abc import Iterator
from struct import unpack_from

import msgspec

BOF, EOF, CONTINUE, LOCKED, CODEPAGE = 0x809, 0x0A, 0x3C, 0x2F, 0x42
WIDE_STRINGS = 0x0600
RICH, FOREIGN, WIDE = 8, 4, 1
CODEPAGES = {936: "gb18030", 950: "big5hkscs", 1200: "gb18030"}


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """`parts` are the record's own bytes and those of the records that continue it."""

    kind: int
    parts: tuple[bytes, ...]
    at: int

    @property
    def body(self) -> bytes:
        return self.parts[0]


def records(stream: bytes, begin: int = 0) -> Iterator[Record]:
    """Records from a place on, in order; what is cut off at the end is left out."""
    held: Record | None = None
    place = begin
    while place + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, place)
        body = stream[place + 4 : place + 4 + length]
        if kind == CONTINUE and held is not None:
            parts = [*held.parts, body]
            place += 4 + length
            while stream[place : place + 2] == b"\x3c\0" and place + 4 <= len(stream):
                length = unpack_from("<H", stream, place + 2)[0]
                parts.append(stream[place + 4 : place + 4 + length])
                place += 4 + length
            held = msgspec.structs.replace(held, parts=tuple(parts))
            continue
        if held is not None:
            yield held
        held = Record(kind=kind, parts=(body,), at=place)
        place += 4 + length
    if held is not None:
        yield held


class Strings(msgspec.Struct, kw_only=True):
    """Strings may run on into the records that continue one, where their width is told anew."""

    parts: tuple[bytes, ...]
    part: int = 0
    place: int = 0

    def done(self) -> bool:
        """Whether nothing is left; moves on to the next part where one is read to its end."""
        while self.part < len(self.parts) and self.place >= len(self.parts[self.part]):
            self.part, self.place = self.part + 1, 0
        return self.part >= len(self.parts)

    def _bytes(self, count: int) -> bytes:
        """The next bytes, across parts."""
        found = b""
        while len(found) < count and not self.done():
            rest = count - len(found)
            found += self.parts[self.part][self.place : self.place + rest]
            self.place = min(self.place + rest, len(self.parts[self.part]))
        return found

    def skip(self, count: int) -> None:
        self._bytes(count)

    def rest(self) -> bytes:
        """What is left of the part in hand."""
        return b"" if self.done() else self.parts[self.part][self.place :]

    def next(self) -> str:
        """One string with its formats; "" at the end."""
        head = self._bytes(3)
        if len(head) < 3:
            return ""
        count, flags = unpack_from("<HB", head)
        runs = int.from_bytes(self._bytes(2), "little") if flags & RICH else 0
        foreign = int.from_bytes(self._bytes(4), "little") if flags & FOREIGN else 0
        text = self._characters(count, wide=bool(flags & WIDE))
        self.skip(4 * runs + foreign)
        return text

    def _characters(self, count: int, *, wide: bool) -> str:
        said: list[str] = []
        part = self.part
        while count > 0 and not self.done():
            if self.part != part:  # characters go on in another record, behind a byte of its own
                part, self.place = self.part, self.place + 1
                wide = bool(self.parts[part][0] & WIDE)
            width = 2 if wide else 1
            piece = self.parts[part][self.place : self.place + count * width]
            said.append(piece.decode("utf-16-le" if wide else "latin-1", "replace"))
            count -= -(-len(piece) // width)
            self.place += len(piece)
        return "".join(said)


def short_string(content: bytes, encoding: str, *, wide_strings: bool) -> str:
    """A string whose length stands in one byte."""
    count = content[0] if content else 0
    if not wide_strings:
        return content[1 : 1 + count].decode(encoding, "replace")
    return string(content[1:], count)


def long_string(content: bytes, encoding: str, *, wide_strings: bool) -> str:
    """A string whose length stands in two bytes."""
    count = int.from_bytes(content[:2], "little")
    if not wide_strings:
        return content[2 : 2 + count].decode(encoding, "replace")
    return string(content[2:], count)


def string(content: bytes, count: int) -> str:
    """Characters behind the byte that says whether they are wide."""
    wide = bool(content[:1] > b"\0") and bool(content[0] & WIDE)
    raw = content[1 : 1 + count * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")
