"""How a command ends: the exit codes of the contract, and what cannot be used."""

from __future__ import annotations

from typing import Final

from shoumi.law.words import Message

DONE: Final = 0
NO: Final = 1
UNUSABLE: Final = 2
OUR_FAULT: Final = 3


class UnusableInputError(Exception):
    """What was typed, or what a named file holds, cannot be used; says what would be right."""

    def __init__(self, template: str, **values: str | int) -> None:
        """Keep the sentence for translation."""
        self.message = Message(template, values)
        super().__init__(str(self.message))
