"""The office at play: who is who, what time it is, what each has put down to be done when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from random import Random

import msgspec

from shoumi.deadlines.calendar import UnitTime
from shoumi.law.clause import Json
from shoumi.server.demo.door import Done, PlayDoor
from shoumi.server.demo.people import OFFICERS, Opened, Worker
from shoumi.server.demo.stock import Paper, Shelf

Deed = Callable[[datetime], None]
LAST_WORK = time(17, 10)
"""Nothing ordinary begins later, so that counts after it find every paper at rest."""

CLEARED = {
    "confidential": ("general", "important", "core"),
    "secret": ("important", "core"),
    "top_secret": ("core",),
}


class Size(msgspec.Struct, frozen=True, kw_only=True):
    """How much of an office is played."""

    people: int = 400
    carriers: int = 6_000
    acts: int = 12_000


class Cast:
    """The people of the unit by their ids."""

    def __init__(self, workers: tuple[Worker, ...], ids: Mapping[str, str]) -> None:
        """Who the workers of the plan became in the unit."""
        self.ids, self.workers = ids, workers
        self.everybody = tuple(ids[worker.key] for worker in workers)
        self.officers = tuple(ids[key] for key in OFFICERS)
        self._by_key = {worker.key: worker for worker in workers}
        self._by_role: dict[str, list[Worker]] = {}
        self.place_of = {ids[worker.key]: worker.place for worker in workers}
        self._readers = {
            level: tuple(
                ids[worker.key]
                for worker in workers
                if worker.tier in tiers and worker.place != "secrecy"
            )
            for level, tiers in CLEARED.items()
        }
        for worker in workers:
            for role in worker.roles:
                self._by_role.setdefault(role, []).append(worker)

    def __getitem__(self, key: str) -> str:
        """The id of the person whom the plan calls so."""
        return self.ids[key]

    def worker(self, key: str) -> Worker:
        """The worker of the plan whom it calls so."""
        return self._by_key[key]

    def holders(self, role: str, place: str | None = None) -> tuple[str, ...]:
        """Who holds a role; of a department, where one is named."""
        held = self._by_role.get(role, [])
        return tuple(self.ids[one.key] for one in held if place in (None, one.place))

    def readers(self, level: str) -> tuple[str, ...]:
        """Who reads papers of a level in the line of duty, keepers and administrators aside."""
        return self._readers[level]


class Play:
    """A year under way. Every deed is put down for a moment and done in the order of time."""

    def __init__(
        self, *, door: PlayDoor, cast: Cast, chance: Random, clock: UnitTime, until: datetime
    ) -> None:
        """An office at the beginning of its year; nothing is done after `until`."""
        self.door, self.cast, self.chance, self.clock = door, cast, chance, clock
        self.until = until
        self.shelves = {keeper: Shelf() for keeper in (*cast.officers, cast["media-keeper"])}
        self.set_aside: dict[str, dict[str, Paper]] = {keeper: {} for keeper in self.shelves}
        self.late: dict[str, int] = {}
        self.performed = self.registered = 0
        self.accounts: tuple[Opened, ...] = ()
        self.outcomes: dict[tuple[str, str], int] = {}
        self._diary: list[tuple[datetime, int, Deed]] = []
        self._put_down = 0

    def at(self, moment: datetime, deed: Deed) -> None:
        """Put a deed down for a moment of the office's time."""
        self._put_down += 1
        heappush(self._diary, (moment, self._put_down, deed))

    def soon(self, now: datetime, least: int, most: int, deed: Deed) -> None:
        """Put a deed down for some minutes from now, next morning if the day ends before."""
        moment = now + timedelta(minutes=self.chance.uniform(least, most))
        if moment.time() > LAST_WORK:
            moment = self.morning(self._next(moment.date(), 1))
        self.at(moment, deed)

    def after_days(self, now: datetime, days: int, deed: Deed) -> None:
        """Put a deed down for some working days from now."""
        self.at(self.within(self._next(now.date(), days)), deed)

    def within(self, day: date) -> datetime:
        """Some moment of a day's work."""
        minutes = self.chance.uniform(5, 500)
        return self.clock.opening(day) + timedelta(minutes=minutes)

    def morning(self, day: date) -> datetime:
        """Soon after opening."""
        return self.clock.opening(day) + timedelta(minutes=self.chance.uniform(1, 45))

    def _next(self, day: date, days: int) -> date:
        return self.clock.calendar.working_days_after(day, days)

    def do(self, now: datetime, by: str, slug: str, **told: Json) -> Done:
        """Perform an act at the door."""
        done = self.door.do({"do": slug, **told}, by, now)
        self.performed += 1
        said = (slug, done.ruling.verdict.value)
        self.outcomes[said] = self.outcomes.get(said, 0) + 1
        return done

    def live(self, day: date) -> None:
        """Do everything that is put down for a day and before, not after the end of the play."""
        end = min(self.clock.at(day, time.max), self.until)
        while self._diary and self._diary[0][0] <= end:
            moment, _, deed = heappop(self._diary)
            deed(moment)

    def lay_aside(self, papers: tuple[Paper, ...]) -> None:
        """They still lie with their keeper, but are promised: to a reader, or to the shredder."""
        for paper in papers:
            self.shelves[paper.keeper].take(paper)
            self.set_aside[paper.keeper][paper.id] = paper

    def let_go(self, papers: tuple[Paper, ...]) -> None:
        """What was promised has left its keeper."""
        for paper in papers:
            del self.set_aside[paper.keeper][paper.id]

    def likely(self, part: float) -> bool:
        """Whether something happens that happens in so many of all times."""
        return self.chance.random() < part
