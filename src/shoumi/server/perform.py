"""The one door: nothing changes except by an act that went through here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Protocol
from uuid import uuid4

import msgspec
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from shoumi.acts.act import Act
from shoumi.acts.known import Asking, Known, People
from shoumi.acts.shape import references
from shoumi.deadlines.calendar import UnitTime
from shoumi.decision.catalogue import Catalogue, UnusableActError
from shoumi.decision.decide import House
from shoumi.decision.entry import changes_of
from shoumi.decision.law_today import LawToday
from shoumi.decision.people import Office
from shoumi.decision.perform import Supply, may, perform
from shoumi.decision.verdict import Ruling
from shoumi.evidence.entry import Head
from shoumi.evidence.tree import Frontier
from shoumi.law.clause import Json
from shoumi.law.words import N_, Message
from shoumi.server.journal.checkpoints import Checkpoints
from shoumi.server.journal.packs import FilesOf, keep_adopted
from shoumi.server.journal.sealing import names_a_token
from shoumi.server.journal.trouble import ClockSetBackError, NoSuchUnitError, named_trouble
from shoumi.server.journal.wiping import WIPING, carry_out, clear_what_was_freed, decided
from shoumi.server.keys.keyring import Keyring
from shoumi.server.record import Recording, Standing, kinds_touched, record
from shoumi.server.registry import DatabaseRegisters
from shoumi.server.shelf import packaged_files
from shoumi.server.tables.statements import Direct, Writer, as_moment

MOST_KEPT = 50_000
LAW = ("law.", "calendar.")


class Book(Protocol):
    """Reads law and calendar out of the registers (decision.law_book)."""

    def today(self, known: Known, day: date, /) -> tuple[LawToday, UnitTime]:
        """The law and the calendar of a day."""
        ...

    def forget(self) -> None:
        """Read again next time."""
        ...

    def timed(self, known: Known, /) -> UnitTime:
        """The calendar of registers as they will be."""
        ...


OfficeOf = Callable[[Known, date], People]
LawIn = Callable[[Known], Known]


def as_it_stands(known: Known) -> Known:
    """The law is what the registers say."""
    return known


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an act. `made` are the ids of the things that it was for."""

    ruling: Ruling
    entry_number: int
    digest: str
    made: tuple[str, ...]


class Counts:
    """How many statements turns at the door took: `writes` change rows, `reads` do not."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self.writes, self.reads = 0, 0
        self.written: list[str] = []

    def __repr__(self) -> str:
        tables = [" ".join(sql.split()[:3]) for sql in self.written]
        return f"{self.writes} writes, {self.reads} reads: {tables}"


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What was read up to the entry of `digest`."""

    digest: bytes
    known: DatabaseRegisters
    book: Book


