"""A year of acts, rehearsed in memory: played once, then performed again under the same law.

python benchmarks/year.py [ACTS]   prints seconds / 5 for 100,000 acts; exits 1 above the limit

What is timed is the second time alone: reading the law, deciding, what follows, and entering it.
The first one plays the office (shoumi.server.demo) and hands over nothing but typed acts.
"""

import gc
import sys
import time
from collections.abc import Callable
from datetime import datetime
from random import Random

from shoumi.acts.act import Act
from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook, Shelf
from shoumi.decision.ledger import Ledger
from shoumi.matters.law.things import AdoptedPack
from shoumi.server.demo.door import RehearsalDoor
from shoumi.server.demo.play import Size
from shoumi.server.demo.year import SEED, play_year
from shoumi.server.journal.founding import Founding, on_ground
from shoumi.server.shelf import BASE, stand_up

LIMIT = 1.0
SECONDS = 5.0
ACTS = 100_000
FEW = 10_000
"""Rows that the collector lets be made before it looks at the youngest; a year makes millions."""

Entry = tuple[Act, str, datetime]


def played(shelf: Shelf, until: datetime, acts: int) -> tuple[Ledger, list[Entry]]:
    """Play a year; return its ledger and who did what when."""
    ledger = Ledger(everything(), LawBook(shelf))
    size = Size(acts=acts)
    chance = Random(SEED)  # noqa: S311 a play, no secret
    play_year(RehearsalDoor(ledger), shelf=shelf, until=until, size=size, chance=chance)
    done = [(each.performed.act, each.performed.by, each.at) for each in ledger.journal]
    return ledger, done


def rehearsed(shelf: Shelf, first: datetime, entries: list[Entry]) -> Ledger:
    """Perform everything again in a fresh ledger."""
    ledger = Ledger(everything(), LawBook(shelf))
    ground = AdoptedPack(id="ground", pack=BASE, digest=str(shelf.digest(BASE)), since=first.date())
    begun = [entry for entry in entries if entry[2] == first]
    for act, by, at in begun:
        ledger.do_act(
            act, by, at, office_of=Founding, law_in=lambda known: on_ground(known, ground)
        )
    for act, by, at in entries[len(begun) :]:
        ledger.do_act(act, by, at)
    return ledger


def timed(work: Callable[[], Ledger]) -> tuple[Ledger, float, float]:
    """What the work gave, with its seconds by the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    ledger = work()
    return ledger, time.perf_counter() - clock, time.process_time() - processor


def main() -> int:
    """Print the figures of one run."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ACTS
    shelf = stand_up(frozenset())
    until = datetime(2026, 11, 25, 10, 0, tzinfo=shelf.zone)
    gc.set_threshold(FEW, 50, 100)
    before, entries = played(shelf, until, count)
    verdicts = [each.performed.ruling.verdict for each in before.journal]
    del before
    gc.collect()
    gc.freeze()
    again, clock, processor = timed(lambda: rehearsed(shelf, entries[0][2], entries))
    assert [each.performed.ruling.verdict for each in again.journal] == verdicts
    ratio = clock / SECONDS * ACTS / len(entries)
    print(f"acts                {len(entries):>9,}")
    print(f"by the clock        {clock:>9.1f} s  {len(entries) / clock:>9,.0f} acts/s")
    print(f"of the processor    {processor:>9.1f} s  {len(entries) / processor:>9,.0f} acts/s")
    print(f"ratio               {ratio:>9.2f} (limit {LIMIT}: {ACTS:,} acts in {SECONDS} s)")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
