"""Text with many terms and all detectors against ripgrep, grep and bare hyperscan: one run, one core.

Two texts, each with a term planted in every 16 KB: `prose` (running text of the terms' own words,
one line in twenty full of temptations) is held against the limits; `dense` (nothing but
temptations, an identity-like number or level word every 30 characters) is printed beside it.
Bare hyperscan looks for the terms alone in the text as it stands: no normalising, no detectors,
no places, no digest.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "src")]

import hyperscan
from innocent import texts
from vocabulary import lines, terms

from shoumi.screening.detectors.registry import on_board
from shoumi.screening.lexicon import Lexicon, Term
from shoumi.screening.matching.scanner import build
from shoumi.screening.screen import Settings, screen

LIMITS = {10_000: (5.0, 0.6), 50_000: (4.0, 0.0)}
MEGABYTES = 8
PLANTED = 500
ROUNDS = 5


def fastest(*works: Callable[[], object]) -> list[float]:
    """Seconds of processor, own and of programs started; in turns, since others share the machine."""
    spent = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for place, work in enumerate(works):
            begun = _used()
            work()
            spent[place] = min(spent[place], _used() - begun)
    return spent


def _used() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def main() -> int:
    os.sched_setaffinity(0, {0})
    kept = True
    for count, limits in LIMITS.items():
        words = terms(count)
        kept = _compared("prose", _planted(lines(), words), words, limits) and kept
        _compared("dense", _planted(texts(12_000), words), words, (0.0, 0.0))
    return 0 if kept else 1


def _planted(source: Iterable[str], words: list[str]) -> bytes:
    chance = random.Random(9)  # noqa: S311 -- text, not keys
    share = MEGABYTES * 2**20 // PLANTED
    parts, size = [], 0
    for text in source:
        parts.append(text)
        before, size = size, size + len(text.encode())
        if before // share < size // share:
            parts.append(chance.choice(words) + "。\n")
        if size > MEGABYTES * 2**20:
            break
    return "".join(parts).encode()


def _compared(name: str, content: bytes, words: list[str], limits: tuple[float, float]) -> bool:
    lexicon = Lexicon(term=tuple(Term(text=word) for word in words))
    settings = Settings(scanner=build(on_board(), (lexicon,)))
    database = _bare(words)
    found: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        ours, bare, ripgrep, grep = fastest(
            lambda: screen(content, name="t", settings=settings),
            lambda: database.scan(content, match_event_handler=lambda i, *_: found.append(i)),
            _searching(["rg", "-j1"], words, content, folder),
            _searching(["grep"], words, content, folder),
        )
    size = len(content) / 1e6
    report = screen(content, name="t", settings=settings)
    print(
        f"{name}, {len(words)} terms: ours {size / ours:.0f} MB/s with {len(report.findings)}"
        f" findings and {report.below} below the threshold; bare hyperscan {size / bare:.0f} MB/s"
        f" with {len(found) // ROUNDS} matches, ripgrep {size / ripgrep:.0f}, grep {size / grep:.0f}"
    )
    over, of = limits
    print(
        f"  {ripgrep / ours:.1f} times ripgrep (limit {over}), {bare / ours:.2f} of bare (limit {of})"
    )
    return ripgrep / ours >= over and bare / ours >= of


def _bare(words: list[str]) -> hyperscan.Database:
    database = hyperscan.Database()
    database.compile(
        expressions=[word.encode() for word in words],
        ids=list(range(len(words))),
        elements=len(words),
        flags=[hyperscan.HS_FLAG_UTF8] * len(words),
    )
    return database


def _searching(
    program: list[str], words: list[str], content: bytes, folder: str
) -> Callable[[], object]:
    listed, text = Path(folder, "terms"), Path(folder, "text")
    listed.write_text("\n".join(words), encoding="utf-8")
    text.write_bytes(content)
    command = [*program, "-F", "-o", "-f", str(listed), str(text)]
    return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


if __name__ == "__main__":
    sys.exit(main())
