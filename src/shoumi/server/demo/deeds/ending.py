"""What has no more value is listed, approved, and shredded under the eyes of two."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import msgspec

from shoumi.server.demo.deeds.signing import carry_round
from shoumi.server.demo.door import Done
from shoumi.server.demo.play import Play
from shoumi.server.demo.stock import Paper

MOST = 60


class List(msgspec.Struct, frozen=True, kw_only=True):
    """A destruction list of one keeper, watched by two."""

    keeper: str
    witnesses: tuple[str, str]
    papers: tuple[Paper, ...]


def list_for_destruction(play: Play, keeper: str, now: datetime) -> None:
    """A keeper lists papers that nobody asks back."""
    _list(play, keeper, now, [one for one in play.shelves[keeper] if not one.returned])


def clear_last_year(play: Play, keeper: str, now: datetime) -> None:
    """Before April a keeper lists what is left of the year before."""
    free = [one for one in play.shelves[keeper] if not one.returned and one.year < now.year]
    _list(play, keeper, now, free)


def _list(play: Play, keeper: str, now: datetime, free: list[Paper]) -> None:
    papers = tuple(free[:MOST])
    if not papers:
        return
    listed = List(keeper=keeper, witnesses=(keeper, play.cast["archivist"]), papers=papers)
    if play.likely(0.3):
        _apply(play, listed, (keeper,), now)
    done = _apply(play, listed, listed.witnesses, now)
    if not done.waiting:
        return
    carry_round(play, now, done, lambda office, at, made: _granted(office, at, listed, made[-1]))


def _apply(play: Play, listed: List, witnesses: tuple[str, ...], now: datetime) -> Done:
    return play.do(
        now,
        listed.keeper,
        "carriers.destroy",
        carriers=[one.id for one in listed.papers],
        method="shredding",
        place="保密办碎纸间",
        witnesses=list(witnesses),
    )


def _granted(play: Play, now: datetime, listed: List, batch: str) -> None:
    """What stands on the list and went out in the meantime was refused; so nothing has."""
    play.lay_aside(listed.papers)
    play.after_days(now, play.chance.randint(1, 3), partial(_witness, play, listed, batch))


def _witness(play: Play, listed: List, batch: str, now: datetime) -> None:
    for witness in listed.witnesses:
        _confirm(play, listed, batch, witness, now)
    if play.likely(0.2):
        play.do(now, play.cast["archivist"], "carriers.close-batch", batch=batch)
    done = play.do(now, listed.keeper, "carriers.close-batch", batch=batch)
    if done.permitted:
        play.let_go(listed.papers)


def _confirm(play: Play, listed: List, batch: str, witness: str, now: datetime) -> None:
    play.do(
        now,
        witness,
        "carriers.witness-destruction",
        batch=batch,
        destroyed=[one.id for one in listed.papers],
        pieces_counted=len(listed.papers),
        counted_before=len(listed.papers),
        shred_mm2="1.8",
        statements={"destroyed_completely": True, "nobody_else_could_read": True},
    )
