"""What a regulation is made of: clauses, each with one effect and dated figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

import msgspec

from shoumi.law.words import Text

# A value as TOML and JSON know it. Any, because the language of types has no recursive alias
# that msgspec decodes on Python 3.11; the pack reader checks each value against its rule.
Json: TypeAlias = Any

# What the program has code for: the rules by name, each with the fields that its acts tell to a
# condition and the codes that each can take; no codes: any value.
Served: TypeAlias = Mapping[str, Mapping[str, frozenset[str]]]


class Effect(StrEnum):
    """What a clause does in the program; the words are the keys of a pack."""

    REFUSE = "refuse"
    APPROVE = "approve"
    ATTEST = "attest"
    ACKNOWLEDGE = "acknowledge"
    DUTY = "duty"
    RECORD = "record"
    FORM = "form"
    CHECKLIST = "checklist"
    DEFINE = "define"
    ASSIGN = "assign"
    SANCTION = "sanction"
    PRINCIPLE = "principle"


class Dated(msgspec.Struct, frozen=True, kw_only=True, rename={"since": "from"}):
    """One value of a figure and the first day on which it holds; None: since the pack does."""

    since: date | None = None
    value: Json


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A figure through time. `values` stand in the order of their days.

    A value of None says that the text demands a figure and prints none (a gap).
    `set_by` names the unit's parameter that fills it.
    """

    values: tuple[Dated, ...]
    set_by: str | None = None

    def on(self, day: date) -> Json:
        """The value in force on `day`: the last one that began on or before it."""
        begun = [dated.value for dated in self.values if dated.since is None or dated.since <= day]
        return begun[-1] if begun else None


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A clause's own test: an act, what is known, and whether it is refused."""

    name: str
    act: dict[str, Json]
    given: dict[str, Json] = {}
    refused: bool


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """The smallest thing that a decision can cite; its `id` is pack/number."""

    pack: str
    number: str
    locator: str
    says: Text
    mode: str
    effect: Effect
    rule: str
    figures: dict[str, Figure] = {}
    examples: tuple[Example, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def id(self) -> str:
        """The address of the clause, e.g. jm-carriers/1.11.2c."""
        return f"{self.pack}/{self.number}"

    def is_served(self, served: Served) -> bool:
        """Whether the program carries it out as it is written; a principle is only shown."""
        if self.effect is Effect.PRINCIPLE:
            return True
        return self.rule in served and not self.untold(served)

    def untold(self, served: Served) -> tuple[str, ...]:
        """The fields of its conditions that no act tells as it asks, and figures left unread.

        Such lines count as held, so that the clause binds where it should perhaps be silent.
        """
        told = served.get(self.rule, {})
        lines = (line for when in self._conditions() for line in when.items())
        untold = {field for field, asked in lines if not _is_told(field, asked, told)}
        return tuple(sorted(untold | set(self._unread(told))))

    def _unread(self, told: Mapping[str, frozenset[str]]) -> Iterator[str]:
        for name, figure in self.figures.items():
            read = told.get(f"figures.{name}")
            stated = {code for dated in figure.values for code in _codes_of(dated.value)}
            if read is not None and not stated <= read:
                yield name

    def _conditions(self) -> Iterator[Mapping[str, Json]]:
        """Every condition that the clause or one of its stages ever has."""
        for name, figure in self.figures.items():
            for dated in figure.values:
                if name == "when":
                    yield dated.value or {}
                elif name == "stages":
                    yield from (stage.get("when") or {} for stage in dated.value or ())


def _is_told(field: str, asked: Json, told: Mapping[str, frozenset[str]]) -> bool:
    """A line that is itself a gap waits for the unit and for nobody else."""
    if asked is None:
        return True
    if field not in told:
        return False
    codes = {asked} if isinstance(asked, str) else asked
    chosen = isinstance(codes, list | set) and not {"any", "none"} & set(codes)
    return not (chosen and told[field]) or bool(told[field] & set(codes))


def _codes_of(value: Json) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
