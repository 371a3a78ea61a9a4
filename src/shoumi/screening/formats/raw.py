"""Text and pictures found in bytes of unknown make: the second net under the binary formats."""

import re
from collections.abc import Iterator

import msgspec

from shoumi.screening.formats.encoding import FREQUENT

# A run of characters that people write: Han, kana-free; ASCII; Chinese punctuation; stars.
WIDE = re.compile(
    r"[\u4e00-\u9fff\u3400-\u4dbf\uff01-\uff5e\u3000-\u303f★☆\u2010-\u2027\u2103\u25a0-\u25cf\x20-\x7e\r\n\t]{2,}"
)
HAN = re.compile(r"[\u4e00-\u9fff]{2}")
WORD = re.compile(r"[0-9A-Za-z@._ -]{8}")
NARROW = re.compile(rb"(?:[\x20-\x7e]|[\xa1-\xf7][\xa1-\xfe]){4,}")
PICTURE = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff[\xe0-\xef\xdb]")
MOST_PICTURES = 100
SHORTEST_ASCII = 6
BREAKS = re.compile("[\r\n\t\x0b]+")
STRAY = ((0, 1), (1, 0), (1, 1), (2, 0), (0, 2), (2, 1), (1, 2), (2, 2))


class Told(msgspec.Struct, kw_only=True):
    """What the format's own reader has told, so that the second net does not tell it again."""

    lines: set[str] = set()

    def add(self, text: str) -> None:
        self.lines.update(line.strip() for line in BREAKS.split(text))

    def holds(self, run: str) -> bool:
        """Whether every line of a run was told, but for a letter or two of the bytes around it."""
        return all(self._line(line.strip()) for line in BREAKS.split(run))

    def _line(self, line: str) -> bool:
        return line in self.lines or any(
            line[first : len(line) - last] in self.lines
            for first, last in STRAY
            if first + last < len(line)
        )


def strings(content: bytes, told: Told) -> Iterator[str]:
    """Runs of text in UTF-16 at either parity, and in GBK, that were not told already."""
    for begin in (0, 1):
        wide = content[begin : begin + (len(content) - begin) // 2 * 2].decode(
            "utf-16-le", "replace"
        )
        for match in WIDE.finditer(wide):
            text = match[0].strip()
            if (HAN.search(text) or WORD.search(text)) and not told.holds(text):
                yield text
    for found in NARROW.finditer(content):
        text = found[0].decode("gb18030", "replace").strip()
        likely = (text.isascii() and len(text) >= SHORTEST_ASCII) or any(
            c in FREQUENT or c in "密★" for c in text
        )
        if likely and not told.holds(text):
            yield text


def pictures(content: bytes) -> Iterator[bytes]:
    """PNG and JPEG files that lie whole in the bytes."""
    for number, match in enumerate(PICTURE.finditer(content)):
        if number >= MOST_PICTURES:
            return
        png = match[0].startswith(b"\x89")
        end = content.find(b"IEND\xaeB`\x82" if png else b"\xff\xd9", match.end())
        if end > 0:
            yield content[match.start() : end + (8 if png else 2)]
