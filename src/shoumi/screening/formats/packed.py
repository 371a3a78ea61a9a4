"""Single files packed by gzip, bzip2 or xz, unpacked to a bound."""

import bz2
import gzip
import lzma
import zlib
from io import BufferedIOBase

from shoumi.screening.formats import warc
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Enclosed, Layer, Pieces, Why
from shoumi.screening.source import Source, opened

GZIP = b"\x1f\x8b"
BLOCK = 1 << 20
XZ_MEMORY = 128 * 2**20
FAILURES = (OSError, EOFError, zlib.error, lzma.LZMAError)


def read(source: Source, *, limits: Limits) -> Pieces:
    """The one file inside, as far as the limit."""
    if source[:2] == GZIP and warc.unpacked(source):
        yield from warc.records(gzip.GzipFile(fileobj=opened(source)), limits)
        return
    blocks: list[bytes] = []
    size = 0
    bound = min(limits.member, max(limits.ratio_floor, limits.ratio * len(source)))
    try:
        with _stream(source) as stream:
            while block := stream.read(BLOCK):
                size += len(block)
                if size > bound:
                    yield unopened(Why.TOO_LARGE, "the packed file")
                    return
                blocks.append(block)
    except FAILURES:
        yield unopened(Why.DAMAGED, "the packed file")
    if blocks:
        yield Enclosed(name="unpacked", content=b"".join(blocks), layer=Layer.BODY)


def _stream(source: Source) -> BufferedIOBase:
    if source[:2] == GZIP:
        return gzip.GzipFile(fileobj=opened(source))
    if source[:3] == b"BZh":
        return bz2.BZ2File(opened(source))
    return lzma.LZMAFile(opened(source))
