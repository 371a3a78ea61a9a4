"""Source of macros: the modules of a VBA project lie compressed behind their compiled form."""

import re
from collections.abc import Iterator
from itertools import islice
from struct import unpack_from

from shoumi.screening.formats.encoding import encoding_of

# A container's first chunk begins with the words that every module's source begins with.
MODULE = re.compile(rb"\x01..\x00Attribut", re.DOTALL)
CHUNK, COMPRESSED = 4096, 0x8000
MOST_MODULES = 64


def sources(stream: bytes) -> Iterator[str]:
    """The source texts that the stream of a module holds."""
    for match in islice(MODULE.finditer(stream), MOST_MODULES):
        raw = unfolded(stream[match.start() :])
        yield raw.decode(encoding_of(raw) or "gb18030", "replace")


def unfolded(container: bytes) -> bytes:
    """A compressed container as plain bytes, as far as it is whole."""
    plain, place = bytearray(), 1
    while place + 2 <= len(container):
        head = unpack_from("<H", container, place)[0]
        if head >> 12 & 7 != 3:
            break
        end = min(place + (head & 0xFFF) + 3, len(container))
        if head & COMPRESSED:
            plain += _chunk(container[place + 2 : end])
        else:
            plain += container[place + 2 : place + 2 + CHUNK]
        place = end
    return bytes(plain)


def _chunk(tokens: bytes) -> bytes:
    """Eight tokens behind each byte of flags: a plain byte, or a copy of what went before."""
    plain, place = bytearray(), 0
    while place < len(tokens) and len(plain) < CHUNK:
        flags = tokens[place]
        place += 1
        for bit in range(8):
            if not flags >> bit & 1:
                plain += tokens[place : place + 1]
                place += 1
            elif place + 2 <= len(tokens):
                _copy(plain, unpack_from("<H", tokens, place)[0])
                place += 2
    return bytes(plain[:CHUNK])


def _copy(plain: bytearray, token: int) -> None:
    """How many of the token's bits tell the distance grows with what is unpacked already."""
    bits = max((len(plain) - 1).bit_length(), 4)
    length = (token & (0xFFFF >> bits)) + 3
    distance = (token >> (16 - bits)) + 1
    if distance <= len(plain):
        for _ in range(length):
            plain.append(plain[-distance])
