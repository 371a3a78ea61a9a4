"""Outlook messages (msg): properties as streams, attachments as storages."""

from collections.abc import Iterator

import olefile

from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Passage, Piece, Place, Why

PREFIX = "__substg1.0_"
BODY, HTML, ATTACHED, NAME, LONG_NAME = "1000", "1013", "3701", "3704", "3707"
WIDE, NARROW, BINARY = "001F", "001E", "0102"


def pieces(file: olefile.OleFileIO, limits: Limits) -> Iterator[Piece]:
    """All strings of the message, then its attachments; attached messages by their strings."""
    for path in file.listdir():
        if not path[-1].startswith(PREFIX):
            continue
        tag, kind = path[-1][len(PREFIX) : len(PREFIX) + 4], path[-1][-4:]
        if file.get_size(path) > limits.member:
            yield unopened(Why.TOO_LARGE, "/".join(path))
            continue
        if kind in {WIDE, NARROW}:
            yield from _string(file.openstream(path).read(), tag, kind, path)
        elif kind == BINARY and tag in {HTML, ATTACHED}:
            content = file.openstream(path).read()
            layer = Layer.ATTACHMENT if tag == ATTACHED else Layer.BODY
            name = _name(file, path[:-1]) if tag == ATTACHED else "body.html"
            yield Enclosed(
                name=name, content=content, layer=layer, place=Place(part="/".join(path[:-1]))
            )


def _string(content: bytes, tag: str, kind: str, path: list[str]) -> Iterator[Passage]:
    text = content.decode("utf-16-le" if kind == WIDE else "gb18030", "replace").strip("\x00")
    if text.strip():
        layer = Layer.BODY if tag == BODY else Layer.PROPERTIES
        layer = Layer.ATTACHMENT if len(path) > 1 and path[0].startswith("__attach") else layer
        yield Passage(text=text, layer=layer, place=Place(part="/".join(path)))


def _name(file: olefile.OleFileIO, folder: list[str]) -> str:
    for tag in (LONG_NAME, NAME):
        path = [*folder, f"{PREFIX}{tag}{WIDE}"]
        if file.exists(path):
            return str(file.openstream(path).read().decode("utf-16-le", "replace"))
    return "attachment"
