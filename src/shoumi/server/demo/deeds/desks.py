"""What lies on the desks when a visitor arrives: each part has something to see and to sign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from shoumi.law.clause import Json
from shoumi.server.demo.deeds.copying import PURPOSES
from shoumi.server.demo.papers import PERIODS
from shoumi.server.demo.play import Play

LENT_BEFORE = 13
"""So many working days before the last one a paper is lent that never comes back."""

READERS = ("head-geology", "colleague", "leader", "principal", "archivist", "secretary")


def lend_for_too_long(play: Play, now: datetime) -> None:
    """The head of a department borrows a paper for ten working days, and keeps it."""
    (paper,) = _registered(play, now, "野外基地安全防范实施细则", "confidential", copies=1)
    _lend(play, now, paper, "head-geology", days=10)


def lay_out(play: Play, now: datetime) -> None:
    """The last things of the day: offers that wait, a loan that ends this week, a request."""
    first, second, third = _registered(play, now, "重点矿区储量核实情况的通报", "secret", copies=3)
    _offer(play, now, "officer", "head-geology", [first], "circulation")
    _offer(play, now, "officer", "principal", [second], "circulation")
    lent, read = _registered(play, now, "应急测绘保障工作方案", "confidential", copies=2)
    _lend(play, now, lent, "colleague", days=3)
    offer = _offer(play, now, "officer", "archivist", [read], "circulation")
    _sign(play, now, "archivist", offer)
    play.at(now + timedelta(minutes=2), partial(_ask_and_return, play, third, read))


def _ask_and_return(play: Play, wanted: str, read: str, now: datetime) -> None:
    _offer(play, now, "archivist", "officer", [read], "return")
    told = {"carriers": [wanted], "copies": 2, "purpose": PURPOSES[0]}
    play.do(now, play.cast["colleague"], "carriers.copy", **told)


def _registered(
    play: Play, now: datetime, about: str, level: str, *, copies: int
) -> tuple[str, ...]:
    number = play.registered + 1
    edition: dict[str, Json] = {
        "open_name": f"来文{now.year % 100:02d}-{number:05d}",
        "title": f"关于{about}",
        "document_number": f"云资密〔{now.year}〕{400 + number % 100}号",
        "issuer": "云岭省资源厅",
        "level": level,
        "period": PERIODS[level],
        "classified_on": now.date().isoformat(),
        "issuer_allows_copying": "yes",
        "issuer_asks_return": "no",
        "readers": [play.cast[key] for key in READERS],
    }
    lines: list[Json] = [
        {"copy_number": f"{one + 1:06d}", "pages": 12, "stamp_on_first_page": True}
        for one in range(copies)
    ]
    officer = play.cast["officer"]
    done = play.do(now, officer, "carriers.register", new_edition=edition, copies=lines)
    play.registered += len(done.made)
    return done.made


def _lend(play: Play, now: datetime, paper: str, borrower: str, *, days: int) -> None:
    due = play.clock.closing(play.clock.calendar.working_days_after(now.date(), days))
    offer = _offer(play, now, "officer", borrower, [paper], "loan", due_at=due.isoformat())
    _sign(play, now, borrower, offer)


def _offer(
    play: Play,
    now: datetime,
    giver: str,
    receiver: str,
    papers: Sequence[str],
    basis: str,
    **told: Json,
) -> str:
    done = play.do(
        now,
        play.cast[giver],
        "carriers.hand-over",
        carriers=list(papers),
        receiver=play.cast[receiver],
        basis=basis,
        pieces=len(papers),
        **told,
    )
    return done.made[0]


def _sign(play: Play, now: datetime, receiver: str, offer: str) -> None:
    play.do(now, play.cast[receiver], "carriers.accept", hand_over=offer, signature_kind="at_desk")
