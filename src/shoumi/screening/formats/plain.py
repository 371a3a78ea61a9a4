"""Text, CSV and Markdown in any Chinese encoding, read in stretches however large the file."""

import codecs
from collections.abc import Iterator

import numpy as np

from shoumi.screening.formats.encoding import encoding_of
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Layer, Passage, Pieces, Place, Why
from shoumi.screening.source import Source

STRETCH = 1 << 20
LINE_END = ord("\n")
WIDE = ("utf-16", "utf-32")
OVERLAP = 48  # characters given twice where no line ends: no term may fall between stretches


def read(source: Source, *, limits: Limits) -> Pieces:
    """Stretches of whole lines, with the line on which each begins."""
    name = encoding_of(source)
    if not name:
        if len(source):
            yield unopened(Why.UNKNOWN, "the text")
        return
    line, column = 1, 1
    damaged = False
    for text, lines in _stretches(source, name):
        damaged = damaged or "\ufffd" in text
        yield Passage(text=text, layer=Layer.BODY, place=Place(line=line, column=column))
        line += lines
        column = 1 if text.endswith("\n") else len(text) - text.rfind("\n") - OVERLAP
    if damaged:
        yield unopened(Why.DAMAGED, f"a stretch that is not {name}")


def _stretches(source: Source, name: str) -> Iterator[tuple[str, int]]:
    """Stretches with the count of their line ends.

    A stretch is cut behind its last line end, so the count is that of the bytes just read;
    counting bytes is ten times faster than counting characters.
    """
    decoder = codecs.getincrementaldecoder(name)("replace")
    wide = name.startswith(WIDE)
    held = ""
    for begin in range(0, len(source), STRETCH):
        last = begin + STRETCH >= len(source)
        content = source[begin : begin + STRETCH]
        # in every encoding but the wide ones the byte of a line's end means nothing else
        end = len(content) if last or wide else content.rfind(b"\n") + 1
        text = decoder.decode(content[:end], final=last)
        lines = text.count("\n") if wide else _line_ends(content)
        held = held + text if held else text
        cut = len(held) if last else held.rfind("\n") + 1
        if cut:
            yield held[:cut], lines
            held = held[cut:]
        if end < len(content):
            held += decoder.decode(content[end:])
        if not cut and len(held) > OVERLAP:
            yield held, 0
            held = held[-OVERLAP:]


def _line_ends(content: bytes) -> int:
    return int(np.count_nonzero(np.frombuffer(content, dtype=np.uint8) == LINE_END))
