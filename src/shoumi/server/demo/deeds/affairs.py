"""The unit's own affairs: regulations, parameters, texts that all confirm, substitutes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from shoumi.decision.law_book import Shelf
from shoumi.law.clause import Json
from shoumi.server.demo.founding import REGULATIONS
from shoumi.server.demo.play import Play

TEXTS = (
    ("staff-rules", "工作人员保密须知", "不该说的不说，不该看的不看，用毕即还，离岗即锁。"),
    ("telephones", "电话使用须知", "涉密事项不在普通电话中谈论。"),
)
SET = (("reading_time", "P3WD"), ("loan_period", "P10WD"), ("installation_level", "secret"))


def adopt(play: Play, now: datetime, shelf: Shelf) -> None:
    """The secretary puts each regulation forward, the principal confirms it."""
    day = now.date().isoformat()
    for number, (pack, title) in enumerate(REGULATIONS.items(), 1):
        told: dict[str, Json] = {
            "title": title,
            "document": f"云研保〔{now.year}〕{number}号",
            "pack": pack,
            "digest": shelf.digest(pack),
            "effective_on": day,
            "published_on": day,
            "issued_to": ["all_staff"],
        }
        at = now + timedelta(minutes=4 * number)
        done = play.do(at, play.cast["secretary"], "organisation.adopt-regulation", **told)
        confirming = {**told, "confirms": done.made[-1]}
        play.do(
            at + timedelta(minutes=2),
            play.cast["principal"],
            "organisation.adopt-regulation",
            **confirming,
        )


def set_parameters(play: Play, now: datetime) -> None:
    """What the texts leave open is set by two."""
    for code, value in SET:
        told: dict[str, Json] = {
            "code": code,
            "value": value,
            "since": now.date().isoformat(),
            "reason": "结合本单位实际",
        }
        done = play.do(now, play.cast["secretary"], "law.set-parameter", **told)
        if done.permitted:
            told["confirms"] = done.made[-1]
            play.do(now, play.cast["media-keeper"], "law.set-parameter", **told)


def publish(play: Play, now: datetime) -> None:
    """Two texts are published; nearly everybody confirms them within the month."""
    for code, title, body in TEXTS:
        done = play.do(
            now,
            play.cast["secretary"],
            "training.publish-text",
            code=code,
            title=title,
            version=str(now.year),
            in_force_on=now.date().isoformat(),
            for_whom=["all_staff"],
            body=body,
        )
        for person in play.cast.everybody:
            if done.permitted and play.likely(0.93):
                days = play.chance.randint(1, 20)
                play.after_days(now, days, partial(_confirm, play, person, done.made[0]))


def _confirm(play: Play, person: str, text: str, now: datetime) -> None:
    play.do(now, person, "training.acknowledge", texts=[text], ticks=[True], occasion="on_receipt")


def delegate(play: Play, now: datetime) -> None:
    """A leader who travels lets the other one sign for a week."""
    pair = [play.cast["leader"], play.cast["second-leader"]]
    play.chance.shuffle(pair)
    since = now.date()
    play.do(
        now,
        pair[0],
        "applications.delegate",
        role="leader_in_charge",
        acts=["carriers.copy"],
        person=pair[1],
        since=since.isoformat(),
        until=(since + timedelta(days=7)).isoformat(),
        reason="外出参加工作会议",
    )


def stand_in(play: Play, now: datetime) -> None:
    """An officer is away for two weeks; a substitute with dates receives and gives out."""
    officer = play.chance.choice(play.cast.officers)
    helper = play.chance.choice(play.cast.holders("typist"))
    since: date = now.date()
    play.do(
        now,
        play.cast["principal"],
        "organisation.appoint",
        person=helper,
        role="secrecy_officer",
        since=since.isoformat(),
        until=(since + timedelta(days=13)).isoformat(),
        substitute_for=officer,
        document=f"院办〔{now.year}〕{play.chance.randint(20, 90)}号",
    )
