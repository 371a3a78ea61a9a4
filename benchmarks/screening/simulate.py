"""What a thousand million documents cost, played through event by event with measured times.

First a real run: files of each format are screened and timed, a state is written, worker processes
are started. Then chunks go to workers as the cluster engine hands them out; some files run into the
limit of time, some workers die and their chunk is run again; each finished chunk passes through the
one program that prints and keeps reports. Prints hours, core hours, and disk for state and reports.
"""

import argparse
import heapq
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "src"), str(ROOT)]

import msgspec
import numpy as np
from innocent import prose
from numpy.typing import NDArray

from shoumi.cli.screening.errands import Answer, packed, unpacked
from shoumi.cli.screening.files import stamp_of
from shoumi.cli.screening.ray import AHEAD, CHUNK
from shoumi.cli.screening.state import State
from shoumi.cli.screening.worker import Harness, start
from shoumi.screening.detectors.registry import on_board
from shoumi.screening.findings import Report
from shoumi.screening.matching.scanner import build
from shoumi.screening.report.lines import line
from shoumi.screening.screen import Settings, screen
from tests.screening.planting import office, others
from tests.screening.planting.old import binary, word97

# A share of each format in an estate, and how many times of the small sample a real file is.
MIX = {"text": 0.30, "docx": 0.25, "xlsx": 0.10, "pptx": 0.05, "pdf": 0.15, "html": 0.10,
       "doc": 0.03, "xls": 0.02}  # fmt: skip
SIZES = 0.8  # of the logarithm: one file in a hundred is six times as large as the middle one
SAMPLES = 300
SLOW_FILES, LIMIT = 1e-6, 60.0  # of all files: they run into the limit of time
DEATHS = 1 / 500.0  # of a worker an hour: machines, memory, operators
PICTURES = 0.01  # of all documents hold one page to be read as a picture
MARKED = 0.02  # of all documents hold marks, and then many of them
POOL = 1 << 18
STEP = 7919  # walks through the pool of drawn chunks


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds a file by format, seconds that the driver needs a file, bytes a file kept."""

    files: dict[str, NDArray[np.float64]]
    driver: float
    worker_start: float
    picture: float
    state_bytes: float
    report_bytes: float


def samples() -> dict[str, Callable[[int], bytes]]:
    """For each format a file; texts differ from one to the next."""
    texts = [text.encode("gb18030") for text in prose(SAMPLES)]
    pages = [f"<html><body><p>{text}</p></body></html>".encode() for text in prose(SAMPLES)]
    fixed = {
        "docx": office.docx(), "xlsx": others.xlsx(), "pptx": office.pptx(), "pdf": others.pdf(),
        "doc": word97.word(), "xls": binary.xls(),
    }  # fmt: skip
    return {
        "text": lambda i: texts[i] * (1 + i % 16),
        "html": lambda i: pages[i],
        **{name: lambda _, planted=planted: planted.content for name, planted in fixed.items()},
    }


def measured(picture: float) -> Measured:
    settings = Settings(scanner=build(on_board(), ()))
    times: dict[str, NDArray[np.float64]] = {}
    reports: list[Report] = []
    for kind, make in samples().items():
        spent = []
        for i in range(SAMPLES):
            content = make(i)
            begun = time.process_time()
            reports.append(screen(content, name=f"{kind}-{i}", settings=settings))
            spent.append(time.process_time() - begun)
        times[kind] = np.array(spent)
    clean = [report for report in reports if report.kind in {"text", "html"}]
    marked = [report for report in reports if report.kind not in {"text", "html"}]
    driver, kept, told = _driver([*clean, *marked[: round(len(clean) * MARKED)]])
    begun = time.perf_counter()
    worker = start(settings, Harness(), None, {})
    worker.process.kill()
    worker.process.join()
    return Measured(
        files=times, driver=driver, worker_start=time.perf_counter() - begun, picture=picture,
        state_bytes=kept, report_bytes=told,
    )  # fmt: skip


def _driver(reports: list[Report]) -> tuple[float, float, float]:
    """Seconds, bytes of state and bytes of report a file in the program that gathers them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "state")
        state = State(path, "settings")
        stamp = stamp_of(Path(__file__))
        answers = [packed(Answer(report=report, stamp=stamp)) for report in reports]
        begun = time.process_time()
        told = 0
        for number, answer in enumerate(answers):
            asked = next(iter(state.errands([Path(f"/estate/{number % 997}/{number}.docx")])))
            report = state.settled(Path(asked.path), unpacked(answer))
            told += len(line(report))
        state.close()
        spent = time.process_time() - begun
        size = path.stat().st_size
    return spent / len(reports), size / len(reports), told / len(reports)


