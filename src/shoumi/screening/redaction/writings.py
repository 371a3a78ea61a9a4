"""Texts in another writing: percent signs, entities, escapes, base64, hexadecimal.

A link, a script or a property may hold a string that no reader of plain text would see.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import unescape

import msgspec

BYTE_CODECS = ("utf-8", "gb18030")
CODECS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs")
WRITTEN = re.compile(
    r"(?P<percent>(?:%[0-9A-Fa-f]{2})+)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<escape>(?:[\\%]u[0-9A-Fa-f]{4})+)"
    r"|(?P<braced>(?:\\u\{[0-9A-Fa-f]{1,6}\})+)"
    r"|(?P<hex>(?:\\(?:x|')[0-9A-Fa-f]{2})+)"
    r"|(?P<quoted>(?:=[0-9A-F]{2}(?:=\r?\n)?){2,})"
    r"|(?P<power>(?<![0-9A-Za-z.])[1-9](?:\.[0-9]{1,17})?[eE]\+?[0-9]{1,2}(?![0-9A-Za-z.]))"
)
SIXTY_FOUR = re.compile(r"[A-Za-z0-9+/_-]{6,}(?:\s{1,2}[A-Za-z0-9+/_-]{4,})*={0,2}")
SIXTEEN = re.compile(r"(?:[0-9A-Fa-f]{2}[\s:,-]?){4,}")
ALIGNMENTS = range(4)
DIGITS = re.compile(r"[0-9A-Fa-f]{2}")
POINTS = re.compile(r"[0-9A-Fa-f]{4,6}|(?<=\{)[0-9A-Fa-f]+(?=\})")


class Plain(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its other writings undone; `origin[i]` is where character i stood before."""

    text: str
    origin: tuple[tuple[int, int], ...]


def undone(text: str) -> Iterator[Plain]:
    """The text as whoever follows its escapes reads it: once for each codec of single bytes."""
    if WRITTEN.search(text) is None:
        return
    told: set[str] = set()
    for codec in BYTE_CODECS:
        plain = _undone(text, codec)
        if plain.text not in told:
            told.add(plain.text)
            yield plain


def _undone(text: str, codec: str) -> Plain:
    parts: list[str] = []
    origin: list[tuple[int, int]] = []
    done = 0
    for match in WRITTEN.finditer(text):
        parts.append(text[done : match.start()])
        origin.extend((i, i + 1) for i in range(done, match.start()))
        read = _read(match, codec)
        parts.append(read)
        origin.extend([match.span()] * len(read))
        done = match.end()
    parts.append(text[done:])
    origin.extend((i, i + 1) for i in range(done, len(text)))
    return Plain(text="".join(parts), origin=tuple(origin))


def _read(match: "re.Match[str]", codec: str) -> str:
    if match["entity"]:
        return unescape(match[0])
    if match["power"]:
        return format(Decimal(match[0]), "f")
    if match["escape"] or match["braced"]:
        units = [int(point, 16) for point in POINTS.findall(match[0])]
        return "".join(chr(unit) if unit <= 0x10FFFF else "\ufffd" for unit in units)  # noqa: PLR2004 -- the last code point
    return bytes(int(pair, 16) for pair in DIGITS.findall(match[0])).decode(codec, "replace")


def packed(text: str, patterns: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Stretches of base64 or hexadecimal digits that hold one of the patterns."""
    for shape, opened in ((SIXTY_FOUR, _sixty_four), (SIXTEEN, _sixteen)):
        for match in shape.finditer(text):
            if any(pattern in content for content in opened(match[0]) for pattern in patterns):
                yield match.span()


def _sixty_four(run: str) -> Iterator[bytes]:
    """Every alignment: letters of a word may stand before the writing."""
    plain = re.sub(r"[\s=]", "", run).translate(str.maketrans("-_", "+/"))
    for skipped in ALIGNMENTS:
        part = plain[skipped:]
        part = part[: len(part) - (len(part) % 4 == 1)]
        yield base64.b64decode(part + "=" * (-len(part) % 4))


def _sixteen(run: str) -> Iterator[bytes]:
    digits = re.sub(r"[^0-9A-Fa-f]", "", run)
    for skipped in (0, 1):
        part = digits[skipped:]
        yield binascii.unhexlify(part[: len(part) // 2 * 2])


def patterns(strings: Sequence[str]) -> tuple[bytes, ...]:
    """The strings as bytes in every codec that can write them."""
    found: set[bytes] = set()
    for text in strings:
        for codec in CODECS:
            try:
                found.add(text.encode(codec))
            except UnicodeEncodeError:
                continue
    return tuple(sorted(found))
