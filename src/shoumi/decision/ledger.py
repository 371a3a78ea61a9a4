"""A whole unit in memory: its registers, its journal and the one door, for cases and rehearsals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

import msgspec

from shoumi.acts.act import Act, slug_of
from shoumi.acts.consequence import Became, Consequence, Linked, Made, Numbered, Unlinked
from shoumi.acts.known import Asking, Known, People
from shoumi.acts.thing import kind_of
from shoumi.decision.catalogue import Catalogue
from shoumi.decision.decide import House
from shoumi.decision.law_book import LawBook
from shoumi.decision.memory import Registers
from shoumi.decision.people import Office
from shoumi.decision.perform import Performed, Supply, may, perform
from shoumi.decision.verdict import Ruling
from shoumi.law.clause import Json

CHANGES_THE_LAW = ("law.", "calendar.", "organisation.adopt-", "organisation.repeal-")
OFFICE = ("organisation.", "personnel.", "applications.delegation")


OfficeOf = Callable[[Known, date], People]


def as_it_stands(known: Known) -> Known:
    """The law is read from the registers as they are."""
    return known


class Recorded(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One entry of a journal in memory."""

    number: int
    at: datetime
    performed: Performed


class Ledger:
    """A unit in memory. Ids are numbered: a case shall read the same each time."""

    def __init__(self, catalogue: Catalogue, book: LawBook) -> None:
        """An empty unit under the law of `book`."""
        self.catalogue, self.book = catalogue, book
        self.registers = Registers()
        self.journal: list[Recorded] = []
        self._ids = _numbered_ids()
        self._office: tuple[OfficeOf, date, People] | None = None

    def asking(self, by: str, at: datetime) -> Asking:
        """The registers, as asked by a person at a moment."""
        return self._asked(by, at, Office, self.registers)[0]

    def house(self, at: datetime) -> House:
        """Catalogue, law and calendar of a moment."""
        return self._asked("", at, Office, self.registers)[1]

    def _asked(
        self, by: str, at: datetime, office_of: OfficeOf, lawful: Known
    ) -> tuple[Asking, House]:
        law, time = self.book.today(lawful, at.date())
        local = time.local(at)
        if self._office is None or self._office[:2] != (office_of, local.date()):
            people = office_of(self.registers, local.date())
            self._office = (office_of, local.date(), people)
        asking = Asking(
            at=local,
            by=by,
            known=self.registers,
            people=self._office[2],
            levels=law.levels,
            settings=law,
        )
        return asking, House(catalogue=self.catalogue, law=law, time=time, timed=self.book.timed)

    def may(self, payload: Mapping[str, Json], by: str, at: datetime) -> Ruling:
        """The verdict on an act, nothing more."""
        return may(self.catalogue.read(payload), self.asking(by, at), self.house(at))

    def do(self, payload: Mapping[str, Json], by: str, at: datetime) -> Performed:
        """Perform an act: decide it, enter what follows, keep the entry."""
        return self.do_act(self.catalogue.read(payload), by, at)

    def do_act(
        self,
        act: Act,
        by: str,
        at: datetime,
        *,
        office_of: OfficeOf = Office,
        law_in: Callable[[Known], Known] = as_it_stands,
    ) -> Performed:
        """Perform a typed act. `office_of` and `law_in` serve a unit's first acts."""
        supply = Supply(number=len(self.journal) + 1, ids=self._ids)
        asking, house = self._asked(by, at, office_of, law_in(self.registers))
        performed = perform(act, asking, house, supply)
        self._enter(performed)
        self.journal.append(Recorded(number=supply.number, at=at, performed=performed))
        return performed

    def enter(self, consequences: tuple[Consequence, ...]) -> None:
        """Enter things without an act: only for the population that a case begins with."""
        for consequence in consequences:
            _enter(self.registers, consequence)
        for consequence in consequences:
            if isinstance(consequence, Made):
                thing = consequence.thing
                self.registers.scopes[thing.id] = thing.audience(self.registers)
        self.book.forget()
        self._office = None

    def _enter(self, performed: Performed) -> None:
        for consequence in performed.consequences:
            _enter(self.registers, consequence)
            if changes_the_office(consequence):
                self._office = None
        self.registers.rescope(performed.scopes)
        for duties in (performed.opened, performed.closed, performed.moved):
            for duty in duties:
                self.registers.keep_duty(duty)
        for part in performed.contained:
            self._enter(part)
        if slug_of(performed.act).startswith(CHANGES_THE_LAW):
            self.book.forget()


def changes_the_office(consequence: Consequence) -> bool:
    """Whether a consequence tells of people, posts or tiers."""
    if not isinstance(consequence, Made | Became):
        return False
    thing = consequence.thing if isinstance(consequence, Made) else consequence.after
    return kind_of(thing).startswith(OFFICE)


def _enter(registers: Registers, consequence: Consequence) -> None:
    if isinstance(consequence, Made):
        registers.keep(consequence.thing)
    elif isinstance(consequence, Became):
        registers.keep(consequence.after)
    elif isinstance(consequence, Linked):
        registers.link(consequence.source, consequence.relation, consequence.target)
    elif isinstance(consequence, Unlinked):
        registers.unlink(consequence.source, consequence.relation, consequence.target)
    elif isinstance(consequence, Numbered):
        registers.series[consequence.series] = consequence.value


def _numbered_ids() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        # Spread over all bits, so that numbers drawn from an id differ from the first one on.
        yield f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}{number:016x}"
