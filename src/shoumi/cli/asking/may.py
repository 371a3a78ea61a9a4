"""`shoumi may`: ask whether an act would be permitted; nothing is recorded."""

from __future__ import annotations

import argparse

from shoumi.cli.asking.do import Recorded, answered, configure_act
from shoumi.cli.voice.speaker import Speaker
from shoumi.decision.verdict import Ruling
from shoumi.law.clause import Json
from shoumi.server.pages.house import PagesHouse


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    configure_act(parser)


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Ask; exit 1 if it would be refused."""

    def ask(house: PagesHouse, payload: dict[str, Json], by: str) -> tuple[Ruling, Recorded]:
        return house.door.may(payload, by), {}

    return answered(asked, speaker, ask)
