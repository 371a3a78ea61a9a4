"""Web archives (WARC): each response as a file under its address."""

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedIOBase, BufferedReader

from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Piece, Pieces, Why
from shoumi.screening.source import Source, opened

LONGEST_HEAD = 64 * 1024
KEPT = frozenset({b"response", b"resource", b"conversion"})


def read(source: Source, *, limits: Limits) -> Pieces:
    """Records in order, one in memory at a time."""
    yield from records(opened(source), limits)


def records(stream: BufferedIOBase | BufferedReader, limits: Limits) -> Iterator[Piece]:
    """Responses and resources; requests and revisits carry no page."""
    while True:
        head = _head(stream)
        if head is None:
            return
        length = head.get(b"content-length", b"")
        if not length.isdigit():
            yield unopened(Why.DAMAGED, "the web archive")
            return
        address = head.get(b"warc-target-uri", b"?").decode("utf-8", "replace")
        size = int(length)
        if size > limits.member:
            yield unopened(Why.TOO_LARGE, address)
            _skip(stream, size)
        elif head.get(b"warc-type") in KEPT:
            yield _page(stream.read(size), address, limits)
        else:
            _skip(stream, size)


def _head(stream: BufferedIOBase | BufferedReader) -> dict[bytes, bytes] | None:
    line = stream.readline(LONGEST_HEAD)
    while line in {b"\r\n", b"\n"}:
        line = stream.readline(LONGEST_HEAD)
    if not line:
        return None
    fields: dict[bytes, bytes] = {}
    while (line := stream.readline(LONGEST_HEAD)) not in {b"\r\n", b"\n", b""}:
        name, _, value = line.partition(b":")
        fields[name.strip().lower()] = value.strip()
    return fields


def _skip(stream: BufferedIOBase | BufferedReader, size: int) -> None:
    while size > 0 and (block := stream.read(min(size, 1 << 20))):
        size -= len(block)


def _page(content: bytes, address: str, limits: Limits) -> Piece:
    if not content.startswith(b"HTTP/"):
        return Enclosed(name=address, content=content, layer=Layer.BODY)
    head, _, body = content.partition(b"\r\n\r\n")
    lower = head.lower()
    if b"transfer-encoding: chunked" in lower:
        body = _whole(body)
    if b"content-encoding: gzip" in lower or b"content-encoding: deflate" in lower:
        try:
            body = zlib.decompressobj(wbits=47).decompress(body, limits.member)
        except zlib.error:
            return unopened(Why.DAMAGED, address)
    elif b"content-encoding: br" in lower:
        return unopened(Why.UNKNOWN, address)
    return Enclosed(name=address, content=body, layer=Layer.BODY)


def _whole(body: bytes) -> bytes:
    """Chunks put together; a body that is not in chunks after all stays as it is."""
    parts, position = [], 0
    while (end := body.find(b"\r\n", position)) >= 0:
        size_text = body[position:end].split(b";")[0].strip()
        if not size_text or any(c not in b"0123456789abcdefABCDEF" for c in size_text):
            return body
        size = int(size_text, 16)
        if size == 0:
            break
        parts.append(body[end + 2 : end + 2 + size])
        position = end + 4 + size
    return b"".join(parts)


def unpacked(source: Source) -> bool:
    """Whether a gzip file holds a web archive, by its first bytes."""
    try:
        return gzip.GzipFile(fileobj=opened(source)).read(5) == b"WARC/"
    except (OSError, EOFError, zlib.error):
        return False
