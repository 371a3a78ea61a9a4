"""The unit's last year heard again under one more regulation, and what that comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice

import msgspec
from django.db import connections

from shoumi.evidence.entry import Entry
from shoumi.server.journal.reading import entries_of
from shoumi.server.journal.rehearsal import Heard, Past
from shoumi.server.pages.beside.works import Work
from shoumi.server.pages.desk import Desk
from shoumi.server.pages.entries import may_read
from shoumi.server.pages.house import PagesHouse
from shoumi.server.perform import one_moment
from shoumi.server.tables import models
from shoumi.server.tables.statements import Direct

YEAR = timedelta(days=365)
AT_ONCE = 100
MOST_HEARD = 20_000
PAUSE = 0.004
"""Seconds after each portion: a rehearsal takes longer, and no page waits for it."""
ROWS = 500


class Rehearsed(msgspec.Struct, frozen=True, kw_only=True):
    """All that a regulation would have changed. `cut`: there was more than is kept."""

    since: datetime
    until: datetime
    heard: tuple[Heard, ...]
    cut: bool


class RouteChange(msgspec.Struct, frozen=True, kw_only=True):
    """An act that would have asked for more consent: whose, and how often."""

    act: str
    stages: tuple[tuple[str, ...], ...]
    clauses: tuple[str, ...]
    times: int


class DutyCount(msgspec.Struct, frozen=True, kw_only=True):
    """A duty that would have arisen, and how often."""

    rule: str
    clauses: tuple[str, ...]
    times: int


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A rehearsal as one person may know it: acts on what he may not see are not even counted."""

    since: datetime
    until: datetime
    cut: bool
    refused: tuple[Heard, ...]
    routes: tuple[RouteChange, ...]
    duties: tuple[DutyCount, ...]
    by_clause: tuple[tuple[str, int], ...]

    @property
    def opened(self) -> int:
        """How many duties would have arisen."""
        return sum(one.times for one in self.duties)

    @property
    def waiting(self) -> int:
        """How many acts would have asked for more consent."""
        return sum(one.times for one in self.routes)


def rehearse(pages: PagesHouse, pack: str, work: Work) -> Rehearsed:
    """Hear the journal in a moment of its own, in portions; raises what `work` raises."""
    until = pages.clock()
    since = until - YEAR
    past = Past(pages.door.catalogue, pages.shelf, pack, pages.shelf.digest(pack) or "")
    heard: list[Heard] = []
    connection = connections[pages.door.using]
    with connection.wrap_database_errors, one_moment(connection) as direct:
        known = pages.door.registers(direct)
        whole = _newest(direct, pages.unit)
        after = 0
        while portion := _portion(direct, pages.unit, after):
            for entry in portion:
                heard += past.hear(entry, known, since=since)
            after = portion[-1].number
            work.beat(after, whole)
            work.pause(PAUSE)
            if len(heard) > MOST_HEARD:
                break
    return Rehearsed(
        since=since,
        until=until,
        heard=tuple(heard[:MOST_HEARD]),
        cut=len(heard) > MOST_HEARD,
    )


def _portion(direct: Direct, unit: str, after: int) -> list[Entry]:
    return list(islice(entries_of(direct, unit, after), AT_ONCE))


def _newest(direct: Direct, unit: str) -> int:
    ((number,),) = direct.ask("SELECT number FROM head WHERE unit = %s", [unit])
    return int(number)


def told_to(desk: Desk, found: Rehearsed) -> Told:
    """What of a rehearsal the person at the desk may know."""
    heard = list(_readable(desk, found.heard))
    refused = tuple(one for one in heard if one.refused)
    routes: Counter[tuple[str, tuple[tuple[str, ...], ...], tuple[str, ...]]] = Counter(
        (one.act, one.stages, tuple(dict.fromkeys(one.waiting)))
        for one in heard
        if one.waiting and not one.refused
    )
    duties: Counter[tuple[str, tuple[str, ...]]] = Counter(
        (duty.rule, duty.clauses) for one in heard for duty in one.opened
    )
    by_clause = Counter(
        clause for one in refused for clause in {finding.clause for finding in one.refused}
    )
    return Told(
        since=found.since,
        until=found.until,
        cut=found.cut,
        refused=refused,
        routes=tuple(
            RouteChange(act=act, stages=stages, clauses=clauses, times=times)
            for (act, stages, clauses), times in routes.most_common()
        ),
        duties=tuple(
            DutyCount(rule=rule, clauses=clauses, times=times)
            for (rule, clauses), times in duties.most_common()
        ),
        by_clause=tuple(by_clause.most_common()),
    )


def _readable(desk: Desk, heard: Iterable[Heard]) -> Iterable[Heard]:
    """Those about entries that the person may read; asked for many entries at once."""
    every = tuple(heard)
    numbers = sorted({one.entry for one in every})
    open_to: set[int] = set()
    for start in range(0, len(numbers), ROWS):
        rows = list(
            models.Entry.objects.using(desk.pages.door.using).filter(
                unit=desk.pages.unit, number__in=numbers[start : start + ROWS]
            )
        )
        open_to.update(row.number for row in rows if may_read(desk, row))
    return (one for one in every if one.entry in open_to)
