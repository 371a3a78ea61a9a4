"""Counts after hours, when every paper is at rest: two count alone, a third settles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

import msgspec

from shoumi.law.clause import Json
from shoumi.server.demo.door import Done
from shoumi.server.demo.play import Play
from shoumi.server.demo.stock import Paper

FOUND = "found_at"
MISSING = "missing"


class Stocktaking(msgspec.Struct, frozen=True, kw_only=True):
    """A count under way: who counts, what lies there, and what each of the two overlooks."""

    count: str
    counters: tuple[str, str]
    there: tuple[Paper, ...]
    overlooked: frozenset[str]
    lost: frozenset[str]


def count_stock(play: Play, keeper: str, purpose: str, now: datetime, losing: int = 0) -> None:
    """Open a count of what one keeper holds; `losing` papers will be found by neither."""
    second = play.cast["personnel-officer"]
    if play.likely(0.1):
        _open(play, keeper, purpose, (keeper,), now)
    done = _open(play, keeper, purpose, (second, keeper), now)
    if not done.permitted:
        return
    there = (*play.shelves[keeper], *play.set_aside[keeper].values())
    on_shelf = list(play.shelves[keeper])
    lost = play.chance.sample(on_shelf, min(losing, len(on_shelf)))
    taking = Stocktaking(
        count=done.made[0],
        counters=(second, keeper),
        there=there,
        overlooked=_some(play, [one for one in on_shelf if one not in lost]),
        lost=frozenset(one.label for one in lost),
    )
    for paper in lost:
        play.shelves[keeper].take(paper)
    play.at(now + timedelta(minutes=4), partial(_first_sheet, play, taking))


def _open(play: Play, keeper: str, purpose: str, counters: Iterable[str], now: datetime) -> Done:
    return play.do(
        now,
        play.cast["secretary"],
        "carriers.open-count",
        purpose=purpose,
        keeper=keeper,
        counters=list(counters),
    )


def _some(play: Play, papers: list[Paper]) -> frozenset[str]:
    few = play.chance.choice((0, 0, 0, 1, 2))
    return frozenset(one.label for one in play.chance.sample(papers, min(few, len(papers))))


def _first_sheet(play: Play, taking: Stocktaking, now: datetime) -> None:
    _hand_in(play, taking, taking.counters[0], taking.lost | taking.overlooked, now)
    play.at(now + timedelta(minutes=3), partial(_second_sheet, play, taking))


def _second_sheet(play: Play, taking: Stocktaking, now: datetime) -> None:
    _hand_in(play, taking, taking.counters[1], taking.lost, now)
    play.at(now + timedelta(minutes=3), partial(_settle, play, taking))


def _hand_in(
    play: Play, taking: Stocktaking, by: str, unseen: frozenset[str], now: datetime
) -> None:
    labels = [one.label for one in taking.there]
    scans = [{"label": label} for label in labels if label not in unseen]
    play.do(now, by, "carriers.submit-count", count=taking.count, scans=scans, nothing_left=True)


def _settle(play: Play, taking: Stocktaking, now: datetime) -> None:
    """The secretary, who keeps nothing, settles; first without results where there are any."""
    secretary = play.cast["secretary"]
    lines: list[Json] = [
        {"label": one, "result": FOUND, "reason": "两人复点时在库"}
        for one in sorted(taking.overlooked)
    ]
    lines += [
        {"label": one, "result": MISSING, "reason": "两人均未见"} for one in sorted(taking.lost)
    ]
    if lines and play.likely(0.3):
        play.do(now, secretary, "carriers.settle-count", count=taking.count)
    play.do(now, secretary, "carriers.settle-count", count=taking.count, lines=lines)
