"""The first entries of a new unit: nobody is above the law, but somebody must begin it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import msgspec
from django.db import connections, transaction

from shoumi.acts.consequence import Made
from shoumi.acts.known import Known
from shoumi.decision.overlay import Overlay
from shoumi.decision.people import Office
from shoumi.decision.verdict import Ruling, Verdict
from shoumi.evidence.entry import before_the_first
from shoumi.law.clause import Json
from shoumi.law.words import N_, Message
from shoumi.matters.law.things import AdoptedPack
from shoumi.server.journal.trouble import Trouble, named_trouble
from shoumi.server.keys.keyring import Keyring, make_keys, open_keys
from shoumi.server.perform import Door

SETUP = "setup"
"""Who performs the first acts: exists while the journal is empty, and never again."""
_ROLES = frozenset({SETUP, "secrecy_office", "committee", "principal"})


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One first act. In `payload` and `by`, "$name" stands for what the step of that name made."""

    name: str
    payload: Mapping[str, Json]
    by: str = SETUP


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
        """The roles of a person; `setup` does once what these will do from then on."""
        return _ROLES if person == SETUP else super().roles(person)


def _founding(known: Known, on: date) -> Founding:
    return Founding(known, on)


def begin(unit: str, master: bytes, *, using: str = "default") -> Keyring:
    """Give a new unit an empty journal and its keys; who comes second opens those of the first."""
    connection = connections[using]
    with named_trouble(), transaction.atomic(using=using, durable=True):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO head (unit, number, digest, peaks) VALUES (%s, 0, %s, %s) "
                "ON CONFLICT (unit) DO NOTHING",
                [unit, before_the_first(unit).digest, b""],
            )
            is_first = cursor.rowcount == 1
        return (make_keys if is_first else open_keys)(connection, unit, master)


def found(
    door: Door,
    steps: Iterable[Step],
    ground: AdoptedPack | None = None,
    *,
    at: datetime | None = None,
) -> dict[str, str]:
    """Perform a unit's first acts, all or none; return the ids of what they made, by step.

    `ground` is the base pack, which counts as in force until one of the steps has adopted it.
    """
    named: dict[str, str] = {}
    with door.turn(at) as turn:
        if turn.standing.head.number:
            raise AlreadyFoundedError(door.unit)
        for step in steps:
            outcome = turn.perform(
                door.read(filled(step.payload, named)),
                str(filled(step.by, named)),
                office_of=_founding,
                law_in=lambda known: on_ground(known, ground),
            )
            if outcome.ruling.verdict is not Verdict.PERMITTED:
                raise RefusedAtFoundingError(step.name, outcome.ruling)
            if outcome.made:
                named[step.name] = outcome.made[-1]
    return named


def on_ground(known: Known, ground: AdoptedPack | None) -> Known:
    """The registers, with the base pack in force as long as nobody has adopted it."""
    if ground is None or known.find(AdoptedPack, number=ground.pack):
        return known
    return Overlay(known, [Made(ground)])


def filled(value: Json, named: Mapping[str, str]) -> Json:
    """A payload with every "$name" replaced by what the step of that name made."""
    if isinstance(value, Mapping):
        return {key: filled(item, named) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [filled(item, named) for item in value]
    if isinstance(value, str) and value.startswith("$"):
        return named.get(value[1:], value)
    return value
