"""Words for people: marked where they stand, put into a language at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A text that a pack carries in both languages; Chinese is what binds."""

    zh: str
    en: str

    def within(self, language: str) -> str:
        """The text in `language` ("zh" or "en")."""
        return self.en if language == "en" else self.zh


class Message(msgspec.Struct, frozen=True):
    """A sentence with its values still apart, so that it can be said in any language.

    `template` is the English source with `{name}` places; it is the key of the catalogue.
    """

    template: str
    values: dict[str, str | int] = {}

    def fill(self, template: str) -> str:
        """The sentence from `template`, which is this template or a translation of it."""
        return template.format(**self.values)

    def __str__(self) -> str:
        """The English sentence."""
        return self.fill(self.template)


class Translate(Protocol):
    """From an English template to the same template in a reader's language."""

    def __call__(self, template: str, /) -> str:
        """The translation of `template`; the template itself where the language is English."""
        ...


def N_(template: str) -> str:  # noqa: N802 the customary mark of translatable text
    """Mark `template` for the catalogues and give it back as it is."""
    return template


def say(message: Message, translate: Translate) -> str:
    """The sentence of `message` in the language of `translate`."""
    return message.fill(translate(message.template))


Terms = Mapping[tuple[str, str], Text]
"""What a code is called: (sort of code, code) to its name; sorts: act, field, code, kind, …"""
