"""Goes through a file and every file inside it, to a bound."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import msgspec

from shoumi.screening.formats.registry import MODULES, reader
from shoumi.screening.formats.sniff import sniff
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Passage, Piece, Place, Unscreened, Why
from shoumi.screening.source import Source

Eyes: TypeAlias = Callable[[bytes], Iterator[Passage]]
INHERITED = frozenset({Layer.ATTACHMENT, Layer.EMBEDDED, Layer.DELETED, Layer.PICTURE_TEXT})


class _Budget(msgspec.Struct, kw_only=True):
    """What is left of the limits for one whole file."""

    unpacked: int
    members: int


def walk(
    source: Source, *, name: str, limits: Limits, eyes: Eyes | None
) -> tuple[str, Iterator[Piece]]:
    """The file's kind and its pieces, those of enclosed files after their container's."""
    kind = sniff(source)
    budget = _Budget(unpacked=limits.unpacked, members=limits.members)
    return kind, _pieces(source, name, kind, (), limits, budget, eyes)


def _pieces(
    source: Source, name: str, kind: str, trail: tuple[str, ...], limits: Limits,
    budget: _Budget, eyes: Eyes | None,
) -> Iterator[Piece]:  # fmt: skip
    yield Passage(text=name, layer=Layer.FILE_NAME, place=Place(trail=trail))
    if kind not in MODULES:
        yield _inside(unopened(Why.UNKNOWN, name), trail)
        return
    try:
        for piece in reader(kind).read(source, limits=limits):
            if isinstance(piece, Enclosed):
                yield from _enclosed(piece, trail, limits, budget, eyes)
            else:
                yield _inside(piece, trail)
    except Exception as error:  # noqa: BLE001 -- foreign parsers raise anything on damaged bytes; the file is then reported as not screened, never passed over
        yield _inside(unopened(Why.DAMAGED, f"{name} ({type(error).__name__})"), trail)
    if kind == "image":
        yield from _seen(bytes(source), name, trail, eyes)


def _enclosed(
    piece: Enclosed, trail: tuple[str, ...], limits: Limits, budget: _Budget, eyes: Eyes | None
) -> Iterator[Piece]:
    inner = (*trail, piece.name)
    budget.members -= 1
    budget.unpacked -= len(piece.content)
    if budget.members < 0 or budget.unpacked < 0:
        why = Why.TOO_MANY if budget.members < 0 else Why.TOO_LARGE
        yield _inside(unopened(why, piece.name), trail)
    elif len(inner) > limits.depth:
        yield _inside(unopened(Why.TOO_DEEP, piece.name), trail)
    else:
        kind = sniff(piece.content)
        for part in _pieces(piece.content, piece.name, kind, inner, limits, budget, eyes):
            yield _lent(part, piece.layer)


def _lent(piece: Piece, layer: Layer) -> Piece:
    """What is plain body inside an attachment is, for the whole file, an attachment's text."""
    if layer in INHERITED and isinstance(piece, Passage) and piece.layer is Layer.BODY:
        return msgspec.structs.replace(piece, layer=layer)
    return piece


def _seen(content: bytes, name: str, trail: tuple[str, ...], eyes: Eyes | None) -> Iterator[Piece]:
    if eyes is None:
        yield _inside(unopened(Why.NO_TEXT, name), trail)
        return
    try:
        for passage in eyes(content):
            yield _inside(passage, trail)
    except Exception as error:  # noqa: BLE001 -- a reader of pictures may fail on any of them; reported
        yield _inside(unopened(Why.CRASHED, f"{name} ({type(error).__name__})"), trail)


def _inside(piece: Piece, trail: tuple[str, ...]) -> Piece:
    """The same piece with the containers it was found in."""
    if not trail or not isinstance(piece, Passage | Unscreened):
        return piece
    return msgspec.structs.replace(
        piece, place=msgspec.structs.replace(piece.place, trail=(*trail, *piece.place.trail))
    )
