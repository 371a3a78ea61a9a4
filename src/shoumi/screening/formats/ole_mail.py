"""Outlook messages (msg): properties as streams, attachments as storages."""

from collections.abc import Iterable, Iterator

import olefile

from shoumi.screening.formats import mapi
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Piece, Place, Why

PREFIX, ATTACHED = "__substg1.0_", "__attach"
OWN = ("__substg1.0_", "__properties_version1.0", "__nameid_version1.0")
HEX = frozenset("0123456789ABCDEFabcdef")


def pieces(
    file: olefile.OleFileIO, names: Iterable[tuple[str, ...]], limits: Limits
) -> Iterator[Piece]:
    """All strings of the message, then its attachments; attached messages by their strings."""
    for path in map(list, names):
        code = path[-1][len(PREFIX) :]
        if not path[-1].startswith(PREFIX) or len(code) < 8 or not set(code[:8]) <= HEX:
            continue
        if file.get_size(path) > limits.member:
            yield unopened(Why.TOO_LARGE, "/".join(path))
            continue
        yield from _property(file, path, int(code[:4], 16), int(code[4:8], 16))


def strange(path: tuple[str, ...]) -> bool:
    """Whether a stream is no property of mail: one of an object that somebody attached."""
    return not path[-1].startswith(OWN) and not any(part.startswith(OWN[2]) for part in path)


def _property(file: olefile.OleFileIO, path: list[str], tag: int, kind: int) -> Iterator[Piece]:
    layer = Layer.ATTACHMENT if path[0].startswith(ATTACHED) else None
    if kind in {mapi.NARROW, mapi.WIDE}:
        yield from mapi.said(tag, file.openstream(path).read(), kind, layer, "/".join(path))
    elif kind == mapi.BINARY and tag in {mapi.HTML, mapi.RTF}:
        yield from mapi.bodied(tag, file.openstream(path).read(), layer, "/".join(path[:-1]))
    elif kind == mapi.BINARY and tag == mapi.CONTENT:
        yield Enclosed(
            name=_name(file, path[:-1]),
            content=file.openstream(path).read(),
            layer=Layer.ATTACHMENT,
            place=Place(part="/".join(path[:-1])),
        )


def _name(file: olefile.OleFileIO, folder: list[str]) -> str:
    for tag in (mapi.LONG_NAME, mapi.NAME):
        for kind, encoding in ((mapi.WIDE, "utf-16-le"), (mapi.NARROW, "gb18030")):
            path = [*folder, f"{PREFIX}{tag:04X}{kind:04X}"]
            if file.exists(path):
                return str(file.openstream(path).read().decode(encoding, "replace"))
    return "attachment"
