"""Where the mistakes of a pack are gathered while it is read."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from shoumi.law.errors import Fault
from shoumi.law.mistakes import PackError
from shoumi.law.words import Message


class Notes:
    """All mistakes of one pack, in the order in which they were met."""

    def __init__(self) -> None:
        self.errors: list[PackError] = []

    def add(self, fault: Fault, file: str, place: str = "", **values: str | int) -> None:
        """Note one mistake; `values` fill both of the fault's sentences."""
        self.errors.append(
            PackError(
                id=fault.id,
                file=file,
                place=place,
                message=Message(fault.says, values),
                expected=Message(fault.expected, values),
            )
        )


def nearest(word: str, known: Collection[str]) -> str:
    """The known word most like `word`, so that a slip of the pen is seen at once."""
    found = get_close_matches(word, known, n=1, cutoff=0.0)
    return found[0] if found else "—"


def listed(words: Collection[str]) -> str:
    """Words in order, for a sentence that names all of them; long lists are cut."""
    ordered = sorted(words)
    shown = ", ".join(ordered[:24])
    return f"{shown}, …" if len(ordered) > 24 else shown or "—"  # noqa: PLR2004 what a line holds


def described(value: object) -> str:
    """A value as a message shows it: its sort and, where it is short, itself."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return f"a table with {listed([str(key) for key in value])}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, str):
        return f"the text “{value[:60]}”"
    return f"{value}"[:60]
