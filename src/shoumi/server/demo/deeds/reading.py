"""Papers go to their readers and come back, several under one signature, most of them in time."""

from __future__ import annotations

from datetime import datetime

import msgspec

from shoumi.server.demo.play import Play
from shoumi.server.demo.stock import Paper

TOGETHER = 6
"""How many neighbours on the shelf an officer looks at for the same reader."""


class Lending(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle of papers in one reader's hand."""

    keeper: str
    reader: str
    papers: tuple[Paper, ...]
    basis: str
    due_at: datetime | None = None


def give_out(play: Play, now: datetime) -> None:
    """An officer gives a reader one paper or several, to read or on loan."""
    keeper = play.chance.choice(play.cast.officers)
    shelf = play.shelves[keeper]
    first = shelf.draw(play.chance)
    if first is None or not first.readers:
        return
    reader = play.chance.choice(first.readers)
    if play.late.get(reader) and not play.likely(0.05):
        return
    near = [one for one in shelf.near(play.chance, TOGETHER) if reader in one.readers]
    papers = tuple({one.id: one for one in (first, *near)}.values())
    lending = Lending(keeper=keeper, reader=reader, papers=papers, basis="circulation")
    if play.likely(0.2):
        due = play.clock.closing(play.clock.calendar.working_days_after(now.date(), 10))
        lending = msgspec.structs.replace(lending, basis="loan", due_at=due)
    _offer(play, now, lending)


def _offer(play: Play, now: datetime, lending: Lending) -> None:
    told = {"due_at": lending.due_at.isoformat()} if lending.due_at else {}
    done = play.do(
        now,
        lending.keeper,
        "carriers.hand-over",
        carriers=[one.id for one in lending.papers],
        receiver=lending.reader,
        basis=lending.basis,
        pieces=len(lending.papers),
        **told,
    )
    if not done.permitted:
        return
    play.lay_aside(lending.papers)
    offer = done.made[0]
    if play.likely(0.02):
        play.soon(now, 5, 60, lambda at: _take_back(play, at, lending, offer))
    elif play.likely(0.01):
        play.after_days(now, 1, lambda at: _sign(play, at, lending, offer))
    else:
        play.soon(now, 3, 50, lambda at: _sign(play, at, lending, offer))


def _take_back(play: Play, now: datetime, lending: Lending, offer: str) -> None:
    play.do(
        now,
        lending.keeper,
        "carriers.cancel-handover",
        hand_over=offer,
        reason="接收人临时外出，改日再送",
    )
    play.let_go(lending.papers)
    for paper in lending.papers:
        play.shelves[lending.keeper].put(paper)


def _sign(play: Play, now: datetime, lending: Lending, offer: str) -> None:
    at_desk = play.likely(0.3)
    play.do(
        now,
        lending.reader,
        "carriers.accept",
        hand_over=offer,
        signature_kind="at_desk" if at_desk else "own_account",
    )
    play.let_go(lending.papers)
    _plan_return(play, now, lending)


def _plan_return(play: Play, now: datetime, lending: Lending) -> None:
    """Read the same day or within two; a few keep it too long."""
    if lending.due_at is not None:
        late = play.likely(0.06)
        days = play.chance.randint(12, 20) if late else play.chance.randint(2, 9)
        if late:
            play.at(lending.due_at, lambda at: _falls_due(play, lending, at))
        play.after_days(now, days, lambda at: _give_back(play, at, lending))
        return
    if any(one.level == "top_secret" for one in lending.papers) or play.likely(0.6):
        play.soon(now, 30, 180, lambda at: _give_back(play, at, lending))
    else:
        days = play.chance.randint(4, 8) if play.likely(0.05) else play.chance.randint(1, 2)
        play.after_days(now, days, lambda at: _give_back(play, at, lending))


def _falls_due(play: Play, lending: Lending, at: datetime) -> None:
    del at
    play.late[lending.reader] = play.late.get(lending.reader, 0) + 1


def _give_back(play: Play, now: datetime, lending: Lending) -> None:
    done = play.do(
        now,
        lending.reader,
        "carriers.hand-over",
        carriers=[one.id for one in lending.papers],
        receiver=lending.keeper,
        basis="return",
        pieces=len(lending.papers),
    )
    if done.permitted:
        offer = done.made[0]
        play.soon(now, 1, 20, lambda at: _come_home(play, at, lending, offer))


def _come_home(play: Play, now: datetime, lending: Lending, offer: str) -> None:
    play.do(now, lending.keeper, "carriers.accept", hand_over=offer, signature_kind="at_desk")
    if lending.due_at is not None and lending.due_at < now and play.late.get(lending.reader):
        play.late[lending.reader] -= 1
    for paper in lending.papers:
        play.shelves[lending.keeper].put(paper)
