"""Several workers over a stream of files: bounded memory, a limit of time a file, none lost."""

import time
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from pathlib import Path

from shoumi.cli.screening_worker import Harness, Started, Worker, shut
from shoumi.screening.findings import Report
from shoumi.screening.pieces import Why
from shoumi.screening.report.lines import read_line

BEAT = 0.2


def reports(paths: Iterable[Path], *, jobs: int, harness: Harness, started: Started) -> Iterator[tuple[Path, Report]]:
    """Each path's report as it comes. A worker that dies or overruns is replaced, its file reported."""
    stream = iter(paths)
    workers: list[Worker] = []
    try:
        yield from _rounds(stream, workers, jobs, harness, started)
    finally:
        for worker in workers:
            _end(worker)


def _rounds(stream: Iterator[Path], workers: list[Worker], jobs: int, harness: Harness, started: Started) -> Iterator[tuple[Path, Report]]:
    exhausted = False
    idle: list[Worker] = []
    while True:
        while not exhausted and (idle or len(workers) < jobs):
            path = next(stream, None)
            if path is None:
                exhausted = True
                break
            worker = idle.pop() if idle else started()
            if worker not in workers:
                workers.append(worker)
            worker.path, worker.since = path, time.monotonic()
            worker.pipe.send(str(path))
        busy = [worker for worker in workers if worker.path is not None]
        if not busy:
            return
        ready = set(wait([worker.pipe for worker in busy], timeout=BEAT))
        for worker in busy:
            path = worker.path
            if path is None:
                continue
            if worker.pipe in ready:
                report = _received(worker)
            elif time.monotonic() - worker.since > harness.seconds:
                report = Why.OUT_OF_TIME
            else:
                continue
            worker.path = None
            if isinstance(report, Why):
                workers.remove(worker)
                _end(worker)
                yield path, shut(path, report)
            else:
                idle.append(worker)
                yield path, report


def _received(worker: Worker) -> Report | Why:
    try:
        return read_line(worker.pipe.recv_bytes())
    except (EOFError, ConnectionResetError):
        return Why.CRASHED


def _end(worker: Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()
