"""The same screening on a Ray cluster that is there already: chunks of errands out, answers back.

Ray is imported by name, because a site without a cluster has no need to install it.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Protocol, TypeAlias, cast

from shoumi.cli.screening.errands import Answer, Errand, packed, unpacked

Work: TypeAlias = Callable[[list[Errand]], list[bytes]]
CHUNK = 64
AHEAD = 2
RETRIES = 5


class Cluster(Protocol):
    """What is used of Ray."""

    def init(self, **options: object) -> object: ...
    def is_initialized(self) -> bool: ...
    def cluster_resources(self) -> dict[str, float]: ...
    def remote(self, **options: object) -> Callable[[Work], "Task"]: ...
    def wait(
        self, tasks: list[object], *, num_returns: int
    ) -> tuple[list[object], list[object]]: ...
    def get(self, task: object) -> list[bytes]: ...


class Task(Protocol):
    def remote(self, errands: list[Errand]) -> object: ...


def cluster() -> Cluster:
    """Raises ModuleNotFoundError where Ray is not installed."""
    return cast("Cluster", import_module("ray"))


def chunked(errands: Iterable[Errand], size: int = CHUNK) -> Iterator[list[Errand]]:
    """Lists of at most `size` errands, in order."""
    stream = iter(errands)
    while chunk := list(islice(stream, size)):
        yield chunk


def answers_from(
    errands: Iterable[Errand], *, work: Work, chunk: int = CHUNK
) -> Iterator[tuple[Errand, Answer]]:
    """Each errand's answer once.

    A chunk whose worker dies is run again whole, and only the finished run is told. At most
    AHEAD chunks a worker are under way, so memory stays bounded.
    """
    ray = cluster()
    if not ray.is_initialized():
        ray.init(log_to_driver=False)
    task = ray.remote(max_retries=RETRIES, num_cpus=1)(work)
    room = AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
    stream = chunked(errands, chunk)
    running: dict[object, list[Errand]] = {}
    while True:
        for held in islice(stream, room - len(running)):
            running[task.remote(held)] = held
        if not running:
            return
        (ready, *_), _ = ray.wait(list(running), num_returns=1)
        held = running.pop(ready)
        yield from zip(held, map(unpacked, ray.get(ready)), strict=True)


def in_order(answers: Iterable[tuple[Errand, Answer]], errands: list[Errand]) -> list[bytes]:
    """The answers to a chunk in its order, however the pool finished them."""
    found = {asked.path: packed(answer) for asked, answer in answers}
    return [found[asked.path] for asked in errands]
