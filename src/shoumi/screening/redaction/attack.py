"""Tries to read removed strings back, by other ways than the one that removed them."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import unescape

import msgspec
from PIL import Image, UnidentifiedImageError

from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Passage
from shoumi.screening.redaction.removal import Removal, spans
from shoumi.screening.walk import Eyes, walk

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs")
TAGS = re.compile(r"<[^>]*>")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
INFLATED = 64 * 2**20
CHECKS = (
    "every layer of every part",
    "bytes of every member",
    "markup without its tags",
    "streams of a PDF",
    "metadata of pictures",
)


class Survivor(msgspec.Struct, frozen=True, kw_only=True):
    """A removed string was read back: by which way and where. The string itself is not told."""

    way: str
    where: str


def attack(content: bytes, *, name: str, wanted: Removal, eyes: Eyes | None) -> list[Survivor]:
    """Everything that was read back; an empty list means that nothing was."""
    found = [*_layers(content, name, wanted, eyes)]
    for where, member in _members(content, name):
        if _in_bytes(member, wanted):
            found.append(Survivor(way="bytes", where=where))
        if _in_markup(member, wanted):
            found.append(Survivor(way="markup", where=where))
        if any(_in_bytes(stream, wanted) for stream in _streams(member)):
            found.append(Survivor(way="stream", where=where))
        if _in_metadata(member, wanted):
            found.append(Survivor(way="metadata", where=where))
    return found


def _layers(content: bytes, name: str, wanted: Removal, eyes: Eyes | None) -> Iterator[Survivor]:
    _, pieces = walk(content, name=name, limits=Limits(), eyes=eyes)
    passages = [piece for piece in pieces if isinstance(piece, Passage)]
    for passage, found in zip(passages, spans([p.text for p in passages], wanted), strict=True):
        if found:
            yield Survivor(way=f"layer {passage.layer}", where=passage.place.part or name)


def _members(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    yield name, content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                yield from _members(archive.read(member), f"{name}/{member}")


def _in_bytes(content: bytes, wanted: Removal) -> bool:
    return any(
        text.encode(encoding) in content
        for text in wanted.strings
        for encoding in ENCODINGS
        if _fits(text, encoding)
    )


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _in_markup(content: bytes, wanted: Removal) -> bool:
    if not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return False
    text = unescape(TAGS.sub("", content.decode("utf-8", "replace")))
    return bool(spans([text], wanted)[0])


def _streams(content: bytes) -> Iterator[bytes]:
    """Streams of a PDF, inflated where they are deflated."""
    if b"%PDF-" in content[:1024]:
        for match in STREAM.finditer(content):
            try:
                yield zlib.decompressobj().decompress(match[1], INFLATED)
            except zlib.error:
                yield match[1]


def _in_metadata(content: bytes, wanted: Removal) -> bool:
    try:
        picture = Image.open(io.BytesIO(content))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return False
    told = [str(value) for value in (*picture.info.values(), *picture.getexif().values())]
    return any(spans([text], wanted)[0] for text in told)
