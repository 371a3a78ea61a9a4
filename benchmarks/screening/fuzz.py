"""Damages files of every format at random and screens them: `fuzz.py SECONDS [SEED]`.

A child does the work and is started anew when it dies or hangs, so that one crash does not end the
hour; the input that did it is kept in `--keep`. Counts inputs, failures by kind, the slowest input
and the peak of memory. Exit 1 if anything failed.
"""

import argparse
import faulthandler
import io
import os
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

import msgspec

from shoumi.screening.detectors.registry import on_board
from shoumi.screening.limits import Limits
from shoumi.screening.matching.scanner import build
from shoumi.screening.screen import Settings, screen
from tests.screening.planting.marks import Planted
from tests.screening.planting.shelf import everything

SLOW, HANGS = 5.0, 60.0  # seconds of processor: others share this machine
WRONG = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x80\0\0\0")
MEGABYTE = 1024  # of ru_maxrss


class Tally(msgspec.Struct, kw_only=True):
    """What one child has seen; written to a file after every input, for it may not live to tell."""

    inputs: dict[str, int] = {}
    told: dict[str, int] = {}
    failures: list[str] = []
    slowest: tuple[float, str] = (0.0, "")
    peak: int = 0


def damaged(content: bytes, chance: random.Random) -> bytes:
    body = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(body)) if body else 0
        match chance.randint(0, 6):
            case 0:
                body[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del body[place : place + chance.randint(1, 64)]
            case 2:
                body[place:place] = chance.randbytes(chance.randint(1, 32))
            case 3:
                body[place : place + 4] = chance.choice(WRONG)
            case 4:
                other = chance.randrange(max(len(body), 1))
                body[place:place] = body[other : other + chance.randint(1, 256)]
            case 5 if body:
                body[place] ^= 1 << chance.randrange(8)
            case _:
                if chance.random() < 0.1:
                    del body[place:]
    return bytes(body)


def spoiled(content: bytes, chance: random.Random) -> bytes:
    """Damage of the file, or of one member behind a package's checksums, which stay right."""
    if not content.startswith(b"PK") or chance.random() < 0.3:
        return damaged(content, chance)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(target, "w") as copy:
        names = whole.namelist()
        hit = chance.choice(names)
        for name in names:
            body = whole.read(name)
            copy.writestr(name, damaged(body, chance) if name == hit else body)
    return target.getvalue()


def child(seconds: float, seed: int, keep: Path) -> None:
    """Screens until the time is over. The input in hand lies in `keep/in-hand` all the while."""
    faulthandler.enable()
    chance = random.Random(seed)  # noqa: S311 -- damage, not keys
    settings = Settings(
        scanner=build(on_board(), ()), limits=Limits(unpacked=32 * 2**20, member=16 * 2**20)
    )
    seeds = everything()
    tally = Tally()
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        planted = chance.choice(seeds)
        content = spoiled(planted.content, chance)
        (keep / "in-hand").write_bytes(content)
        signal.setitimer(signal.ITIMER_PROF, HANGS)
        attempt(planted, content, settings, tally, keep)
        tally.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
        (keep / "next").write_bytes(msgspec.json.encode(tally))
        (keep / "next").replace(keep / "tally")
    signal.setitimer(signal.ITIMER_PROF, 0)


def attempt(planted: Planted, content: bytes, settings: Settings, tally: Tally, keep: Path) -> None:
    at = time.process_time()
    try:
        report = screen(content, name="f", settings=settings)
    except Exception:  # noqa: BLE001 -- whatever escapes is what is looked for
        tally.failures.append(f"{planted.name}: {traceback.format_exc(limit=-3)}")
        (keep / f"raised-{len(tally.failures)}-{os.getpid()}").write_bytes(content)
    else:
        for piece in report.unscreened:
            reason = str(piece.message.values.get("what", "")).rpartition("(")[2].rstrip(")")
            kind = f"{piece.why.value} {reason}" if reason.endswith("Error") else piece.why.value
            tally.told[kind] = tally.told.get(kind, 0) + 1
    spent = time.process_time() - at
    tally.slowest = max(tally.slowest, (spent, planted.name))
    tally.inputs[planted.name] = tally.inputs.get(planted.name, 0) + 1
    if spent > SLOW:
        tally.failures.append(f"{planted.name}: {spent:.1f} s")
        (keep / f"slow-{len(tally.failures)}-{os.getpid()}").write_bytes(content)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=float)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--keep", type=Path, default=Path("var/fuzz"))
    args = parser.parse_args()
    args.keep.mkdir(parents=True, exist_ok=True)
    sums, failures, slowest, peak = (Counter[str](), Counter[str]()), list[str](), (0.0, ""), 0
    begun, seed = time.monotonic(), args.seed
    while (left := args.seconds - (time.monotonic() - begun)) > 0:
        (args.keep / "tally").write_bytes(msgspec.json.encode(Tally()))
        number = os.fork()
        if not number:
            child(left, seed, args.keep)
            os._exit(0)
        _, status = os.waitpid(number, 0)
        tally = msgspec.json.decode((args.keep / "tally").read_bytes(), type=Tally)
        sums[0].update(tally.inputs)
        sums[1].update(tally.told)
        failures += tally.failures
        slowest, peak = max(slowest, tally.slowest), max(peak, tally.peak)
        if status:
            died = os.waitstatus_to_exitcode(status)
            failures.append(f"the child died: {died}")
            (args.keep / "in-hand").rename(args.keep / f"died-{seed}")
        seed += 1
    print(f"{sums[0].total()} inputs in {args.seconds:.0f} s, {len(failures)} failures; "
          f"slowest {slowest[0]:.2f} s ({slowest[1]}); peak {peak} MB")  # fmt: skip
    print("inputs", dict(sums[0].most_common()))
    print("told as not screened", dict(sums[1].most_common()))
    for failure in failures[:50]:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
