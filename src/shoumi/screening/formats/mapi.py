"""Properties of mail as MAPI numbers them, for messages (msg) and for winmail.dat alike."""

from collections.abc import Iterator

from shoumi.screening.formats.packed_rtf import TornRtfError, unpacked
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.pieces import Enclosed, Layer, Passage, Piece, Place, Why

BODY, HTML, RTF, CONTENT, NAME, LONG_NAME = 0x1000, 0x1013, 0x1009, 0x3701, 0x3704, 0x3707
NARROW, WIDE, BINARY, OBJECT = 0x1E, 0x1F, 0x102, 0x0D


def said(tag: int, content: bytes, kind: int, layer: Layer | None, part: str) -> Iterator[Passage]:
    """A property that is text; `layer` is that of an attachment's, None for the mail's own."""
    text = content.decode("utf-16-le" if kind == WIDE else "gb18030", "replace").strip("\x00")
    if text.strip():
        own = Layer.BODY if tag == BODY else Layer.PROPERTIES
        yield Passage(text=text, layer=layer or own, place=Place(part=part))


def bodied(tag: int, content: bytes, layer: Layer | None, part: str) -> Iterator[Piece]:
    """A body as a page or as packed rich text."""
    place = Place(part=part)
    if tag == RTF:
        try:
            content = unpacked(content)
        except TornRtfError:
            yield unopened(Why.DAMAGED, "body.rtf", place)
            return
    name = "body.rtf" if tag == RTF else "body.html"
    yield Enclosed(name=name, content=content, layer=layer or Layer.BODY, place=place)
