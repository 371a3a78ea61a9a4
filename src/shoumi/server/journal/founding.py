"""The first entries of a new unit: nobody is above the law, but somebody must begin it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connections, transaction

from shoumi.acts.known import Known
from shoumi.decision.people import Office
from shoumi.decision.verdict import Ruling, Verdict
from shoumi.evidence.entry import before_the_first
from shoumi.law.clause import Json
from shoumi.law.words import N_, Message
from shoumi.server.journal.trouble import Trouble, named_trouble
from shoumi.server.keys import Keyring, make_keys
from shoumi.server.perform import Door

SETUP = "setup"
"""Who performs the first acts: an actor and a role that exist while the journal is empty."""


class AlreadyFoundedError(Trouble):
    """The journal of the unit is not empty."""

    identifier = "DOOR-E007"

    def __init__(self, unit: str) -> None:
        """Name the unit."""
        super().__init__(
            Message(N_("{unit} is set up already; its journal is not empty."), {"unit": unit})
        )


class RefusedAtFoundingError(Trouble):
    """The law refused one of the first acts."""

    identifier = "DOOR-E008"

    def __init__(self, step: str, ruling: Ruling) -> None:
        """Name the step; what the clauses said is in `ruling`."""
        said = " ".join(str(each.breach.message) for each in ruling.refusing() if each.breach)
        super().__init__(
            Message(N_("The set-up was refused at {step}: {said}"), {"step": step, "said": said})
        )
        self.ruling = ruling


class Founding(Office):
    """Who is who while a unit begins: those registered so far, and `setup`."""

    def exists(self, person: str, /) -> bool:
        """Whether that person is of the unit; `setup` is, for now."""
        return person == SETUP or super().exists(person)

    def roles(self, person: str, /) -> frozenset[str]:
        """The roles of a person; that of `setup` is named in the base pack."""
        return frozenset({SETUP}) if person == SETUP else super().roles(person)


def _founding(known: Known, on: date) -> Founding:
    return Founding(known, on)


def begin(unit: str, master: bytes, *, using: str = "default") -> Keyring:
    """Give a new unit an empty journal and its keys."""
    connection = connections[using]
    with named_trouble(), transaction.atomic(using=using, durable=True):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO head (unit, number, digest, peaks) VALUES (%s, 0, %s, %s)",
                [unit, before_the_first(unit).digest, b""],
            )
        return make_keys(connection, unit, master)


def found(door: Door, steps: Iterable[tuple[str, Mapping[str, Json]]]) -> dict[str, str]:
    """Perform a unit's first acts as `setup`, all or none; return the ids of what they made.

    Each step is a name and a payload in which "$name" stands for what an earlier step made.
    """
    named: dict[str, str] = {}
    with door.turn() as turn:
        if turn.standing.head.number:
            raise AlreadyFoundedError(door.unit)
        for name, payload in steps:
            act = door.read(_filled(payload, named))
            outcome = turn.perform(act, SETUP, office_of=_founding)
            if outcome.ruling.verdict is not Verdict.PERMITTED:
                raise RefusedAtFoundingError(name, outcome.ruling)
            if outcome.made:
                named[name] = outcome.made[-1]
    return named


def _filled(value: Json, named: Mapping[str, str]) -> Json:
    if isinstance(value, Mapping):
        return {key: _filled(item, named) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(item, named) for item in value]
    if isinstance(value, str) and value.startswith("$"):
        return named.get(value[1:], value)
    return value
