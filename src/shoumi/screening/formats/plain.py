"""Text, CSV and Markdown in any Chinese encoding, read in stretches however large the file."""

import codecs
from collections.abc import Iterator

from shoumi.screening.formats.encoding import encoding_of
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Layer, Passage, Pieces, Place, Why
from shoumi.screening.source import Source

STRETCH = 1 << 20
OVERLAP = 48  # characters given twice where no line ends: no term may fall between stretches


def read(source: Source, *, limits: Limits) -> Pieces:
    """Stretches of whole lines, with the line on which each begins."""
    name = encoding_of(source)
    if not name:
        if len(source):
            yield unopened(Why.UNKNOWN, "the text")
        return
    line = 1
    column = 1
    damaged = False
    for text in _stretches(source, name):
        damaged = damaged or "\ufffd" in text
        place = Place(line=line, column=column)
        yield Passage(text=text, layer=Layer.BODY, place=place)
        if text.endswith("\n"):
            line, column = line + text.count("\n"), 1
        else:
            line, column = line + text.count("\n"), len(text) - text.rfind("\n") - OVERLAP
    if damaged:
        yield unopened(Why.DAMAGED, f"a stretch that is not {name}")


def _stretches(source: Source, name: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(name)("replace")
    held = ""
    for begin in range(0, len(source), STRETCH):
        last = begin + STRETCH >= len(source)
        held += decoder.decode(source[begin : begin + STRETCH], final=last)
        if last:
            break
        cut = held.rfind("\n") + 1
        if cut:
            yield held[:cut]
            held = held[cut:]
        elif len(held) > OVERLAP:
            yield held
            held = held[-OVERLAP:]
    if held:
        yield held
