"""The fictional unit of `shoumi serve --demo`: built once, and who may log in there."""

from __future__ import annotations

from pathlib import Path

from django.db import connections

from shoumi.cli.voice.speaker import Speaker
from shoumi.law.words import N_
from shoumi.server.demo.building import build, stands


def stand_in(home: Path, speaker: Speaker) -> None:
    """Build the unit unless it stands; tell whose part a visitor may take."""
    if not stands(home):
        speaker.tell(N_("Building the fictional unit; this happens once …"))
    accounts = build(home)
    connections.close_all()
    speaker.table([(one.log_in, one.name, one.post) for one in accounts.people])
    speaker.tell(N_("All of them log in with {password}"), password=accounts.password)
