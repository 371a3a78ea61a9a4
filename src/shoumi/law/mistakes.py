"""The mistakes of one pack, as an author reads them."""

from __future__ import annotations

import msgspec

from shoumi.law.words import Message


class PackError(msgspec.Struct, frozen=True, kw_only=True):
    """One mistake: `place` is the clause's number or the path of keys inside the file."""

    id: str
    file: str
    place: str
    message: Message
    expected: Message

    def __str__(self) -> str:
        """One line for a terminal, in English."""
        where = f"{self.file}: {self.place}" if self.place else self.file
        return f"{self.id} {where}: {self.message} Expected: {self.expected}."


class PackErrors(msgspec.Struct, frozen=True, kw_only=True):
    """All mistakes of a pack, in the order of its files; never empty."""

    pack: str
    errors: tuple[PackError, ...]

    def __str__(self) -> str:
        """All errors, one a line."""
        return "\n".join(str(error) for error in self.errors)
