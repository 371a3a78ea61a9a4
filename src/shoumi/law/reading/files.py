"""The files of a pack: their names, sizes and letters, before anything is asked of them."""

from __future__ import annotations

import re
import tomllib
from typing import Final

from shoumi.law import errors
from shoumi.law.clause import Json
from shoumi.law.reading.notes import Notes

BASE_PACK: Final = "shoumi"
LARGEST: Final = 1 << 20
_TABLES: Final = r"(pack|roles|levels|parameters|groups|terms)\.toml"
_BELOW: Final = r"(clauses|forms|checklists|cases|calendar)/[a-z0-9][a-z0-9._-]*\.toml"
_TOML: Final = re.compile(f"{_TABLES}|{_BELOW}", re.ASCII)
# What acts, rules and conditions there are is for the program to say, not for a regulation.
_OF_THE_PROGRAM: Final = frozenset({"rules.jsonl", "fields.toml"})
_OTHER: Final = re.compile(r"forms/[a-z0-9][a-z0-9._-]*\.typ|[A-Z]+\.md", re.ASCII)


def read_toml(notes: Notes, pack: str, name: str, content: bytes) -> dict[str, Json] | None:
    """The table of a TOML file, an empty one for a file of text; None if it cannot be read."""
    text = _text(notes, name, content) if _expected(notes, pack, name) else None
    if text is None:
        return None
    if not name.endswith(".toml"):
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        notes.add(errors.NOT_TOML, name, detail=str(error).rstrip("."))
    except RecursionError:
        notes.add(errors.NOT_TOML, name, detail="it is nested too deeply to be read")
    return None


def _expected(notes: Notes, pack: str, name: str) -> bool:
    known = _TOML.fullmatch(name) or _OTHER.fullmatch(name)
    if known or (pack == BASE_PACK and name in _OF_THE_PROGRAM):
        return True
    notes.add(errors.FILE_NOT_EXPECTED, name, path=name)
    return False


def _text(notes: Notes, name: str, content: bytes) -> str | None:
    if len(content) > LARGEST:
        notes.add(errors.FILE_TOO_LARGE, name, size=len(content), limit=LARGEST)
        return None
    if content.startswith(b"\xef\xbb\xbf"):
        notes.add(errors.BYTE_ORDER_MARK, name)
        return None
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        notes.add(errors.NOT_UTF8, name, offset=error.start)
        return None
