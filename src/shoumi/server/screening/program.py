"""Screens or redacts one file in a process of its own, so that a reader that crashes ends nothing.

An order comes in as MessagePack, the answer goes out; nothing is written to any disk.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from shoumi.screening.detectors.marks import STATE_LEVELS
from shoumi.screening.detectors.registry import on_board
from shoumi.screening.findings import Report
from shoumi.screening.formats.registry import eyes
from shoumi.screening.lexicon import read_lexicon
from shoumi.screening.matching.scanner import build
from shoumi.screening.pieces import Passage
from shoumi.screening.redaction.redact import redact
from shoumi.screening.redaction.removal import RedactionRefused
from shoumi.screening.report.page import page
from shoumi.screening.screen import Settings, screen
from shoumi.screening.words import chinese
from shoumi.server.screening.orders import Passed, Redact, Redacted, Screen, Screened

LONGEST = 1_500_000
COMPANY = 2
MOST_MEMORY = 1200 * 2**20
MOST_SECONDS = 110
GIVES_WAY = 10


def main() -> None:
    """Carry out one order."""
    bound()
    order = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Screen | Redact)
    answer = screened(order) if isinstance(order, Screen) else redacted(order)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))


def bound() -> None:
    """Limits that no file can lift: memory, processor time, no dump, and the pages come first."""
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(GIVES_WAY)


def screened(order: Screen) -> Screened:
    """The report, with what a page needs to show it."""
    lexicons = [read_lexicon(content, name=name) for name, content in order.lexicons]
    added = [level for lexicon in lexicons for level in lexicon.levels]
    levels = tuple(dict.fromkeys((*STATE_LEVELS, *added)))
    held: list[Passage] = []
    settings = Settings(
        scanner=build(on_board(levels), lexicons),
        key=order.key,
        eyes=eyes(),
        onlooker=held.extend,
    )
    # The name is screened as the file's own; a path in it would be this machine's.
    report = screen(order.content, name=Path(order.name).name, settings=settings)
    shown = _shown(report, held)
    return Screened(
        report=report,
        passages=tuple(Passed(number=number, passage=held[number]) for number in shown),
        cut=len(shown) < len(held),
        pages={
            "zh": page(report, held, catalogue=chinese()),
            "en": page(report, held, catalogue={}),
        },
    )


def _shown(report: Report, held: Sequence[Passage]) -> Sequence[int]:
    if sum(len(passage.text) for passage in held) <= LONGEST:
        return range(len(held))
    around = range(-COMPANY, COMPANY + 1)
    near = {finding.passage + step for finding in report.findings for step in around}
    return sorted(number for number in near if 0 <= number < len(held))


def redacted(order: Redact) -> Redacted:
    """The copy that survived the attack, or the reason why there is none."""
    try:
        done = redact(
            order.content,
            name=order.name,
            findings=order.findings,
            method=order.method,
            eyes=eyes(),
        )
    except RedactionRefused as refusal:
        return Redacted(refused=str(refusal))
    return Redacted(content=done.content, protocol=done.protocol)


if __name__ == "__main__":
    main()
