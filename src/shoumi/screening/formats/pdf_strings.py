"""Texts of a PDF's objects: the second net, for what no page, note or property shows.

Names of layers, choices of fields, scripts, captions of figures: every text that is not drawn is a
string of UTF-16 or UTF-8 behind a byte order mark, in the file itself or in a packed stream of
objects.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice

HEX = re.compile(rb"<\s*[fF][eE]\s*[fF][fF]([0-9A-Fa-f\s]{4,200000})>")
LITERAL = re.compile(
    rb"\((\xfe\xff|\xef\xbb\xbf)((?:[^\\()]|\\.|\([^\\()]{0,200}\)){1,200000})\)", re.DOTALL
)
OBJECTS = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"",
         b"\r\n": b""}  # fmt: skip
MOST_STREAMS, LARGEST_STREAM, MOST_STRINGS = 4096, 8 * 2**20, 50_000


def loose(content: bytes) -> Iterator[str]:
    """Each text that stands in an object, in the order of the file."""
    yield from islice(_strings(content), MOST_STRINGS)
    for match in islice(OBJECTS.finditer(content), MOST_STREAMS):
        unpacked = _inflated(content[match.end() : match.end() + LARGEST_STREAM])
        yield from islice(_strings(unpacked), MOST_STRINGS)


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, LARGEST_STREAM)
    except zlib.error:  # locked, or packed in another way: the reader of the pages has told
        return b""


def _strings(content: bytes) -> Iterator[str]:
    for match in HEX.finditer(content):
        digits = b"".join(match[1].split())
        yield bytes.fromhex(digits[: len(digits) // 4 * 4].decode()).decode("utf-16-be", "replace")
    for match in LITERAL.finditer(content):
        raw = ESCAPED.sub(_unescaped, match[2])
        yield raw.decode("utf-16-be" if match[1] == b"\xfe\xff" else "utf-8", "replace")


def _unescaped(match: "re.Match[bytes]") -> bytes:
    said = match[1]
    if said[:1] in b"01234567":
        return bytes([int(said, 8) & 0xFF])
    return PLAIN.get(said, said)
