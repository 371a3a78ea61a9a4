"""What a command says: lines for people in their language, or one JSON value for programs."""

from __future__ import annotations

import gettext
import sys
from collections.abc import Mapping
from datetime import date, datetime
from importlib import resources

import msgspec

from shoumi.law.words import Message, Text, say

LOCALES = {"zh": "zh_Hans"}


def language_of(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for: SHOUMI_LANG before LC_ALL before LANG."""
    for name in ("SHOUMI_LANG", "LC_ALL", "LANG"):
        if asked := environment.get(name):
            return "zh" if asked.lower().startswith("zh") else "en"
    return "en"


class Speaker:
    """Says everything that a command has to say, in one language, as text or as JSON."""

    def __init__(self, language: str, *, as_json: bool = False) -> None:
        """Load the catalogue of `language`; without one, sentences stay English."""
        self.language, self.as_json = language, as_json
        self._catalogue = _catalogue(language)

    def sentence(self, template: str, **values: str | int) -> str:
        """A sentence marked with N_, in the reader's language."""
        return self.message(Message(template, values))

    def message(self, message: Message) -> str:
        """A message of the core, in the reader's language."""
        return say(message, self._catalogue.gettext)

    def text(self, text: Text) -> str:
        """A text that a pack carries, in the reader's language."""
        return text.within(self.language)

    def line(self, text: str = "") -> None:
        """Print a line for people; with --json nothing."""
        if not self.as_json:
            print(text)

    def tell(self, template: str, **values: str | int) -> None:
        """Print a sentence for people; with --json nothing."""
        self.line(self.sentence(template, **values))

    def table(self, rows: list[tuple[str, ...]]) -> None:
        """Print columns side by side; a Chinese character is two columns wide."""
        if not rows:
            return
        widths = [max(_width(row[place]) for row in rows) for place in range(len(rows[0]))]
        for row in rows:
            cells = [
                cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
            ]
            self.line("  ".join(cells).rstrip())

    def value(self, value: object) -> None:
        """Print the JSON of a value; without --json nothing."""
        if self.as_json:
            print(msgspec.json.encode(value, enc_hook=_plain).decode())

    def complain(self, word: str, why: str, **more: object) -> None:
        """Say what went wrong: on stderr for people, as the one JSON value for programs."""
        if self.as_json:
            self.value({"error": word, "why": why, **more})
        else:
            sys.stdout.flush()
            print(why, file=sys.stderr)


def _catalogue(language: str) -> gettext.NullTranslations:
    if language not in LOCALES:
        return gettext.NullTranslations()
    folder = resources.files("shoumi.server") / "locale"
    return gettext.translation("django", str(folder), languages=[LOCALES[language]], fallback=True)


def _width(text: str) -> int:
    return sum(2 if "\u1100" <= each <= "\uffdc" else 1 for each in text)


def _plain(value: object) -> object:
    if isinstance(value, Message):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
