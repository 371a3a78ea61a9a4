"""Sentences for people: English in the code, 简体中文 complete beside it.

Screening stands alone, so its few sentences travel with it rather than with a site's catalogues.
"""

import tomllib
from collections.abc import Mapping
from importlib import resources

import msgspec


def N_(text: str) -> str:  # noqa: N802 -- the mark that every catalogue tool looks for
    """Mark a sentence for translation and leave it as it is."""
    return text


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with named gaps, and what fills them; put into words only when shown."""

    template: str
    values: dict[str, str | int] = {}

    def __str__(self) -> str:
        return self.template.format_map(self.values)


def chinese() -> dict[str, str]:
    """Every English sentence of this library with its 简体中文."""
    text = resources.files(__package__).joinpath("words.zh.toml").read_text(encoding="utf-8")
    return {entry["en"]: entry["zh"] for entry in tomllib.loads(text).get("word", ())}


def say(message: Message, catalogue: Mapping[str, str]) -> str:
    """A message in the catalogue's language; an empty catalogue leaves English."""
    values = {
        name: catalogue.get(value, value) if isinstance(value, str) else value
        for name, value in message.values.items()
    }
    return catalogue.get(message.template, message.template).format_map(values)
