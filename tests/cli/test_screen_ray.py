"""The same screening on a cluster: nothing lost and nothing twice, also when a worker dies."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import shoumi
from shoumi.cli.screening.pool import reports
from shoumi.cli.screening.ray import answers, chunked, reports_from
from shoumi.cli.screening.worker import Harness, start
from shoumi.screening.detectors.registry import on_board
from shoumi.screening.matching.scanner import build
from shoumi.screening.screen import Settings

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
FILES = 40


def worker_dying_once(stone: Path) -> Callable[[list[str]], list[bytes]]:
    """Work on a chunk; the first worker that meets the stone dies in the middle of it."""

    def work(paths: list[str]) -> list[bytes]:
        if any("17.txt" in path for path in paths) and not stone.exists():
            stone.touch()
            os._exit(1)
        settings = Settings(scanner=build(on_board(), ()))
        pool = reports(
            map(Path, paths),
            jobs=1,
            harness=Harness(),
            started=lambda: start(settings, Harness(), None, {}),
        )
        return answers(pool, paths)

    return work


@pytest.fixture
def two_workers() -> Iterator[None]:
    ray = pytest.importorskip("ray")
    source = str(Path(shoumi.__file__).parents[1])
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        logging_level="ERROR",
        runtime_env={"env_vars": {"PYTHONPATH": source}},
    )
    yield
    ray.shutdown()


def test_chunks_hold_every_path_once_in_order() -> None:
    paths = [Path(str(i)) for i in range(10)]
    assert [path for chunk in chunked(paths, 3) for path in chunk] == paths


def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    two_workers: None, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(f"第{number}份\n机密★10年\n", encoding="utf-8")
    stone = tmp_path / "stone"
    found = list(reports_from(sorted(folder.iterdir()), work=worker_dying_once(stone), chunk=5))
    assert stone.exists()
    assert sorted(path.name for path, _ in found) == sorted(path.name for path in folder.iterdir())
    assert all(report.findings for _, report in found)
