"""Copies are asked for, signed for, made, and given to their keeper."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import msgspec

from shoumi.server.demo.deeds.signing import carry_round
from shoumi.server.demo.play import Play
from shoumi.server.demo.stock import Paper

PURPOSES = ("专题会议讨论", "报送分管领导阅示", "项目组研究使用", "编制年度总结")


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A request to copy, on its way."""

    applicant: str
    paper: Paper
    copies: int


def ask_for_copies(play: Play, now: datetime) -> None:
    """A reader asks for copies of a paper; for a top secret one there are none."""
    shelf = play.shelves[play.chance.choice(play.cast.officers)]
    paper = shelf.draw(play.chance)
    able = [one for one in paper.readers if play.cast.place_of[one] != "leaders"] if paper else []
    if paper is None or not able:
        return
    job = Job(
        applicant=play.chance.choice(able),
        paper=paper,
        copies=play.chance.choices((1, 2, 3, 6), (50, 30, 15, 5))[0],
    )
    told = {"carriers": [paper.id], "copies": job.copies}
    if play.likely(0.03):
        play.do(now, job.applicant, "carriers.copy", **told)
    purpose = play.chance.choice(PURPOSES)
    done = play.do(now, job.applicant, "carriers.copy", **told, purpose=purpose)
    if done.waiting:
        carry_round(play, now, done, lambda office, at, made: _granted(office, at, job, made))


def _granted(play: Play, now: datetime, job: Job, made: tuple[str, ...]) -> None:
    play.soon(now, 20, 400, partial(_finish, play, job, made[-1]))


def _finish(play: Play, job: Job, granted: str, now: datetime) -> None:
    """The applicant makes the copies; sometimes one too many, which is not entered."""
    told = {"job": granted, "marks_checked": True}
    if play.likely(0.04):
        play.do(now, job.applicant, "carriers.finish-job", **told, made=job.copies + 1)
    waste = play.chance.choice((0, 0, 1, 3))
    done = play.do(
        now, job.applicant, "carriers.finish-job", **told, made=job.copies, waste_pages=waste
    )
    if not done.permitted:
        return
    play.registered += len(done.made)
    copies = tuple(msgspec.structs.replace(job.paper, id=one) for one in done.made)
    if waste and not play.likely(0.1):
        play.soon(now, 5, 90, partial(_destroy_waste, play, job, granted, waste))
    play.soon(now, 10, 120, partial(_bring, play, job, copies))


def _destroy_waste(play: Play, job: Job, granted: str, pages: int, now: datetime) -> None:
    play.do(now, job.applicant, "carriers.destroy-waste", job=granted, pages=pages)


def _bring(play: Play, job: Job, copies: tuple[Paper, ...], now: datetime) -> None:
    carriers = [one.id for one in copies]
    keeper = job.paper.keeper
    done = play.do(
        now,
        job.applicant,
        "carriers.hand-over",
        carriers=carriers,
        receiver=keeper,
        basis="return",
        pieces=len(carriers),
    )
    if done.permitted:
        play.soon(now, 2, 30, partial(_take, play, copies, done.made[0]))


def _take(play: Play, copies: tuple[Paper, ...], offer: str, now: datetime) -> None:
    keeper = copies[0].keeper
    play.do(now, keeper, "carriers.accept", hand_over=offer, signature_kind="at_desk")
    for paper in copies:
        play.shelves[keeper].put(paper)
