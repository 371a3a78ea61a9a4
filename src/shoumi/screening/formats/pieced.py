"""The binary format of Word 97-2003: where its text lies, and which runs of it do not show.

The text stands in the stream WordDocument in pieces; the table stream tells their order. Fast saves
leave pieces behind that no table leads to: `covered` says which bytes were read.
"""

import struct
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from struct import unpack_from
from typing import TypeAlias

import msgspec

from shoumi.screening.pieces import Layer

Span: TypeAlias = tuple[int, int]
FIRST_WITH_PIECES = 0xC1
SECOND_TABLE, LOCKED = 0x0200, 0x0100
LENGTHS_AT, TABLES_AT = 0x4C, 0x9A
HEADER_STORIES, RUNS, PIECES = 11, 12, 33
PAGE = 512
NARROW = 0x40000000
# Properties of runs that keep them off the page.
VANISHING = {0x083C: Layer.HIDDEN_TEXT, 0x0811: Layer.HIDDEN_TEXT, 0x0818: Layer.HIDDEN_TEXT,
             0x0800: Layer.DELETED, 0x0801: Layer.INSERTED}  # fmt: skip
COLOUR_BY_NUMBER, COLOUR, SIZE = 0x2A42, 0x6870, 0x4A43
WHITE_NUMBER, WHITE, TINY_HALF_POINTS = 8, 0x00FFFFFF, 4
SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
ORDER = (Layer.BODY, Layer.FOOTNOTE, Layer.HEADER, Layer.MARKUP, Layer.COMMENT, Layer.FOOTNOTE,
         Layer.TEXT_BOX, Layer.TEXT_BOX)  # fmt: skip
FOOTERS = frozenset({2, 3, 5})  # of the six stories of each section


class TornWordError(ValueError):
    """The tables of the document lead nowhere; the sentence says which."""


class Pieced(msgspec.Struct, frozen=True, kw_only=True):
    """`stories` and `aside` count characters of `text`; `covered` counts bytes of the stream."""

    text: str
    stories: tuple[tuple[int, int, Layer], ...]
    aside: tuple[tuple[int, int, Layer], ...]
    covered: tuple[Span, ...]


def locked(head: bytes) -> bool:
    """Whether the document is encrypted, by the first bytes of its stream."""
    return len(head) >= 12 and bool(unpack_from("<H", head, 10)[0] & LOCKED)


def table_name(head: bytes) -> str:
    """Which of the two table streams counts."""
    second = len(head) >= 12 and unpack_from("<H", head, 10)[0] & SECOND_TABLE
    return "1Table" if second else "0Table"


def pieced(word: bytes, table: bytes) -> Pieced:
    """The text of one document. Raises TornWordError where its tables are damaged."""
    try:
        if unpack_from("<H", word, 2)[0] < FIRST_WITH_PIECES:
            return _of_old(word)
        return _read(word, table)
    except struct.error as error:
        raise TornWordError(f"a table ends too early: {error}") from error


def _of_old(word: bytes) -> Pieced:
    """Word 6 and 95: one run of bytes in the writer's own encoding."""
    begin, end = unpack_from("<II", word, 0x18)
    language = unpack_from("<H", word, 6)[0]
    name = "big5hkscs" if language == 0x404 else "gb18030"
    end = min(end, len(word))
    text = word[begin:end].decode(name, "replace")
    return Pieced(
        text=text, stories=((0, len(text), Layer.BODY),), aside=(), covered=((begin, end),)
    )


