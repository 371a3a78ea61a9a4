"""Applications go past those whom the law names, stage by stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import msgspec

from shoumi.law.clause import Json
from shoumi.procedures.route import Mode, Stage
from shoumi.server.demo.door import Done
from shoumi.server.demo.play import Play

Granted = Callable[[Play, datetime, tuple[str, ...]], None]
REFUSED_OF_ALL = 0.04
LEFT_LYING = 0.02


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """Who will say what at a stage."""

    by: str
    told: dict[str, Json]


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """An application with the signatures that it still lacks; then `granted` happens."""

    application: str
    lacking: tuple[Signature, ...]
    granted: Granted


def carry_round(play: Play, now: datetime, asked: Done, granted: Granted) -> None:
    """Let everybody whom the route names sign in turn."""
    route = asked.ruling.route
    stages = route.stages if route else ()
    found = [_signature(play, stage, now) for stage in stages]
    lacking = tuple(one for one in found if one is not None)
    if len(lacking) < len(stages) or play.likely(LEFT_LYING):
        return
    going = Round(application=asked.made[0], lacking=lacking, granted=granted)
    play.soon(now, 15, 600, partial(_sign, play, going))


def _signature(play: Play, stage: Stage, now: datetime) -> Signature | None:
    if stage.mode is Mode.OUTSIDE:
        number = play.chance.randrange(1, 300)
        paper = {"number": f"复函{number}号", "issuer": "制发机关"}
        told: dict[str, Json] = {"paper": {**paper, "dated_on": now.date().isoformat()}}
        return Signature(by=play.cast["secretary"], told=told)
    held = [one for role in stage.roles for one in play.cast.holders(role)]
    return Signature(by=play.chance.choice(held), told={}) if held else None


def _sign(play: Play, going: Round, now: datetime) -> None:
    first, rest = going.lacking[0], going.lacking[1:]
    agrees = not play.likely(REFUSED_OF_ALL)
    done = play.do(
        now,
        first.by,
        "applications.sign",
        application=going.application,
        decision="agree" if agrees else "disagree",
        opinion="同意" if agrees else "必要性不足，不同意",
        **first.told,
    )
    if not agrees or not done.permitted:
        return
    if rest:
        onward = msgspec.structs.replace(going, lacking=rest)
        play.soon(now, 15, 400, partial(_sign, play, onward))
    elif done.made:
        going.granted(play, now, done.made)
