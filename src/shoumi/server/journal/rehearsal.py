"""The unit's journal run again in memory under one more pack: what it would have said.

Each act is asked on the registers as they stood then; what really happened is entered afterwards,
so that one answer does not colour the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import count
from typing import Any

import msgspec

from shoumi.acts.known import Asking
from shoumi.deadlines.duties import Duty
from shoumi.decision.catalogue import Catalogue, UnusableActError
from shoumi.decision.law_book import LawBook, Shelf
from shoumi.decision.ledger import CHANGES_THE_LAW, Ledger
from shoumi.decision.memory import Registers
from shoumi.decision.people import Office
from shoumi.decision.perform import Supply, perform
from shoumi.decision.verdict import Finding, Said
from shoumi.evidence.changes import (
    Alter,
    AlterDuty,
    Change,
    CloseDuty,
    Link,
    Make,
    NextNumber,
    OpenDuty,
    Scope,
    Unlink,
    Unscope,
    changes_in,
)
from shoumi.evidence.entry import Entry
from shoumi.matters.law.things import AdoptedPack
from shoumi.server.journal.founding import SETUP
from shoumi.server.registry import DatabaseRegisters

LONG_AGO = date(1949, 10, 1)
SPREAD = 0x9E3779B97F4A7C15
"""Makes ids that look as drawn as real ones, of which carriers take their numbers."""


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """What the pack would have said of one act that was done.

    `stages` are the roles of each stage that its clauses bring into the route, or join.
    """

    entry: int
    at: datetime
    by: str
    act: str
    refused: tuple[Finding, ...] = ()
    waiting: tuple[str, ...] = ()
    stages: tuple[tuple[str, ...], ...] = ()
    opened: tuple[Duty, ...] = ()


class Past:
    """The registers as the journal builds them up, entry by entry."""

    def __init__(self, catalogue: Catalogue, shelf: Shelf, pack: str, digest: str) -> None:
        """Nothing has happened yet but that the pack binds."""
        self._catalogue = catalogue
        self._ledger = Ledger(catalogue, LawBook(shelf))
        self._pack = pack
        self._bodies: dict[str, dict[str, Any]] = {}
        self._duties: dict[str, dict[str, Any]] = {}
        self._ids = (f"{number * SPREAD % 2**64:016x}{number:016x}" for number in count(1))
        self.registers: Registers = self._ledger.registers
        self.registers.keep(
            AdoptedPack(id=f"rehearsed:{pack}", pack=pack, digest=digest, since=LONG_AGO)
        )

    def hear(
        self, entry: Entry, known: DatabaseRegisters, *, since: datetime | None = None
    ) -> Iterator[Heard]:
        """Ask the pack about the acts of an entry, then enter what happened.

        What happened before `since` is entered and not asked about.
        """
        told = msgspec.json.decode(entry.body)
        at = datetime.fromisoformat(told["at"])
        asks = since is None or at >= since
        if asks and told["verdict"] == "permitted" and told["by"] != SETUP:
            for part in (told, *told.get("contains", ())):
                heard = self._asked(known.opened(part["act"]), part["by"], at, entry.number)
                if heard.refused or heard.waiting or heard.opened:
                    yield heard
        changes, _unread = changes_in(entry.body)
        for change in changes:
            self._enter(change, known)
        if str(told["act"]["do"]).startswith(CHANGES_THE_LAW):
            self._ledger.book.forget()

    def _asked(self, payload: Mapping[str, Any], by: str, at: datetime, number: int) -> Heard:
        slug = str(payload["do"])
        try:
            act = self._catalogue.read(payload)
        except UnusableActError:
            # An act of an older version that can no longer be read has nothing to be asked.
            return Heard(entry=number, at=at, by=by, act=slug)
        house = self._ledger.house(at)
        asking = Asking(
            at=house.time.local(at),
            by=by,
            known=self.registers,
            people=Office(self.registers, house.time.day_of(at)),
            levels=house.law.levels,
            settings=self._ledger.asking(by, at).settings,
        )
        done = perform(act, asking, house, Supply(number=number, ids=self._ids))
        own = [one for one in done.ruling.findings if one.clause.startswith(f"{self._pack}/")]
        stages = done.ruling.route.stages if done.ruling.route else ()
        return Heard(
            entry=number,
            at=at,
            by=by,
            act=slug,
            refused=tuple(one for one in own if one.said is Said.REFUSED),
            waiting=tuple(one.clause for one in own if one.said is Said.WAITING),
            stages=tuple(one.roles for one in stages if self._is_own(one.clauses)),
            opened=tuple(duty for duty in done.opened if self._is_own(duty.clauses)),
        )

    def _is_own(self, clauses: Iterable[str]) -> bool:
        return any(clause.startswith(f"{self._pack}/") for clause in clauses)

    def _enter(self, change: Change, known: DatabaseRegisters) -> None:
        registers = self.registers
        match change:
            case Make() | Alter():
                self._keep(change, known.opened(change.body))
            case Link():
                registers.link(change.source, change.relation, change.target)
            case Unlink():
                registers.unlink(change.source, change.relation, change.target)
            case Scope():
                keys = registers.scopes.get(change.thing, frozenset())
                registers.scopes[change.thing] = keys | {change.key}
            case Unscope():
                keys = registers.scopes.get(change.thing, frozenset())
                registers.scopes[change.thing] = keys - {change.key}
            case OpenDuty() | AlterDuty() | CloseDuty():
                body = {**self._duties.get(change.id, {}), **change.body, "id": change.id}
                self._duties[change.id] = body
                registers.keep_duty(msgspec.convert(_stated(body), type=Duty))
            case NextNumber():
                registers.series[change.series] = change.value

    def _keep(self, change: Make | Alter, body: Mapping[str, Any]) -> None:
        whole = {**self._bodies.get(change.id, {}), **body, "id": change.id}
        self._bodies[change.id] = whole
        self.registers.keep(
            msgspec.convert(_stated(whole), type=self._catalogue.things[change.kind])
        )


def _stated(body: Mapping[str, Any]) -> dict[str, Any]:
    """Null says that the field fell back to what the struct says by itself."""
    return {key: value for key, value in body.items() if value is not None}
