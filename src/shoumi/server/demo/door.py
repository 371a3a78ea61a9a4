"""The door as the play uses it: the real one, or the one in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Protocol

import msgspec

from shoumi.decision.ledger import Ledger
from shoumi.decision.verdict import Ruling, Verdict
from shoumi.law.clause import Json
from shoumi.matters.law.things import AdoptedPack
from shoumi.server.journal.founding import (
    Founding,
    RefusedAtFoundingError,
    Step,
    filled,
    found,
    on_ground,
)
from shoumi.server.perform import Door, Turn


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an act, as far as the people of the play learn it."""

    ruling: Ruling
    made: tuple[str, ...]

    @property
    def permitted(self) -> bool:
        """Whether it happened."""
        return self.ruling.verdict is Verdict.PERMITTED

    @property
    def waiting(self) -> bool:
        """Whether it waits for signatures."""
        return self.ruling.verdict is Verdict.WAITING


class PlayDoor(Protocol):
    """The one door, as far as a play needs it. Acts come in the order of their times."""

    def found(self, steps: Iterable[Step], ground: AdoptedPack, at: datetime) -> dict[str, str]:
        """Perform the unit's first acts; return the ids of what they made, by step."""
        ...

    def together(self, at: datetime) -> AbstractContextManager[None]:
        """Let all acts within be kept together or not at all."""
        ...

    def do(self, payload: Mapping[str, Json], by: str, at: datetime) -> Done:
        """Perform one act."""
        ...


class RealDoor:
    """The door onto the disk; the acts of one `together` are committed in one transaction."""

    def __init__(self, door: Door) -> None:
        """Play through `door`."""
        self._door = door
        self._turn: Turn | None = None

    def found(self, steps: Iterable[Step], ground: AdoptedPack, at: datetime) -> dict[str, str]:
        """Perform the unit's first acts."""
        return found(self._door, steps, ground, at=at)

    @contextmanager
    def together(self, at: datetime) -> Iterator[None]:
        """One turn at the door for all acts within."""
        with self._door.turn(at) as turn:
            self._turn = turn
            try:
                yield
            finally:
                self._turn = None

    def do(self, payload: Mapping[str, Json], by: str, at: datetime) -> Done:
        """Perform one act within the turn, or in a turn of its own."""
        if self._turn is None:
            outcome = self._door.do(payload, by, at=at)
        else:
            self._turn.at = at
            outcome = self._turn.perform(self._door.read(payload), by)
        return Done(ruling=outcome.ruling, made=outcome.made)


class RehearsalDoor:
    """The door in memory."""

    def __init__(self, ledger: Ledger) -> None:
        """Play through `ledger`."""
        self.ledger = ledger

    def found(self, steps: Iterable[Step], ground: AdoptedPack, at: datetime) -> dict[str, str]:
        """Perform the unit's first acts, as `setup` and on the ground of the base pack."""
        named: dict[str, str] = {}
        for step in steps:
            act = self.ledger.catalogue.read(filled(step.payload, named))
            by = str(filled(step.by, named))
            performed = self.ledger.do_act(
                act, by, at, office_of=Founding, law_in=lambda known: on_ground(known, ground)
            )
            if performed.ruling.verdict is not Verdict.PERMITTED:
                raise RefusedAtFoundingError(step.name, performed.ruling)
            if performed.made:
                named[step.name] = performed.made[-1]
        return named

    @contextmanager
    def together(self, at: datetime) -> Iterator[None]:
        """Memory keeps every act at once."""
        del at
        yield

    def do(self, payload: Mapping[str, Json], by: str, at: datetime) -> Done:
        """Perform one act."""
        performed = self.ledger.do(payload, by, at)
        return Done(ruling=performed.ruling, made=performed.made)
