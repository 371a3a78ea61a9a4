"""Property sets of compound files: titles and authors, and the properties that a person adds."""

import struct
from collections.abc import Iterator
from struct import unpack_from

from shoumi.screening.formats.unopened import unopened
from shoumi.screening.pieces import Layer, Passage, Piece, Place, Why

STREAMS = frozenset({"\x05SummaryInformation", "\x05DocumentSummaryInformation"})
NAMES, CODEPAGE = 0, 1
NARROW, WIDE, VARIANT, VECTOR = 30, 31, 12, 0x1000
ENCODINGS = {65001: "utf-8", -535: "utf-8", 1200: "utf-16-le", 950: "big5hkscs"}
MOST_SECTIONS, MOST_ITEMS = 8, 4096


def properties(content: bytes, part: str) -> Iterator[Piece]:
    """Texts of every section; those of the second are a person's own, its names are texts too."""
    try:
        count = min(unpack_from("<I", content, 24)[0], MOST_SECTIONS)
        for number in range(count):
            place = unpack_from("<I", content, 28 + 20 * number + 16)[0]
            layer = Layer.CUSTOM_PROPERTIES if number else Layer.PROPERTIES
            for text in _section(content[place:]):
                if text.strip("\x00 "):
                    yield Passage(text=text.strip("\x00"), layer=layer, place=Place(part=part))
    except struct.error:
        yield unopened(Why.DAMAGED, "the properties", Place(part=part))


def _section(content: bytes) -> Iterator[str]:
    count = min(unpack_from("<I", content, 4)[0], MOST_ITEMS)
    places = dict(unpack_from("<II", content, 8 + 8 * i) for i in range(count))
    encoding = "gb18030"
    if CODEPAGE in places:
        page = unpack_from("<h", content, places[CODEPAGE] + 4)[0]
        encoding = ENCODINGS.get(page, encoding)
    for number, place in places.items():
        if number == NAMES:
            yield from _names(content, place, encoding)
        elif number != CODEPAGE:
            yield from _texts(content, place, encoding)


def _texts(content: bytes, place: int, encoding: str) -> Iterator[str]:
    """The value at a place, or each of a list of values."""
    kind = unpack_from("<I", content, place)[0]
    if not kind & VECTOR:
        yield _text(content, place + 4, kind, encoding)[0]
        return
    count = min(unpack_from("<I", content, place + 4)[0], MOST_ITEMS)
    place += 8
    for _ in range(count):
        inner = kind & ~VECTOR
        if inner == VARIANT:
            inner = unpack_from("<I", content, place)[0]
            place += 4
        if inner not in {NARROW, WIDE}:
            place += 4
            continue
        text, place = _text(content, place, inner, encoding)
        yield text


def _text(content: bytes, place: int, kind: int, encoding: str) -> tuple[str, int]:
    """A string and the place behind it; "" for values that are no strings."""
    if kind not in {NARROW, WIDE}:
        return "", place
    size = unpack_from("<I", content, place)[0] * (2 if kind == WIDE else 1)
    raw = content[place + 4 : place + 4 + size]
    text = raw.decode("utf-16-le" if kind == WIDE else encoding, "replace")
    return text, place + 4 + size + -size % 4


def _names(content: bytes, place: int, encoding: str) -> Iterator[str]:
    """The dictionary of a person's own properties."""
    count = min(unpack_from("<I", content, place)[0], MOST_ITEMS)
    place += 4
    for _ in range(count):
        length = unpack_from("<I", content, place + 4)[0] * (2 if encoding == "utf-16-le" else 1)
        yield content[place + 8 : place + 8 + length].decode(encoding, "replace")
        place += 8 + length + (-length % 4 if encoding == "utf-16-le" else 0)
