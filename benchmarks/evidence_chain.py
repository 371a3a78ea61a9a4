"""Checking a chain against hashing the same bytes with SM3 and nothing else.

python benchmarks/evidence_chain.py [ENTRIES]   exits 1 below the limit
"""

import sys
import time
from collections.abc import Callable

from shoumi.evidence import canonical, sm3
from shoumi.evidence.chain import check
from shoumi.evidence.changes import Alter, NextNumber
from shoumi.evidence.entry import before_the_first, seal

LIMIT = 0.7
ROUNDS = 7
UNIT = "benchmark"


def a_body(number: int) -> bytes:
    """Return a body as a hand-over of two carriers makes it, some 700 bytes."""
    to = f"p{number % 400:04d}"
    carriers = [f"c{number % 6000:08x}{copy}" for copy in range(2)]
    fields = {
        "v": 1,
        "unit": UNIT,
        "number": number,
        "at": "2026-03-02T09:00:00+08:00",
        "happened_at": "2026-03-02T08:58:00+08:00",
        "by": f"p{number % 397:04d}",
        "act": {"do": "carriers.hand-over", "carriers": carriers, "to": to},
        "verdict": "permitted",
        "findings": [{"clause": "jm-carriers/1.5.2", "effect": "record"}],
        "law": "5f" * 32,
        "changes": [
            *(
                Alter(kind="carrier", id=each, face={"holder": to}, body={"since": "2026-03-02"})
                for each in carriers
            ),
            NextNumber(series="hand-over/2026", value=number),
        ],
        "duties": [],
        "contains": [],
    }
    return canonical.encode(fields)


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds of one run."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def pure_sm3(messages: list[bytes]) -> None:
    """Hash each message with the same library, and do nothing else."""
    started = sm3.started("shoumi:entry:1")
    for message in messages:
        running = started.copy()
        running.update(message)
        running.finalize()


def main() -> int:
    """Print the figures of one run; the best of alternating rounds for each."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    start = before_the_first(UNIT)
    head, entries = start, []
    for number in range(1, count + 1):
        entries.append(seal(head, a_body(number)))
        head = entries[-1].head
    messages = [entry.previous + entry.body for entry in entries]
    assert list(check(entries, start=start)) == []
    hashing, checking, one_stream = [], [], []
    for _ in range(ROUNDS):
        hashing.append(seconds(lambda: pure_sm3(messages)))
        checking.append(seconds(lambda: list(check(entries, start=start))))
        one_stream.append(seconds(lambda: sm3.digest("stream", *messages)))
    ratio = min(hashing) / min(checking)
    size = sum(map(len, messages))
    print(f"entries {count}, {size / count:.0f} bytes each")
    print(f"pure SM3, entry by entry  {count / min(hashing):>9,.0f} entries/s")
    print(f"pure SM3, one stream      {count / min(one_stream):>9,.0f} entries/s")
    print(f"chain checked             {count / min(checking):>9,.0f} entries/s")
    print(f"ratio                     {ratio:>9.2f} (limit {LIMIT})")
    print(f"of one stream             {min(one_stream) / min(checking):>9.2f}")
    return 0 if ratio >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
