"""Tries to read removed strings back, by other ways than the one that removed them."""

import io
import re
import unicodedata
import warnings
from collections.abc import Iterator, Sequence

import msgspec
from PIL import Image, UnidentifiedImageError

from shoumi.screening.formats.encoding import encoding_of
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Passage
from shoumi.screening.redaction.readers import Leaf, leaves, packed, readings, strangers
from shoumi.screening.redaction.removal import SHORT, Removal, clean, spans
from shoumi.screening.walk import Eyes, walk

CHECKS = (
    "every layer of every part, pictures read where there are eyes",
    "bytes of every member, name and inflated stream, in five encodings",
    "markup without its tags, entities, percent signs, escapes, quoted letters",
    "base64 and hexadecimal",
    "objects of a PDF and chunks of a picture that its pixels have no use for",
    "metadata of pictures",
)
SEARCHED = 6  # bytes; fewer stand in compressed pixels by chance
RUN_TOGETHER = 4  # characters; fewer are found across two words that only stand side by side
PACKED_PIXELS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"RIFF")
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
SPACES = dict.fromkeys(map(ord, " \t\r\n\u3000\xa0"))


class Survivor(msgspec.Struct, frozen=True, kw_only=True):
    """A removed string was read back: by which way and where. The string itself is not told."""

    way: str
    where: str


class _Needle(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    bare: str
    short: bool


def attack(content: bytes, *, name: str, wanted: Removal, eyes: Eyes | None) -> list[Survivor]:
    """Everything that was read back; an empty list means that nothing was."""
    needles = [_needle(text) for text in wanted.strings]
    found = [*_layers(content, name, wanted, eyes)]
    for leaf in leaves(content, name):
        ways = [*_ways(leaf, wanted, needles)]
        if ways:
            where = clean(leaf.where, wanted.covering())
            found.extend(Survivor(way=way, where=where) for way in ways)
    return found


def _layers(content: bytes, name: str, wanted: Removal, eyes: Eyes | None) -> Iterator[Survivor]:
    _, pieces = walk(content, name=name, limits=Limits(), eyes=eyes)
    passages = [piece for piece in pieces if isinstance(piece, Passage)]
    for passage, found in zip(passages, spans([p.text for p in passages], wanted), strict=True):
        if found:
            where = clean(passage.place.part or name, wanted.covering())
            yield Survivor(way=f"layer {passage.layer}", where=where)


def _ways(leaf: Leaf, wanted: Removal, needles: Sequence[_Needle]) -> Iterator[str]:
    if _in_bytes(leaf.content, wanted.patterns):
        yield "bytes"
    for way, text in _texts(leaf.content):
        if _in_text(text, needles):
            yield way
        if way == "text" and any(_in_bytes(each, wanted.patterns) for each in packed(text)):
            yield "base64 or hexadecimal"
    yield from strangers(leaf.content)
    if any(_in_text(text, needles) for text in _metadata(leaf.content)):
        yield "metadata"


def _in_bytes(content: bytes, patterns: Sequence[bytes]) -> bool:
    least = SEARCHED if content.startswith(PACKED_PIXELS) else 0
    return any(
        pattern in content and _apart(content, pattern)
        for pattern in patterns
        if len(pattern) >= least
    )


def _apart(content: bytes, pattern: bytes) -> bool:
    """A few letters or digits inside a longer number or name are not the string."""
    if len(pattern) >= SHORT or not pattern.isalnum():
        return True
    start = content.find(pattern)
    while start >= 0:
        beside = content[max(start - 1, 0) : start] + content[start + len(pattern) :][:1]
        if not any(bytes([byte]).isalnum() for byte in beside):
            return True
        start = content.find(pattern, start + 1)
    return False


def _texts(content: bytes) -> Iterator[tuple[str, str]]:
    codec = "" if content.startswith(PACKED_PIXELS) else encoding_of(content)
    if codec:
        yield from readings(content.decode(codec, "replace"))


def _needle(text: str) -> _Needle:
    plain = _plain(text)
    short = len(plain) < SHORT and plain.isascii() and plain.isalnum()
    return _Needle(text=plain, bare=plain.translate(SPACES), short=short)


def _plain(text: str) -> str:
    """Compatible forms as one, nothing invisible, no difference of case."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).casefold()


def _in_text(text: str, needles: Sequence[_Needle]) -> bool:
    plain = _plain(text)
    bare = plain.translate(SPACES)
    return any(
        _stands_alone(plain, needle.text)
        if needle.short
        else needle.text in plain or (len(needle.bare) >= RUN_TOGETHER and needle.bare in bare)
        for needle in needles
    )


def _stands_alone(text: str, needle: str) -> bool:
    return needle in text and _apart(text.encode("utf-8", "replace"), needle.encode())


def _metadata(content: bytes) -> Iterator[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torn tags are no reason to stop the attack
            picture = Image.open(io.BytesIO(content))
            told = (*picture.info.values(), *picture.getexif().values())
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return
    for value in told:
        yield value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
