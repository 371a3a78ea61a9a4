"""Which module reads which format. The only place that imports by name.

A module is imported when the first file of its format comes: parsers of PDF, pictures and
archives take longer to load than a text takes to screen (cold start of half a second).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, TypeAlias, cast

from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Passage, Pieces
from shoumi.screening.source import Source

Box: TypeAlias = tuple[float, float, float, float]
MODULES: Mapping[str, str] = MappingProxyType(
    {
        "text": "plain",
        "docx": "docx",
        "xlsx": "xlsx",
        "pptx": "pptx",
        "pdf": "pdf",
        "html": "html",
        "mail": "mail",
        "zip": "zipped",
        "7z": "archive",
        "rar": "archive",
        "tar": "archive",
        "zstd": "archive",
        "gz": "packed",
        "bz2": "packed",
        "xz": "packed",
        "odf": "odf",
        "rtf": "rtf",
        "ole": "ole",
        "ofd": "ofd",
        "image": "image",
        "warc": "warc",
        "tnef": "tnef",
    }
)


class Format(Protocol):
    """What every module of formats offers."""

    def read(self, source: Source, *, limits: Limits) -> Pieces:
        """The pieces of one file, in reading order."""
        ...


def reader(kind: str) -> Format:
    """The module for a kind that `sniff` names."""
    return cast("Format", import_module(f"shoumi.screening.formats.{MODULES[kind]}"))


class Boxed(Protocol):
    """What formats with fixed pages offer besides."""

    def boxes(self, source: Source, spans: Sequence[tuple[int, int, int]]) -> list[Box | None]:
        """For (page, first, end) characters of a page's text: edges in points."""
        ...


BOXED = frozenset({"pdf", "ofd"})


def measured(kind: str) -> Boxed:
    """The module that knows where on a page characters stand."""
    return cast("Boxed", import_module(f"shoumi.screening.formats.{MODULES[kind]}"))


def eyes() -> Callable[[bytes], Iterator[Passage]]:
    """The reader of pictures; its models are loaded with the first picture."""

    def see(content: bytes) -> Iterator[Passage]:
        seeing = cast("Seeing", import_module("shoumi.screening.seeing"))
        return seeing.see(content)

    return see


class Seeing(Protocol):
    """What the module of the reader of pictures offers."""

    def see(self, content: bytes) -> Iterator[Passage]:
        """The lines of a picture, top to bottom."""
        ...
