"""PowerPoint 97-2003 and WPS Presentation: a tree of records with text atoms."""

from collections.abc import Iterator

from shoumi.screening.pieces import Layer, Passage, Place

CONTAINER = 0xF
SLIDE, NOTES, MASTER, COMMENT = 1006, 1008, 1016, 12000
WIDE_TEXT, NARROW_TEXT, STRING = 4000, 4008, 4026
HEAD = 8
DEEPEST = 64


def pieces(stream: bytes) -> Iterator[Passage]:
    """Every text atom, with the layer of the container that it stands in."""
    yield from _records(stream, 0, len(stream), Layer.BODY, 0)


def _records(stream: bytes, begin: int, end: int, layer: Layer, depth: int) -> Iterator[Passage]:
    position = begin
    while position + HEAD <= end and depth < DEEPEST:
        version = stream[position] & 0xF
        kind = int.from_bytes(stream[position + 2 : position + 4], "little")
        length = int.from_bytes(stream[position + 4 : position + 8], "little")
        start, stop = position + HEAD, min(position + HEAD + length, end)
        if version == CONTAINER:
            inner = {NOTES: Layer.NOTES, MASTER: Layer.MARKUP, COMMENT: Layer.COMMENT}.get(
                kind, layer
            )
            yield from _records(stream, start, stop, inner, depth + 1)
        elif kind in {WIDE_TEXT, STRING}:
            yield from _said(stream[start:stop].decode("utf-16-le", "replace"), layer)
        elif kind == NARROW_TEXT:
            yield from _said(stream[start:stop].decode("latin-1"), layer)
        position = stop


def _said(text: str, layer: Layer) -> Iterator[Passage]:
    for line in text.replace("\x0b", "\r").split("\r"):
        if line.strip():
            yield Passage(text=line, layer=layer, place=Place())
