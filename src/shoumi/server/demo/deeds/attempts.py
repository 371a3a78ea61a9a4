"""What people try and the law refuses, so that no clause of the map sleeps all year."""

from __future__ import annotations

from datetime import datetime

from shoumi.server.demo.play import Play
from shoumi.server.demo.stock import Paper


def attempt(play: Play, now: datetime) -> None:
    """One of the things that go wrong in an office."""
    tries = (_pass_sideways, _give_to_a_stranger, _copy_top_secret, _enter_without_office)
    paper = play.shelves[play.chance.choice(play.cast.officers)].draw(play.chance)
    if paper is not None:
        play.chance.choice((*tries, _give_as_a_gift, _sell, _appoint_oneself))(play, now, paper)


def _pass_sideways(play: Play, now: datetime, paper: Paper) -> None:
    """A reader passes on what lies with its keeper."""
    if len(paper.readers) > 1:
        giver, receiver = play.chance.sample(paper.readers, 2)
        _hand(play, now, giver, receiver, paper, "circulation")


def _give_to_a_stranger(play: Play, now: datetime, paper: Paper) -> None:
    stranger = play.chance.choice(play.cast.everybody)
    if stranger not in paper.readers:
        _hand(play, now, paper.keeper, stranger, paper, "loan")


def _give_as_a_gift(play: Play, now: datetime, paper: Paper) -> None:
    if paper.readers:
        _hand(play, now, paper.keeper, play.chance.choice(paper.readers), paper, "provision")


def _hand(play: Play, now: datetime, giver: str, receiver: str, paper: Paper, basis: str) -> None:
    play.do(now, giver, "carriers.hand-over", carriers=[paper.id], receiver=receiver, basis=basis)


def _copy_top_secret(play: Play, now: datetime, paper: Paper) -> None:
    """Somebody looks for a top secret paper and asks for a copy of it."""
    near = (one for one in play.shelves[paper.keeper].near(play.chance, 200) if one.readers)
    found = next((one for one in near if one.level == "top_secret"), None)
    if found is not None:
        who = play.chance.choice(found.readers)
        told = {"carriers": [found.id], "copies": 1, "purpose": "会议使用"}
        play.do(now, who, "carriers.copy", **told)


def _enter_without_office(play: Play, now: datetime, paper: Paper) -> None:
    """A reader enters a paper that came to the own desk."""
    edition = {"open_name": "自收件", "level": paper.level, "period": "10年"}
    copies = [{"copy_number": "000001", "stamp_on_first_page": True}]
    reader = play.chance.choice(paper.readers or play.cast.everybody)
    play.do(now, reader, "carriers.register", new_edition=edition, copies=copies)


def _sell(play: Play, now: datetime, paper: Paper) -> None:
    witnesses = [paper.keeper, play.cast["archivist"]]
    play.do(
        now,
        paper.keeper,
        "carriers.destroy",
        carriers=[paper.id],
        method="shredding",
        witnesses=witnesses,
        end="waste_dealer",
    )


def _appoint_oneself(play: Play, now: datetime, paper: Paper) -> None:
    del paper
    secretary = play.cast["secretary"]
    play.do(
        now,
        secretary,
        "organisation.appoint",
        person=secretary,
        role="secrecy_officer",
        since=now.date().isoformat(),
    )
