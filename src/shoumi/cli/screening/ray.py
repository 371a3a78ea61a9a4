"""The same screening on a Ray cluster that is there already: chunks of paths out, reports back.

Ray is imported by name, because a site without a cluster has no need to install it.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Protocol, cast

from shoumi.screening.findings import Report
from shoumi.screening.report.lines import line, read_line

CHUNK = 64
AHEAD = 2
RETRIES = 5


class Cluster(Protocol):
    """What is used of Ray."""

    def init(self, **options: object) -> object: ...
    def is_initialized(self) -> bool: ...
    def cluster_resources(self) -> dict[str, float]: ...
    def remote(
        self, **options: object
    ) -> Callable[[Callable[[list[str]], list[bytes]]], "Task"]: ...
    def wait(
        self, tasks: list[object], *, num_returns: int
    ) -> tuple[list[object], list[object]]: ...
    def get(self, task: object) -> list[bytes]: ...


class Task(Protocol):
    def remote(self, paths: list[str]) -> object: ...


def cluster() -> Cluster:
    """Raises ModuleNotFoundError where Ray is not installed."""
    return cast("Cluster", import_module("ray"))


def chunked(paths: Iterable[Path], size: int = CHUNK) -> Iterator[list[Path]]:
    """Lists of at most `size` paths, in order."""
    stream = iter(paths)
    while chunk := list(islice(stream, size)):
        yield chunk


def reports_from(
    paths: Iterable[Path], *, work: Callable[[list[str]], list[bytes]], chunk: int = CHUNK
) -> Iterator[tuple[Path, Report]]:
    """Each path's report once.

    A chunk whose worker dies is run again whole, and only the finished run is told. At most
    AHEAD chunks a worker are under way, so memory stays bounded.
    """
    ray = cluster()
    if not ray.is_initialized():
        ray.init(log_to_driver=False)
    task = ray.remote(max_retries=RETRIES, num_cpus=1)(work)
    room = AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
    stream = chunked(paths, chunk)
    running: dict[object, list[Path]] = {}
    while True:
        for held in islice(stream, room - len(running)):
            running[task.remote([str(path) for path in held])] = held
        if not running:
            return
        (ready, *_), _ = ray.wait(list(running), num_returns=1)
        held = running.pop(ready)
        yield from zip(held, map(read_line, ray.get(ready)), strict=True)


def answers(reports: Iterable[tuple[Path, Report]], paths: list[str]) -> list[bytes]:
    """The lines of a chunk in the order of its paths, however the pool finished them."""
    found = {str(path): line(report) for path, report in reports}
    return [found[path] for path in paths]