def chunk_times(base: Measured, chance: np.random.Generator) -> NDArray[np.float64]:
    """Seconds of a worker for many chunks, drawn file by file from what was measured."""
    kinds, shares = list(MIX), np.array(list(MIX.values()))
    total = np.zeros(POOL)
    for _ in range(CHUNK):
        drawn = chance.choice(len(kinds), POOL, p=shares)
        seconds = np.empty(POOL)
        for number, kind in enumerate(kinds):
            where = drawn == number
            seconds[where] = chance.choice(base.files[kind], int(where.sum()))
        seconds *= chance.lognormal(0, SIZES, POOL)
        seconds[chance.random(POOL) < SLOW_FILES] = LIMIT + base.worker_start
        seconds[chance.random(POOL) < PICTURES] += base.picture
        total += np.minimum(seconds, LIMIT)
    return total


def played(documents: int, workers: int, drivers: int, base: Measured) -> tuple[float, float, int]:
    """Seconds until all is kept, seconds that workers were busy, and chunks run again."""
    chance = np.random.default_rng(20261125)
    times = chunk_times(base, chance)
    death = chance.exponential(3600 / DEATHS)  # counted in seconds of workers that are busy
    chunks, ended, busy, again = documents // CHUNK, 0.0, 0.0, 0
    keeping = base.driver * CHUNK
    ahead = (AHEAD - 1) * workers / drivers * keeping  # what may wait for a driver
    free = [0.0] * drivers
    under_way = [(float(times[worker % POOL]), worker) for worker in range(workers)]
    heapq.heapify(under_way)
    for number in range(chunks):
        at, worker = under_way[0]
        spent = float(times[number * STEP % POOL])
        busy += spent
        if busy > death:
            again += 1
            death += chance.exponential(3600 / DEATHS)
            busy += spent / 2  # on average half of it was done
            spent += spent / 2 + base.worker_start
        gather = number % drivers
        free[gather] = max(free[gather], at) + keeping
        ended = max(ended, free[gather])
        heapq.heapreplace(under_way, (max(at, free[gather] - ahead) + spent, worker))
    return max(ended, max(under_way)[0]), busy, again


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=float, default=1e9)
    parser.add_argument("--picture-seconds", type=float, default=3.0, help="of a page read")
    parser.add_argument("--without-pictures", action="store_true")
    args = parser.parse_args()
    documents = int(args.documents)
    picture = 0.0 if args.without_pictures else args.picture_seconds
    base = measured(picture)
    print(f"load {' '.join(f'{x:.1f}' for x in os.getloadavg())}; files in chunks of {CHUNK}")
    for kind, times in base.files.items():
        print(
            f"  {kind}: {1000 * np.median(times):.2f} ms, slowest of {SAMPLES} {1000 * times.max():.1f}"
        )
    print(
        f"  driver {1e6 * base.driver:.0f} µs a file, a worker starts in {base.worker_start:.3f} s"
    )
    for workers, drivers in ((2, 1), (128, 1), (1024, 8)):
        count = documents if workers > 2 else documents // 1000
        ended, busy, again = played(count, workers, drivers, base)
        factor = documents / count
        print(
            f"{workers} cores, {drivers} drivers: {ended * factor / 3600:.1f} hours, "
            f"{busy * factor / 3600:.0f} core hours, workers busy {busy / ended / workers:.0%}, "
            f"chunks run again {again * factor:.0f}"
        )
    kept, told = base.state_bytes * documents / 1e9, base.report_bytes * documents / 1e9
    print(f"state {kept:.0f} GB ({base.state_bytes:.0f} bytes a file), reports {told:.0f} GB")


if __name__ == "__main__":
    main()