class Door:
    """One unit's door. Acts of several threads and programs pass it one after another.

    What was read for the last act serves the next one, as long as no other program has written
    in between: the head's digest tells.
    """

    def __init__(
        self,
        *,
        unit: str,
        catalogue: Catalogue,
        make_book: Callable[[], Book],
        keyring: Keyring,
        clock: Callable[[], datetime],
        using: str = "default",
        files_of: FilesOf = packaged_files,
    ) -> None:
        """Open the door of `unit` in the database `using`."""
        self.files_of = files_of
        self.unit, self.catalogue, self.keyring = unit, catalogue, keyring
        self._make_book, self._clock, self.using = make_book, clock, using
        self.checkpoints = Checkpoints(unit=unit, signer=keyring.signer)
        self._kept: _Kept | None = None
        self._counts: Counts | None = None

    def do(
        self,
        payload: Mapping[str, Json],
        by: str,
        *,
        at: datetime | None = None,
        on_paper: str | None = None,
    ) -> Outcome:
        """Decide and record one act; what is returned is on the disk.

        `at` is the clock's time unless a program tells it; it never lies before the last entry.
        `on_paper` names the signed paper from which the act is entered. UnusableActError for what
        is no act; a Trouble where nothing could be recorded, and then nothing was.
        """
        act = self.read(payload)
        with self.turn(at) as turn:
            return turn.perform(act, by, on_paper=on_paper)

    def may(self, payload: Mapping[str, Json], by: str, *, at: datetime | None = None) -> Ruling:
        """The verdict on an act, and nothing is recorded."""
        act = self.read(payload)
        connection = connections[self.using]
        with named_trouble(), connection.wrap_database_errors, one_moment(connection) as direct:
            known = self.registers(direct)
            known.warm(_referred(act))
            asking, house = self.asked(by, at or self._clock(), known, self._make_book())
            return may(act, asking, house)

    def read(self, payload: Mapping[str, Json]) -> Act:
        """The typed act of a payload; UnusableActError if it is none."""
        if names_a_token(payload):
            raise UnusableActError(
                Message(N_("No field may be named {name}."), {"name": "$sealed"})
            )
        return self.catalogue.read(payload)

    def registers(self, direct: Direct) -> DatabaseRegisters:
        """The unit's registers, with nothing read yet."""
        return DatabaseRegisters(direct, self.unit, self.keyring, self.catalogue.things)

    def asked(
        self,
        by: str,
        at: datetime,
        known: Known,
        book: Book,
        *,
        office_of: OfficeOf = Office,
        law_in: LawIn = as_it_stands,
    ) -> tuple[Asking, House]:
        """Who asks, when and of what; and what a decision stands on."""
        law, time = book.today(law_in(known), at.date())
        local = time.local(at)
        if local.date() != at.date():
            law, time = book.today(law_in(known), local.date())
        asking = Asking(
            at=local,
            by=by,
            known=known,
            people=office_of(known, local.date()),
            levels=law.levels,
            settings=law,
        )
        house = House(catalogue=self.catalogue, law=law, time=time, timed=book.timed)
        return asking, house

    @contextmanager
    def turn(self, at: datetime | None = None) -> Iterator[Turn]:
        """Lock the head, let acts be performed, commit; whatever fails, nothing is kept."""
        connection = connections[self.using]
        try:
            with named_trouble(), connection.wrap_database_errors, alone(connection) as direct:
                standing = locked(direct, self.unit)
                turn = Turn(
                    door=self,
                    at=self._not_before(standing.at, at),
                    standing=standing,
                    kept=self._current(standing, direct),
                    writer=Writer(direct),
                )
                before = turn.reads
                yield turn
                self._kept = turn.kept_now()
                if self._counts is not None:
                    self._counts.written += turn.writer.statements
                    self._counts.writes += len(turn.writer.statements)
                    self._counts.reads += turn.reads - before
            if turn.has_wiped:
                self.forget()
                clear_what_was_freed(connection)
        except BaseException:
            self._kept = None
            raise

    def forget(self) -> None:
        """Read everything again at the next act."""
        self._kept = None

    @contextmanager
    def counted(self) -> Iterator[Counts]:
        """Count the statements of the turns within: for tests and the self-check."""
        counts = Counts()
        self._counts = counts
        try:
            yield counts
        finally:
            self._counts = None

    def _not_before(self, last: datetime | None, at: datetime | None) -> datetime:
        now = at or self._clock()
        if last is not None and now < last:
            raise ClockSetBackError(now, last)
        return now

    def _current(self, standing: Standing, direct: Direct) -> _Kept:
        kept = self._kept
        digest = standing.head.digest
        if kept is None or kept.digest != digest or kept.known.size > MOST_KEPT:
            known = self.registers(direct)
            kept = _Kept(digest=digest, known=known, book=self._make_book())
        kept.known.direct = direct
        return kept


