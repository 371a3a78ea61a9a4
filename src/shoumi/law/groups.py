"""Groups of codes: a wider word stands for the narrower ones that it holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeAlias

Groups: TypeAlias = Mapping[str, tuple[str, ...]]


def widened(codes: Collection[str], groups: Groups) -> frozenset[str]:
    """The codes with everything that they hold, whatever holds what.

    A code that holds nothing stands for itself. Ends also where groups hold each other, which the
    reader of packs refuses.
    """
    found: set[str] = set()
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting.extend(groups.get(code, ()))
    return frozenset(found)
