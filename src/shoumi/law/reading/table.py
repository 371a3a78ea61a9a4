"""One table of a pack's TOML, read key by key; what nobody asked for is an unknown key."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from typing import Final

from shoumi.law import errors
from shoumi.law.clause import Json
from shoumi.law.errors import Fault
from shoumi.law.reading.notes import Notes, described, listed, nearest
from shoumi.law.words import Text

CODE: Final = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


class Table:
    """A table with its place; every question about a key notes what is wrong with it.

    A question that finds a mistake answers with an empty value: the pack is refused in the end,
    and reading goes on only to find the other mistakes.
    """

    def __init__(self, notes: Notes, file: str, place: str, content: dict[str, Json]) -> None:
        self.notes = notes
        self.file = file
        self.place = place
        self.content = content
        self._asked: set[str] = set()

    def fault(self, fault: Fault, **values: str | int) -> None:
        """Note a mistake of this table."""
        self.notes.add(fault, self.file, self.place, **values)

    def at(self, key: str) -> str:
        """The place of a key, for tables inside this one."""
        return f"{self.place}.{key}" if self.place else key

    def ask(self, key: str) -> Json:
        """The raw value, None where it is absent."""
        self._asked.add(key)
        return self.content.get(key)

    def wrong(self, key: str, value: object, wanted: str) -> None:
        """Note that the value of `key` is of another type than `wanted`."""
        self.fault(errors.WRONG_TYPE, key=key, found=described(value), wanted=wanted)

    def text(self, key: str, *, required: bool = True) -> str:
        value = self.ask(key)
        if value is None:
            if required:
                self.fault(errors.MISSING_KEY, key=key)
            return ""
        if not isinstance(value, str):
            self.wrong(key, value, "a text")
            return ""
        if not value.strip():
            self.fault(errors.EMPTY_TEXT, key=key)
        return value

    def both(self, key: str) -> Text:
        """A text in both languages: a table with zh and en."""
        value = self.ask(key)
        if value is None:
            self.fault(errors.MISSING_KEY, key=key)
        elif not isinstance(value, dict):
            self.wrong(key, value, "a table with zh and en")
        else:
            return Table(self.notes, self.file, self.at(key), value).names(close=True)
        return Text(zh="", en="")

    def names(self, *, close: bool = False) -> Text:
        """The zh and en of this very table; `close` if it may hold nothing else."""
        found: dict[str, str] = {}
        for language in ("zh", "en"):
            if self.content.get(language) is None:
                self._asked.add(language)
                self.fault(errors.LANGUAGE_MISSING, key=self.place, language=language)
            found[language] = self.text(language, required=False)
        if close:
            self.close()
        return Text(zh=found["zh"], en=found["en"])

    def day(self, key: str, *, required: bool = False) -> date | None:
        value = self.ask(key)
        if value is None:
            if required:
                self.fault(errors.MISSING_KEY, key=key)
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.wrong(key, value, "a date such as 2013-01-01, without quotation marks")
            return None
        return value

    def flag(self, key: str) -> bool:
        value = self.ask(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.wrong(key, value, "true or false")
        return False

    def whole(self, key: str) -> int | None:
        value = self.ask(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self.wrong(key, value, "a whole number")
        return None

    def codes(self, key: str) -> tuple[str, ...]:
        value = self.ask(key)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        self.wrong(key, value, "a list of texts")
        return ()

    def tables(self, key: str) -> Iterator[Table]:
        """The tables of an array, placed by their order."""
        value = self.ask(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.wrong(key, value, f"one or more tables [[{key}]]")
            return
        for order, each in enumerate(value, start=1):
            if isinstance(each, dict):
                yield Table(self.notes, self.file, f"{self.at(key)} {order}", each)
            else:
                self.wrong(f"{key} {order}", each, "a table")

    def named(self, key: str) -> Iterator[tuple[str, Table]]:
        """The tables below a key, each with its name."""
        value = self.ask(key)
        if value is None:
            return
        if not isinstance(value, dict):
            self.wrong(key, value, f"tables [{key}.…]")
            return
        for name, each in value.items():
            if isinstance(each, dict):
                yield name, Table(self.notes, self.file, f"{key}.{name}", each)
            else:
                self.wrong(f"{key}.{name}", each, "a table")

    def one_of(self, fault: Fault, value: str, known: Collection[str], **values: str) -> None:
        """Note `fault` unless `value` is known."""
        if value not in known:
            shown = {"nearest": nearest(value, known), "known": listed(known)}
            self.fault(fault, **shown, **values)

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in sorted(set(self.content) - self._asked):
            self.fault(errors.UNKNOWN_KEY, key=key, known=listed(self._asked))


def plain(table: Table, key: str, value: Json) -> Json:
    """A value as JSON knows it: days and times become text; a gap (unset = true) None."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        table.fault(errors.NOT_A_VALUE, key=key, found=str(value))
        return None
    if isinstance(value, list):
        return [plain(table, key, each) for each in value]
    if isinstance(value, dict):
        if value == {"unset": True}:
            return None
        return {name: plain(table, f"{key}.{name}", each) for name, each in value.items()}
    return value