class Turn:
    """One turn at the door, while the head is ours: usually for one act."""

    def __init__(
        self, *, door: Door, at: datetime, standing: Standing, kept: _Kept, writer: Writer
    ) -> None:
        """Acts of this turn happen at `at`, behind `standing`."""
        self._door, self._kept = door, kept
        self.at, self.standing, self.writer = at, standing, writer
        self.has_wiped = False

    @property
    def direct(self) -> Direct:
        """The cursor of this turn."""
        return self._kept.known.direct

    @property
    def reads(self) -> int:
        """How many statements have read so far."""
        return self._kept.known.reads

    def perform(
        self,
        act: Act,
        by: str,
        *,
        on_paper: str | None = None,
        office_of: OfficeOf = Office,
        law_in: LawIn = as_it_stands,
    ) -> Outcome:
        """Decide the act and write what follows."""
        door, known, book = self._door, self._kept.known, self._kept.book
        known.warm(_referred(act))
        asking, house = door.asked(by, self.at, known, book, office_of=office_of, law_in=law_in)
        supply = Supply(number=self.standing.head.number + 1, ids=_ids())
        performed = perform(act, asking, house, supply)
        changes = changes_of(performed)
        self._record(
            Recording(
                performed=performed,
                changes=changes,
                asking=asking,
                law=house.law.digest,
                levels=house.law.levels,
                paper=on_paper,
            )
        )
        touched = kinds_touched(changes)
        if any(kind.startswith(LAW) for kind in touched):
            keep_adopted(changes, door.files_of, self.direct, self.writer)
            book.forget()
        if WIPING in touched:
            carry_out(decided(changes), known, self.writer, self.writer.moment(self.at))
            self.has_wiped = True
        return Outcome(
            ruling=performed.ruling,
            entry_number=self.standing.head.number,
            digest=self.standing.head.digest.hex(),
            made=performed.made,
        )

    def _record(self, recording: Recording) -> None:
        door, before = self._door, self.standing
        self.standing = record(
            recording,
            before,
            self.known,
            writer=self.writer,
            keyring=door.keyring,
            catalogue=door.catalogue,
        )
        door.checkpoints.after(before, self.standing, self.writer)

    @property
    def known(self) -> DatabaseRegisters:
        """The registers as this turn has left them."""
        return self._kept.known

    def kept_now(self) -> _Kept:
        """What the next turn may rely on, if it finds the head as this one leaves it."""
        return msgspec.structs.replace(self._kept, digest=self.standing.head.digest)


def locked(direct: Direct, unit: str) -> Standing:
    """The head of the unit's journal, ours alone until the transaction ends."""
    lock = " FOR UPDATE" if direct.postgresql else ""
    found = direct.ask(f"SELECT number, digest, peaks, at FROM head WHERE unit = %s{lock}", [unit])
    if not found:
        raise NoSuchUnitError(unit)
    number, digest, peaks, at = found[0]
    joined = bytes(peaks)
    parts = tuple(joined[start : start + 32] for start in range(0, len(joined), 32))
    return Standing(
        head=Head(unit=unit, number=number, digest=bytes(digest)),
        tree=Frontier(size=number, peaks=parts),
        at=as_moment(at),
    )


@contextmanager
def one_moment(connection: BaseDatabaseWrapper) -> Iterator[Direct]:
    """Read the database as it is at one moment, without making a writer wait."""
    direct = Direct(connection)
    if direct.postgresql:
        direct.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    else:
        direct.execute("BEGIN DEFERRED")
    try:
        yield direct
    finally:
        direct.execute("ROLLBACK")


@contextmanager
def alone(connection: BaseDatabaseWrapper) -> Iterator[Direct]:
    """A transaction of its own: within another, what is returned would not be on the disk yet."""
    if connection.in_atomic_block:
        message = "an act is recorded in a transaction of its own"
        raise RuntimeError(message)
    direct = Direct(connection)
    with direct.transaction():
        yield direct


def _referred(act: Act) -> Iterator[tuple[str, str]]:
    for _, kind, identifier in references(act):
        yield kind, identifier


def _ids() -> Iterator[str]:
    """Opaque ids: chance alone, so that none tells how many there are or in which order."""
    while True:
        yield uuid4().hex
