"""The same screening on a cluster: nothing lost and nothing twice, also when a worker dies."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import shoumi
from shoumi.cli.screening.errands import Errand, errand
from shoumi.cli.screening.pool import answers
from shoumi.cli.screening.ray import Work, answers_from, chunked, in_order
from shoumi.cli.screening.worker import Harness, start
from shoumi.screening.detectors.registry import on_board
from shoumi.screening.matching.scanner import build
from shoumi.screening.screen import Settings

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
FILES = 40


def worker_dying_once(stone: Path) -> Work:
    """Work on a chunk; the first worker that meets the stone dies in the middle of it."""

    def work(errands: list[Errand]) -> list[bytes]:
        if any("17.txt" in asked.path for asked in errands) and not stone.exists():
            stone.touch()
            os._exit(1)
        settings = Settings(scanner=build(on_board(), ()))
        pool = answers(
            errands,
            jobs=1,
            harness=Harness(),
            started=lambda: start(settings, Harness(), None, {}),
        )
        return in_order(pool, errands)

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
    errands = [errand(Path(str(i))) for i in range(10)]
    assert [asked for chunk in chunked(errands, 3) for asked in chunk] == errands


def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    two_workers: None, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(f"第{number}份\n机密★10年\n", encoding="utf-8")
    stone = tmp_path / "stone"
    errands = map(errand, sorted(folder.iterdir()))
    found = list(answers_from(errands, work=worker_dying_once(stone), chunk=5))
    assert stone.exists()
    assert sorted(Path(asked.path).name for asked, _ in found) == sorted(
        path.name for path in folder.iterdir()
    )
    assert all(answer.report and answer.report.findings for _, answer in found)
