r"""Expressions over characters, rewritten as expressions over the two bytes of each unit.

A small dialect, the same for `re`: characters, `.`, classes, `\s`, `\x00`, groups, `|` and
repeats. What looks round without consuming has no place in it: a text begins and ends with END,
so that a neighbour is always there to be consumed. `(?i:…)` disregards the case of ASCII letters.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from shoumi.screening.normal.tables import FIRST_PLANE, tables

Set: TypeAlias = NDArray[np.bool_]
SPACES = " \n"  # every other space folds to one of these
ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
DIGITS = {"x": 2, "u": 4}
BYTES = 256


class ExpressionError(ValueError):
    """A detector's trigger is not in the dialect; the sentence says where."""


def of_units(pattern: str) -> bytes:
    """The expression over bytes, low byte first. Raises ExpressionError outside the dialect."""
    reader = _Reader(pattern)
    rewritten = reader.alternatives()
    if reader.rest():
        raise ExpressionError(f"{pattern}: “{reader.rest()}” closes what was never opened")
    return rewritten.encode()


def either(units: tuple[int, ...]) -> str:
    """The expression for one character, given by all the units that will do."""
    pairs = [f"\\x{unit & 255:02x}\\x{unit >> 8:02x}" for unit in units]
    return pairs[0] if len(pairs) == 1 else f"(?:{'|'.join(pairs)})"


def _pairs(wanted: Set) -> str:
    """A set of folded characters as the bytes of their units."""
    units = np.zeros(FIRST_PLANE, dtype=np.bool_)
    units[tables().unit[np.flatnonzero(wanted)]] = True
    rows: dict[bytes, list[int]] = {}
    by_high = units.reshape(BYTES, BYTES)
    for high in np.flatnonzero(by_high.any(axis=1)):
        rows.setdefault(by_high[high].tobytes(), []).append(int(high))
    choices = [
        _bytes(np.flatnonzero(np.frombuffer(lows, dtype=np.bool_))) + _bytes(np.array(highs))
        for lows, highs in rows.items()
    ]
    return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"


def _bytes(values: NDArray[np.int64]) -> str:
    if len(values) == 1:
        return f"\\x{values[0]:02x}"
    runs = np.split(values, np.flatnonzero(np.diff(values) > 1) + 1)
    return "[" + "".join(f"\\x{run[0]:02x}-\\x{run[-1]:02x}" for run in runs) + "]"


class _Reader:
    """Walks over one expression."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._caseless = False

    def rest(self) -> str:
        return self._pattern[self._at :]

    def alternatives(self) -> str:
        choices = [self._row()]
        while self._taken("|"):
            choices.append(self._row())
        return choices[0] if len(choices) == 1 else f"(?:{'|'.join(choices)})"

    def _row(self) -> str:
        parts = []
        while self.rest() and self.rest()[0] not in "|)":
            part = self._one()
            repeat = self._repeat()
            parts.append(f"(?:{part}){repeat}" if repeat else part)
        return "".join(parts)

    def _one(self) -> str:
        opening = self._next()
        if opening == "(":
            return self._group()
        if opening in "^$*+?{":
            raise ExpressionError(f"{self._pattern}: “{opening}” is not in the dialect")
        if opening not in ".[\\" and not (self._caseless and opening.isalpha()):
            return either((int(tables().unit[ord(opening)]),))
        return _pairs(self._set(opening))

    def _group(self) -> str:
        before = self._caseless
        if self._taken("?i:"):
            self._caseless = True
        elif not self._taken("?:") and self.rest().startswith("?"):
            raise ExpressionError(f"{self._pattern}: a group that looks round or has a name")
        inner = self.alternatives()
        self._caseless = before
        if not self._taken(")"):
            raise ExpressionError(f"{self._pattern}: a group is never closed")
        return f"(?:{inner})"

    def _repeat(self) -> str:
        if self.rest()[:1] in ("*", "+", "?"):
            return self._next()
        if not self.rest().startswith("{"):
            return ""
        repeat, closed, _ = self.rest().partition("}")
        self._at += len(repeat) + 1
        if not closed:
            raise ExpressionError(f"{self._pattern}: a repeat is never closed")
        return repeat + closed

    def _set(self, opening: str) -> Set:
        if opening == ".":
            return ~_of("\n")
        if opening == "[":
            return self._class()
        return self._cased(_of(self._escaped()) if opening == "\\" else _of(opening))

    def _class(self) -> Set:
        wanted, negated = _of(""), self._taken("^")
        while not self._taken("]"):
            first = self._member()
            if self.rest().startswith("-") and not self.rest().startswith("-]"):
                self._next()
                wanted[ord(first) : ord(self._member()) + 1] = True
            else:
                wanted |= _of(first)
        wanted = self._cased(wanted)
        return ~wanted if negated else wanted

    def _member(self) -> str:
        character = self._next()
        return self._escaped() if character == "\\" else character

    def _escaped(self) -> str:
        character = self._next()
        if character == "s":
            return SPACES
        if character in DIGITS:
            return chr(int("".join(self._next() for _ in range(DIGITS[character])), 16))
        if character.isalnum() and character not in ESCAPES:
            raise ExpressionError(f"{self._pattern}: “\\{character}” is not in the dialect")
        return ESCAPES.get(character, character)

    def _cased(self, wanted: Set) -> Set:
        if self._caseless:
            upper, lower = slice(0x41, 0x5B), slice(0x61, 0x7B)
            wanted[upper] = wanted[lower] = wanted[upper] | wanted[lower]
        return wanted

    def _taken(self, text: str) -> bool:
        if not self.rest().startswith(text):
            return False
        self._at += len(text)
        return True

    def _next(self) -> str:
        if not self.rest():
            raise ExpressionError(f"{self._pattern}: ends too early")
        self._at += 1
        return self._pattern[self._at - 1]


def _of(characters: str) -> Set:
    wanted = np.zeros(FIRST_PLANE, dtype=np.bool_)
    wanted[[ord(character) for character in characters]] = True
    return wanted
