"""Several workers over a stream of files: bounded memory, a limit of time a file, none lost."""

import os
import time
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from pathlib import Path

from shoumi.cli.screening.errands import Answer, Errand, unpacked
from shoumi.cli.screening.worker import Harness, Started, Worker, shut
from shoumi.screening.pieces import Why

BEAT = 0.05
PAGE = os.sysconf("SC_PAGE_SIZE")


def answers(
    errands: Iterable[Errand], *, jobs: int, harness: Harness, started: Started
) -> Iterator[tuple[Errand, Answer]]:
    """Each errand's answer as it comes. A worker that dies or overruns is replaced and told."""
    stream = iter(errands)
    workers: list[Worker] = []
    try:
        yield from _rounds(stream, workers, jobs, harness, started)
    finally:
        for worker in workers:
            _end(worker)


def _rounds(
    stream: Iterator[Errand], workers: list[Worker], jobs: int, harness: Harness, started: Started
) -> Iterator[tuple[Errand, Answer]]:
    exhausted = False
    idle: list[Worker] = []
    while True:
        while not exhausted and (idle or len(workers) < jobs):
            asked = next(stream, None)
            if asked is None:
                exhausted = True
            elif asked.stands:
                yield asked, Answer()
            else:
                _hand(asked, idle, workers, started)
        busy = [worker for worker in workers if worker.asked is not None]
        if not busy:
            return
        ready = set(wait([worker.pipe for worker in busy], timeout=BEAT))
        for worker in busy:
            outcome = _outcome(worker, harness, answered=worker.pipe in ready)
            if outcome is None or worker.asked is None:
                continue
            asked, worker.asked = worker.asked, None
            if isinstance(outcome, Why):
                workers.remove(worker)
                _end(worker)
                yield asked, Answer(report=shut(Path(asked.path), outcome))
            else:
                idle.append(worker)
                yield asked, outcome


def _hand(asked: Errand, idle: list[Worker], workers: list[Worker], started: Started) -> None:
    if not idle:
        idle.append(started())
        workers.append(idle[-1])
    worker = idle.pop()
    worker.asked, worker.since = asked, time.monotonic()
    worker.pipe.send(asked)


def _outcome(worker: Worker, harness: Harness, *, answered: bool) -> Answer | Why | None:
    """An answer, a reason to end the worker, or None while it may go on."""
    if answered:
        return _received(worker)
    if time.monotonic() - worker.since > harness.seconds:
        return Why.OUT_OF_TIME
    return Why.TOO_LARGE if _resident(worker) > harness.memory else None


def _resident(worker: Worker) -> int:
    """Bytes that the worker holds in memory of its own; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{worker.process.pid}/statm").read_text(encoding="ascii").split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return (int(fields[1]) - int(fields[2])) * PAGE


def _received(worker: Worker) -> Answer | Why:
    try:
        return unpacked(worker.pipe.recv_bytes())
    except (EOFError, ConnectionResetError):
        return Why.CRASHED


def _end(worker: Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()
