"""Damages files of every format at random and screens them: `fuzz.py SECONDS [SEED]`.

Counts inputs, what was told as not screened, and stops at the first exception or hang.
"""

import random
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from shoumi.screening.detectors.registry import on_board
from shoumi.screening.limits import Limits
from shoumi.screening.matching.scanner import build
from shoumi.screening.screen import Settings, screen
from tests.screening.planting import compound, office, others

SLOW = 5.0


def damaged(content: bytes, chance: random.Random) -> bytes:
    body = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(body)) if body else 0
        match chance.randint(0, 5):
            case 0:
                body[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del body[place : place + chance.randint(1, 64)]
            case 2:
                body[place:place] = chance.randbytes(chance.randint(1, 32))
            case 3:
                body[place : place + 4] = chance.choice(
                    (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff")
                )
            case 4:
                other = chance.randrange(max(len(body), 1))
                body[place:place] = body[other : other + chance.randint(1, 256)]
            case _:
                if chance.random() < 0.1:
                    del body[place:]
    return bytes(body)


def main() -> None:
    seconds, seed = float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    chance = random.Random(seed)  # noqa: S311 -- damage, not keys
    settings = Settings(
        scanner=build(on_board(), ()), limits=Limits(unpacked=32 * 2**20, member=16 * 2**20)
    )
    seeds = [office.docx(), office.pptx(), office.odt(), office.ofd(), others.xlsx(), others.pdf(), others.rtf(), others.html(), others.eml(),
             others.archive(), others.warc(), others.picture(), compound.ppt(), compound.msg(), *others.texts()]  # fmt: skip
    told: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    slowest = (0.0, "")
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        planted = chance.choice(seeds)
        content = damaged(planted.content, chance)
        at = time.monotonic()
        report = screen(content, name="f", settings=settings)
        spent = time.monotonic() - at
        slowest = max(slowest, (spent, planted.name))
        counts[planted.name] += 1
        told.update(piece.why.value for piece in report.unscreened)
        assert spent < SLOW, f"{planted.name} took {spent:.1f} s"
    print(
        f"{sum(counts.values())} inputs in {seconds:.0f} s, no exception; slowest {slowest[0]:.2f} s ({slowest[1]})"
    )
    print(dict(counts), dict(told))


if __name__ == "__main__":
    main()
