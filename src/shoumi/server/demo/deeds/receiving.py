"""Papers come in; media are bought."""

from __future__ import annotations

from datetime import datetime

from shoumi.server.demo.papers import Incoming, incoming, medium
from shoumi.server.demo.play import Play
from shoumi.server.demo.stock import Paper

READERS = (3, 9)


def receive(play: Play, now: datetime) -> None:
    """An officer enters one paper with all its copies and its readers."""
    chance = play.chance
    officer = chance.choice(play.cast.officers)
    paper = incoming(chance, play.registered + 1, now.date(), _asked_back(play, now))
    able = play.cast.readers(paper.level)
    readers = tuple(sorted(chance.sample(able, min(len(able), chance.randint(*READERS)))))
    if play.likely(0.01):
        _forget_the_stamp(play, now, officer, paper)
    done = play.do(
        now,
        officer,
        "carriers.register",
        packet=f"封{chance.randrange(10**6):06d}",
        new_edition={**paper.edition, "readers": list(readers)},
        copies=list(paper.copy_lines),
    )
    for made in done.made:
        play.registered += 1
        play.shelves[officer].put(
            Paper(
                id=made,
                level=paper.level,
                keeper=officer,
                year=now.year,
                readers=readers,
                returned=paper.returned,
                copying=paper.copying,
            )
        )


def _asked_back(play: Play, now: datetime) -> float:
    """Nearly half; of the year before nearly all was sent back before the play began to tell."""
    return 0.45 if now.year == play.until.year else 0.01


def _forget_the_stamp(play: Play, now: datetime, officer: str, paper: Incoming) -> None:
    lines = [{**line, "stamp_on_first_page": False} for line in paper.copy_lines]
    play.do(now, officer, "carriers.register", new_edition=paper.edition, copies=lines)


def buy_medium(play: Play, now: datetime) -> None:
    """The secrecy office enters a medium that it has bought."""
    keeper = play.cast["media-keeper"]
    user = play.chance.choice(play.cast.readers("secret"))
    line = medium(play.chance, user)
    done = play.do(now, keeper, "carriers.register", origin="purchased", copies=[line])
    for made in done.made:
        play.registered += 1
        level = str(line["own_level"])
        play.shelves[keeper].put(
            Paper(id=made, level=level, keeper=keeper, year=now.year, is_medium=True)
        )
