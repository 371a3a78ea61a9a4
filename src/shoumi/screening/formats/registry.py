"""Which module reads which format. The only place that imports by name.

A module is imported when the first file of its format comes: parsers of PDF, pictures and
archives take longer to load than a text takes to screen (cold start of half a second).
"""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from shoumi.screening.limits import Limits
from shoumi.screening.pieces import Pieces
from shoumi.screening.source import Source

MODULES: Mapping[str, str] = MappingProxyType(
    {
        "text": "plain",
        "docx": "docx",
        "xlsx": "xlsx",
        "pptx": "pptx",
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
