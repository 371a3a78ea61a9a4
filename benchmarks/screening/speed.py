"""Text with many terms and all detectors against ripgrep and bare hyperscan, one run, one core."""

import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "src")]

import hyperscan
from innocent import prose, texts

from shoumi.screening.detectors.registry import on_board
from shoumi.screening.lexicon import Lexicon, Term
from shoumi.screening.matching.scanner import build
from shoumi.screening.screen import Settings, screen

LIMITS = {10_000: (5.0, 0.6), 50_000: (4.0, 0.0)}
MEGABYTES = 8
ROUNDS = 3


def best(work: Callable[[], object]) -> float:
    """Seconds of processor, own and of programs started: others share this machine."""
    spent = []
    for _ in range(ROUNDS):
        begun = _used()
        work()
        spent.append(_used() - begun)
    return min(spent)


def _used() -> float:
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def terms(count: int) -> list[str]:
    chance = random.Random(7)  # noqa: S311 -- text, not keys
    han = [chr(code) for code in range(0x4E00, 0x4E00 + 6000)]
    return sorted({"".join(chance.choices(han, k=chance.randint(3, 6))) for _ in range(count)})


def main() -> None:
    os.sched_setaffinity(0, {0})
    for name, body in (
        ("prose", "".join(prose(8_000))),
        ("dense with temptations", "".join(texts(6_000))),
    ):
        print(name)
        compare(body)


def compare(body: str) -> None:
    random.Random(9)  # noqa: S311 -- text, not keys
    content = (body * (MEGABYTES * 2**20 // len(body.encode()) + 1)).encode()[: MEGABYTES * 2**20]
    content = content.decode("utf-8", "ignore").encode()
    len(content) / 1e6
    for count, limits in LIMITS.items():
        measure(count, limits, content)


def measure(count: int, limits: tuple[float, float], content: bytes) -> None:
    over_ripgrep, of_bare = limits
    chance = random.Random(9)  # noqa: S311 -- text, not keys
    size = len(content) / 1e6
    words = terms(count)
    planted = content + "。\n".join(chance.choices(words, k=500)).encode()
    settings = Settings(
        scanner=build(on_board(), (Lexicon(term=tuple(Term(text=word) for word in words)),))
    )
    ours = best(lambda: screen(planted, name="t", settings=settings))
    database = hyperscan.Database()
    expressions = [word.encode() for word in words]
    database.compile(
        expressions=expressions,
        ids=list(range(len(words))),
        elements=len(words),
        flags=[hyperscan.HS_FLAG_UTF8] * len(words),
    )
    found: list[int] = []
    bare = best(lambda: database.scan(planted, match_event_handler=lambda i, *_: found.append(i)))
    print(
        f"{count} terms: ours {size / ours:.0f} MB/s, bare hyperscan {size / bare:.0f} MB/s, ratio {bare / ours:.2f} (limit {of_bare})"
    )
    for program in (["rg", "-j1"], ["grep"]):
        spent = _search(program, words, planted)
        told = f"{size / spent:.0f} MB/s, ratio {spent / ours:.1f}" if spent else "not installed"
        print(f"  {program[0]}: {told} (limit for rg {over_ripgrep})")


def _search(program: list[str], words: list[str], content: bytes) -> float | None:
    with tempfile.TemporaryDirectory() as folder:
        listed, text = Path(folder, "terms"), Path(folder, "text")
        listed.write_text("\n".join(words), encoding="utf-8")
        text.write_bytes(content)
        try:
            return best(
                lambda: subprocess.run(
                    [*program, "-F", "-o", "-f", str(listed), str(text)],
                    stdout=subprocess.DEVNULL,
                    check=True,
                )
            )
        except FileNotFoundError:
            return None


if __name__ == "__main__":
    main()
