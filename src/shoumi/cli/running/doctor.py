"""`shoumi doctor`: this installation, checked against the clauses that bind it itself."""

from __future__ import annotations

import argparse

from django.conf import settings
from django.db import connections

from shoumi.cli.asking.ledger import registers, the_house
from shoumi.cli.running.symptoms import (
    FAILS,
    Symptom,
    of_calendar,
    of_clock,
    of_database,
    of_figures,
    of_files,
    of_log_in,
)
from shoumi.cli.voice.ending import DONE, NO
from shoumi.cli.voice.speaker import Speaker
from shoumi.law.words import N_
from shoumi.server.verify import verify_ledger


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument(
        "--quick", action="store_true", help=N_("leave out verifying the whole ledger")
    )


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Check everything; exit 1 if anything fails. What is only to be looked at does not."""
    house = the_house()
    found = [*of_files(settings.SHOUMI_HOME), *of_database(connections[house.door.using])]
    with registers(house) as known:
        asking, law = house.door.asked("", house.clock(), known, house.make_book())
        found += [*of_clock(known.direct, house.unit, house.clock())]
        found += [*of_log_in(law.law), *of_calendar(law.time.calendar, asking.on)]
        found += [*of_figures(law.law)]
    if not asked.quick:
        findings = sum(1 for _ in verify_ledger(house.door))
        found.append(
            Symptom.fails(N_("{count} findings: run shoumi verify."), "chain", count=findings)
            if findings
            else Symptom.fine(N_("Chain, checkpoints and registers are whole."), "chain")
        )
    speaker.value(
        {"healthy": not _failing(found), "checks": [_told(one, speaker) for one in found]}
    )
    for one in found:
        speaker.line(f"{_MARKS[one.state]} {one.check:12} {speaker.message(one.message)}")
        for clause in one.clauses:
            speaker.line(f"    {clause}")
    return NO if _failing(found) else DONE


_MARKS = {"fine": "✓", "look": "!", FAILS: "✗"}


def _failing(found: list[Symptom]) -> bool:
    return any(one.state == FAILS for one in found)


def _told(one: Symptom, speaker: Speaker) -> dict[str, object]:
    return {
        "check": one.check,
        "state": one.state,
        "message": speaker.message(one.message),
        "clauses": one.clauses,
    }
