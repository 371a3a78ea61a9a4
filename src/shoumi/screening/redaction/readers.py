"""Readers that share nothing with what removed the strings: unpack, undo, look at the bytes."""

import base64
import binascii
import io
import quopri
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

import msgspec

DEPTH = 6
INFLATED = 64 * 2**20
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
BLOCK_TAGS = re.compile(
    r"</(?:\w+:)?(?:p|h|c|si|is|tr|td|th|li|div|title|script|style|comment|TextObject|property|[vst])>"
    r"|<br[^>]*>"
)
TAGS = re.compile(r"<[^>]*>")
ATTRIBUTES = re.compile(r"""=\s*(?:"([^"<]{2,})"|'([^'<]{2,})')""")
LETTERS = re.compile(r"[A-Za-z0-9+/_-]{6,}={0,2}")
UNITS = re.compile(r"\\u\{?([0-9A-Fa-f]{4,6})\}?|%u([0-9A-Fa-f]{4})")
PDF_NAMES = re.compile(rb"/([A-Za-z][A-Za-z0-9]*)")
# All that a PDF of pictures is made of.
PDF_KNOWN = frozenset(
    (b"Type", b"Page", b"Pages", b"Parent", b"MediaBox", b"Contents", b"Resources", b"XObject",
     b"Subtype", b"Image", b"ColorSpace", b"DeviceRGB", b"BitsPerComponent", b"Filter",
     b"DCTDecode", b"Width", b"Height", b"Length", b"Catalog", b"Count", b"Kids", b"Size", b"Root")
)  # fmt: skip
PNG_KNOWN = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS"))
PNG_HEAD, JPEG_HEAD = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
JPEG_KNOWN = frozenset((0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD, 0xE0))
JPEG_SCAN, JPEG_END = 0xDA, b"\xff\xd9"


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes somewhere in a file, as they are or unpacked."""

    where: str
    content: bytes


def leaves(content: bytes, where: str, depth: int = DEPTH) -> Iterator[Leaf]:
    """The file itself, every member of a package, every stream of a PDF, as deep as they go."""
    yield Leaf(where=where, content=content)
    if content[:2] == b"PK" and depth:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for number, member in enumerate(archive.infolist(), start=1):
                beside = member.filename.encode() + b"\n" + member.comment + b"\n" + member.extra
                yield Leaf(where=f"{where}/name of member {number}", content=beside)
                yield from leaves(archive.read(member), f"{where}/{member.filename}", depth - 1)
    elif b"%PDF-" in content[:1024]:
        for number, match in enumerate(STREAM.finditer(content), start=1):
            yield Leaf(where=f"{where}/stream {number}", content=_inflated(match[1]))


def _inflated(content: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(content, INFLATED)
    except zlib.error:
        return content


def readings(text: str) -> Iterator[tuple[str, str]]:
    """(way, text): a text as written, without its markup, and with each other writing undone."""
    yield "text", text
    if "<" in text:
        apart = BLOCK_TAGS.sub("\x00", text)
        yield "markup without its tags", unescape(unescape(TAGS.sub("", apart)))
        held = "\x00".join(one or two for one, two in ATTRIBUTES.findall(text))
        yield "attributes", unescape(unescape(held))
        yield "percent signs in attributes", unquote(unescape(held))
    if "&" in text:
        yield "entities", unescape(unescape(text))
    if "%" in text:
        for codec in ("utf-8", "gb18030"):
            yield "percent signs", unquote(unquote(text, codec), codec)
    if "\\" in text or "%u" in text:
        yield "escapes", UNITS.sub(_unit, text)
    if "=" in text:
        raw = quopri.decodestring(text.encode("utf-8", "surrogatepass"))
        for codec in ("utf-8", "gb18030"):
            yield "quoted letters", raw.decode(codec, "replace")


def _unit(match: "re.Match[str]") -> str:
    point = int(match[1] or match[2], 16)
    return chr(point) if point <= 0x10FFFF else ""  # noqa: PLR2004 -- the last code point


def packed(text: str) -> Iterator[bytes]:
    """What letters and digits may stand for: base64 and hexadecimal."""
    for match in LETTERS.finditer(re.sub(r"(?<=[A-Za-z0-9+/])\r?\n(?=[A-Za-z0-9+/])", "", text)):
        run = match[0].rstrip("=").replace("-", "+").replace("_", "/")
        for first in range(4):
            part = run[first : first + (len(run) - first) // 4 * 4 + 3]
            part = part[:-1] if len(part) % 4 == 1 else part
            try:
                yield base64.b64decode(part + "=" * (-len(part) % 4))
            except binascii.Error:
                continue
        even = run[: len(run) // 2 * 2]
        if re.fullmatch(r"[0-9A-Fa-f]+", even):
            yield bytes.fromhex(even)


def strangers(content: bytes) -> Iterator[str]:
    """What a redacted PDF or picture has no use for: each could hold what pixels do not show."""
    if content.startswith(b"%PDF-"):
        yield from _pdf_strangers(content)
    elif content.startswith(PNG_HEAD):
        yield from _png_strangers(content)
    elif content.startswith(JPEG_HEAD):
        yield from _jpeg_strangers(content)


def _pdf_strangers(content: bytes) -> Iterator[str]:
    bare = STREAM.sub(b"", content)
    for name in sorted(set(PDF_NAMES.findall(bare)) - PDF_KNOWN):
        yield f"/{name.decode()}"
    if content.count(b"%%EOF") > 1 or not content.rstrip().endswith(b"%%EOF"):
        yield "an earlier or later version"


def _png_strangers(content: bytes) -> Iterator[str]:
    position = len(PNG_HEAD)
    while position + 8 <= len(content):
        length = int.from_bytes(content[position : position + 4], "big")
        kind = content[position + 4 : position + 8]
        if kind not in PNG_KNOWN:
            yield f"chunk {kind.decode('latin-1')}"
        position += 12 + length
        if kind == b"IEND":
            break
    if position != len(content):
        yield "bytes after the picture"


def _jpeg_strangers(content: bytes) -> Iterator[str]:
    position = 2
    while position + 4 <= len(content) and content[position] == 0xFF:  # noqa: PLR2004 -- each segment begins so
        kind = content[position + 1]
        if kind == JPEG_SCAN:
            break
        if kind not in JPEG_KNOWN:
            yield f"segment {kind:02X}"
        position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    if content.find(JPEG_END, position) != len(content) - len(JPEG_END):
        yield "bytes after the picture"
