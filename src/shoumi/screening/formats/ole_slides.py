"""PowerPoint 97-2003 and WPS Presentation: a tree of records with text atoms."""

import struct
import zlib
from collections.abc import Iterator
from struct import unpack_from

import msgspec

from shoumi.screening.formats.package import bomb
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Passage, Piece, Place, Why

CONTAINER = 0xF
SLIDE, NOTES, MASTER, COMMENT, HEADERS = 1006, 1008, 1016, 12000, 4057
OUTLINE, OUTLINE_SLIDE, SHOWN, BOX_KIND = 4080, 1011, 1017, 3999
WIDE_TEXT, NARROW_TEXT, STRING = 4000, 4008, 4026
OBJECT, SHAPE_PROPERTIES = 4113, 0xF00B
HIDDEN, LOOSE_BOX = 0x04, 4
LAYERS = {NOTES: Layer.NOTES, MASTER: Layer.MARKUP, COMMENT: Layer.COMMENT, HEADERS: Layer.HEADER}
OUTLINES = {0: Layer.BODY, 1: Layer.MARKUP, 2: Layer.NOTES}
FOOTER_STRING = 2
COMPLEX, PROPERTY, DESCRIBED, DRAWN_WORDS = 0x8000, 0x3FFF, frozenset({0x380, 0x381, 0x38D}), 0xC0
HEAD = 8
DEEPEST = 64


class _Where(msgspec.Struct, frozen=True, kw_only=True):
    """The layer and slide that a record stands in."""

    layer: Layer = Layer.BODY
    slide: int = 0
    depth: int = 0


class _Record(msgspec.Struct, frozen=True, kw_only=True):
    kind: int
    instance: int
    container: bool
    start: int
    stop: int


class _Show(msgspec.Struct, kw_only=True):
    """The stream, the numbers of hidden slides, and how far the counts of slides have come."""

    stream: bytes
    limits: Limits
    hidden: frozenset[int]
    slides: int = 0
    outlined: int = 0
    loose: bool = False


def pieces(stream: bytes, limits: Limits) -> Iterator[Piece]:
    """Every text atom, with the layer of the container that it stands in."""
    show = _Show(stream=stream, limits=limits, hidden=frozenset(_hidden(stream)))
    yield from _records(show, 0, len(stream), _Where())


def _listed(stream: bytes, begin: int, end: int) -> Iterator[_Record]:
    position = begin
    while position + HEAD <= end:
        version, kind, length = unpack_from("<HHI", stream, position)
        stop = min(position + HEAD + length, end)
        yield _Record(
            kind=kind, instance=version >> 4, container=version & 0xF == CONTAINER,
            start=position + HEAD, stop=stop,
        )  # fmt: skip
        position = stop


def _hidden(stream: bytes) -> Iterator[int]:
    """Numbers of slides that are not shown."""
    slides = (record for record in _listed(stream, 0, len(stream)) if record.kind == SLIDE)
    for number, slide in enumerate(slides, start=1):
        for record in _listed(stream, slide.start, slide.stop):
            if record.kind == SHOWN and record.stop - record.start > 10:
                if stream[record.start + 10] & HIDDEN:
                    yield number
                break


def _records(show: _Show, begin: int, end: int, where: _Where) -> Iterator[Piece]:
    for record in _listed(show.stream, begin, end):
        if record.container and where.depth < DEEPEST:
            inner = _inside(record, where, show)
            yield from _records(show, record.start, record.stop, inner)
        else:
            yield from _atom(show, record, where)


def _inside(record: _Record, where: _Where, show: _Show) -> _Where:
    layer, slide = where.layer, where.slide
    if record.kind == SLIDE:
        show.slides += 1
        slide = show.slides
        layer = Layer.HIDDEN_SLIDE if slide in show.hidden else layer
    elif record.kind == OUTLINE:
        layer, show.outlined = OUTLINES.get(record.instance, layer), 0
    elif record.kind in LAYERS and layer is not Layer.HIDDEN_SLIDE:
        layer = LAYERS[record.kind]
    return _Where(layer=layer, slide=slide, depth=where.depth + 1)


def _atom(show: _Show, record: _Record, where: _Where) -> Iterator[Piece]:
    body = show.stream[record.start : record.stop]
    if record.kind == OUTLINE_SLIDE:
        show.outlined += 1
    elif record.kind == BOX_KIND:
        show.loose = body[:1] == bytes([LOOSE_BOX])
    elif record.kind in {WIDE_TEXT, NARROW_TEXT}:
        text = body.decode("utf-16-le" if record.kind == WIDE_TEXT else "latin-1", "replace")
        yield from _said(text, _placed(show, where))
        show.loose = False
    elif record.kind == STRING:
        footer = where.layer is Layer.HEADER and record.instance == FOOTER_STRING
        layer = Layer.FOOTER if footer else where.layer
        yield from _said(
            body.decode("utf-16-le", "replace"), msgspec.structs.replace(where, layer=layer)
        )
    elif record.kind == SHAPE_PROPERTIES:
        yield from _described(body, record.instance, where)
    elif record.kind == OBJECT:
        yield _object(body, record, where, show.limits)


def _placed(show: _Show, where: _Where) -> _Where:
    """Text of the outline belongs to the slide that was named last; loose boxes are boxes."""
    if not where.slide and show.outlined and where.layer is Layer.BODY:
        hidden = show.outlined in show.hidden
        layer = Layer.HIDDEN_SLIDE if hidden else Layer.BODY
        return msgspec.structs.replace(where, slide=show.outlined, layer=layer)
    if show.loose and where.layer is Layer.BODY:
        return msgspec.structs.replace(where, layer=Layer.TEXT_BOX)
    return where


def _described(body: bytes, count: int, where: _Where) -> Iterator[Passage]:
    """Alternative texts and words drawn as pictures, behind the list of a shape's properties."""
    place = 6 * count
    for i in range(min(count, len(body) // 6)):
        code, length = unpack_from("<HI", body, 6 * i)
        if not code & COMPLEX:
            continue
        text = body[place : place + length].decode("utf-16-le", "replace").strip("\x00")
        place += length
        if code & PROPERTY in DESCRIBED:
            yield from _said(text, msgspec.structs.replace(where, layer=Layer.ALT_TEXT))
        elif code & PROPERTY == DRAWN_WORDS:
            yield from _said(text, msgspec.structs.replace(where, layer=Layer.TEXT_BOX))


def _object(body: bytes, record: _Record, where: _Where, limits: Limits) -> Piece:
    """An embedded object or the project of macros; the first instance is compressed."""
    place = Place(slide=where.slide, part="object")
    if record.instance != 1:
        return Enclosed(name="object", content=body, layer=Layer.EMBEDDED, place=place)
    try:
        size = unpack_from("<I", body)[0]
        if bomb(size, len(body), limits) is not None:
            return unopened(Why.TOO_LARGE, "object", place)
        content = zlib.decompressobj().decompress(body[4:], size)
    except (struct.error, zlib.error):
        return unopened(Why.DAMAGED, "object", place)
    return Enclosed(name="object", content=content, layer=Layer.EMBEDDED, place=place)


def _said(text: str, where: _Where) -> Iterator[Passage]:
    for line in text.replace("\x0b", "\r").split("\r"):
        if line.strip("\x00 "):
            yield Passage(text=line, layer=where.layer, place=Place(slide=where.slide))