def _read(word: bytes, table: bytes) -> Pieced:
    runs = _apart(sorted(_runs(word, _listed(word, table, RUNS))))
    texts: list[str] = []
    aside: list[tuple[int, int, Layer]] = []
    covered: list[Span] = []
    done = weight = 0
    for begin, end, narrow in _pieces(_clx(word, table)):
        weight += end - begin
        if end > len(word) or weight > 2 * len(word):
            raise TornWordError("a piece of the text lies outside the document")
        text = word[begin:end].decode("cp1252" if narrow else "utf-16-le", "replace")
        width = 1 if narrow else 2
        for first, last, layer in _within(runs, begin, end):
            edges = ((first - begin) // width, (last - begin) // width)
            aside.append((done + edges[0], done + edges[1], layer))
        texts.append(text)
        covered.append((begin, end))
        done += len(text)
    return Pieced(
        text="".join(texts),
        stories=tuple(_stories(word, table, done)),
        aside=tuple(aside),
        covered=tuple(covered),
    )


def _apart(runs: list[tuple[int, int, Layer]]) -> list[tuple[int, int, Layer]]:
    """Runs in order that do not overlap: real ones never do, and bad ones shall not multiply."""
    kept: list[tuple[int, int, Layer]] = []
    for run in runs:
        if not kept or kept[-1][1] <= run[0]:
            kept.append(run)
    return kept


def _listed(word: bytes, table: bytes, number: int) -> bytes:
    """One of the tables that the head of the document names."""
    place, length = unpack_from("<II", word, TABLES_AT + 8 * number)
    return table[place : place + length]


def _clx(word: bytes, table: bytes) -> bytes:
    """The table of pieces behind the properties that stand before it."""
    content = _listed(word, table, PIECES)
    place = 0
    while place < len(content) and content[place] == 1:
        place += 3 + unpack_from("<H", content, place + 1)[0]
    if content[place : place + 1] != b"\x02":
        raise TornWordError("the document has no table of pieces")
    length = unpack_from("<I", content, place + 1)[0]
    return content[place + 5 : place + 5 + length]


def _pieces(plan: bytes) -> Iterator[tuple[int, int, bool]]:
    """For each piece: first byte, end, and whether a character takes one byte."""
    count = (len(plan) - 4) // 12
    edges = unpack_from(f"<{count + 1}I", plan)
    for i in range(count):
        coded = unpack_from("<I", plan, 4 * (count + 1) + 8 * i + 2)[0]
        length = max(edges[i + 1] - edges[i], 0)
        narrow = bool(coded & NARROW)
        begin = (coded & (NARROW - 1)) // 2 if narrow else coded & (NARROW - 1)
        yield begin, begin + length * (1 if narrow else 2), narrow


def _stories(word: bytes, table: bytes, whole: int) -> Iterator[tuple[int, int, Layer]]:
    lengths = unpack_from("<8I", word, LENGTHS_AT)
    begin = 0
    for i, (length, layer) in enumerate(zip(lengths, ORDER, strict=True)):
        end = min(begin + length, whole)
        if i == 2 and end > begin:  # headers
            yield from _headers(_listed(word, table, HEADER_STORIES), begin, end)
        elif end > begin:
            yield begin, end, layer
        begin = end
    if begin < whole:
        yield begin, whole, Layer.HIDDEN_TEXT


def _headers(plan: bytes, begin: int, end: int) -> Iterator[tuple[int, int, Layer]]:
    """Six separators of notes, then six stories a section: even and odd, header and footer."""
    edges = [*unpack_from(f"<{len(plan) // 4}I", plan)]
    place = 0
    for i, (first, last) in enumerate(pairwise(edges)):
        if place <= first < last <= end - begin:
            layer = Layer.FOOTER if (i - 6) % 6 in FOOTERS else Layer.HEADER
            yield begin + first, begin + last, layer
            place = last
    if begin + place < end:
        yield begin + place, end, Layer.HEADER


def _runs(word: bytes, plan: bytes) -> Iterator[tuple[int, int, Layer]]:
    """First byte, end and layer of the runs that do not show as they stand."""
    count = max(len(plan) - 4, 0) // 8
    numbers = unpack_from(f"<{count}I", plan, 4 * (count + 1)) if count else ()
    for number in dict.fromkeys(numbers):
        page = word[(number & 0x3FFFFF) * PAGE :][:PAGE]
        runs = page[PAGE - 1] if len(page) == PAGE else 0
        if not runs or 5 * runs + 4 > PAGE:
            continue
        edges = unpack_from(f"<{runs + 1}I", page)
        for i in range(runs):
            at = page[4 * (runs + 1) + i] * 2
            layer = _layer(page[at + 1 : at + 1 + page[at]]) if at else None
            if layer is not None and edges[i] < edges[i + 1]:
                yield edges[i], edges[i + 1], layer


def _layer(codes: bytes) -> Layer | None:
    """The layer that a run's properties put it into; None for text that shows."""
    found: Layer | None = None
    for code, value in _properties(codes):
        if code in VANISHING and value:
            found = VANISHING[code] if found is not Layer.DELETED else found
        elif (code, value) in {(COLOUR_BY_NUMBER, WHITE_NUMBER), (COLOUR, WHITE)} or (
            code == SIZE and 0 < value <= TINY_HALF_POINTS
        ):
            found = found or Layer.HIDDEN_TEXT
    return found


def _properties(codes: bytes) -> Iterator[tuple[int, int]]:
    place = 0
    while place + 3 <= len(codes):
        code = unpack_from("<H", codes, place)[0]
        place += 2
        size = SIZES.get(code >> 13)
        if size is None:  # its length stands before it
            place += 1 + codes[place]
            continue
        yield code, int.from_bytes(codes[place : place + size], "little")
        place += size


def _within(
    runs: list[tuple[int, int, Layer]], begin: int, end: int
) -> Iterator[tuple[int, int, Layer]]:
    place = max(bisect_left(runs, (begin, 0, Layer.BODY)) - 1, 0)
    while place < len(runs) and runs[place][0] < end:
        first, last, layer = runs[place]
        if last > begin:
            yield max(first, begin), min(last, end), layer
        place += 1
