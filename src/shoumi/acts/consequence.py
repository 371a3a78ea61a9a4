"""What follows from a permitted act, as values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

import msgspec

from shoumi.acts.thing import Thing
from shoumi.law.clause import Json
from shoumi.law.words import Message

T = TypeVar("T", bound=Thing)


class Made(msgspec.Struct, frozen=True, gc=False):
    """A thing begins. `principal` ones are what the act was for; a case's `as` names them."""

    thing: Thing
    principal: bool = True


class Became(msgspec.Struct, frozen=True, gc=False):
    """A thing changes."""

    before: Thing
    after: Thing


class Linked(msgspec.Struct, frozen=True, gc=False):
    """One thing points to another from now on."""

    source: str
    relation: str
    target: str


class Unlinked(msgspec.Struct, frozen=True, gc=False):
    """One thing no longer points to another."""

    source: str
    relation: str
    target: str


class Numbered(msgspec.Struct, frozen=True, gc=False):
    """A running number has been given."""

    series: str
    value: int


class Noticed(msgspec.Struct, frozen=True, gc=False):
    """A person is told something in the inbox; the words must tell no title."""

    person: str
    message: Message
    thing: str | None = None


class Contained(msgspec.Struct, frozen=True, gc=False):
    """Another act, of this or another matter, that is performed within this one.

    It is judged by its own clauses, by `by` (the same person if None), and recorded together with
    this act or, if it is refused, neither is. `payload` holds its slug under "do".
    """

    payload: dict[str, Json]
    by: str | None = None


Consequence = Made | Became | Linked | Unlinked | Numbered | Noticed | Contained


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """When and by whom an act is performed, and where new ids come from.

    `until` is the last day of the grant under which it is performed, if that has one.
    """

    at: datetime
    by: str
    new_id: Callable[[], str]
    until: date | None = None

    @property
    def on(self) -> date:
        """The day of the act."""
        return self.at.date()


def become(before: T, **changes: object) -> Became:
    """The change of `before` into the same thing with `changes`."""
    return Became(before, msgspec.structs.replace(before, **changes))
