"""An estate of small files: one worker and two, of this machine and of a local Ray cluster."""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "src"), str(ROOT)]

import ray
from innocent import prose

from shoumi.cli import screen
from shoumi.cli.screening.errands import Errand, errand
from shoumi.cli.screening.pool import answers
from shoumi.cli.screening.ray import answers_from, in_order
from shoumi.cli.screening.worker import Harness, start
from tests.screening.planting import office

FILES = 4000
LIMIT = 1.8


def work(errands: list[Errand]) -> list[bytes]:
    settings = screen.settings_of(options())
    harness = Harness()
    return in_order(
        answers(
            errands,
            jobs=1,
            harness=harness,
            started=lambda: start(settings, harness, None, {}),
        ),
        errands,
    )


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    screen.configure(parser)
    return parser.parse_args(["unused", "--ocr", "off"])


def filled(folder: Path) -> list[Path]:
    word = office.docx().content
    texts: Iterator[str] = prose(FILES)
    for number, text in enumerate(texts):
        if number % 3:
            (folder / f"{number}.txt").write_text(text * 4, encoding="utf-8")
        else:
            (folder / f"{number}.docx").write_bytes(word)
    return sorted(folder.iterdir())


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        paths = filled(Path(name))
        rates: dict[str, float] = {}
        settings = screen.settings_of(options())
        for jobs in (1, 2):
            begun = time.perf_counter()
            count = sum(
                1
                for _ in answers(
                    map(errand, paths),
                    jobs=jobs,
                    harness=Harness(),
                    started=lambda: start(settings, Harness(), None, {}),
                )
            )
            rates[f"pool {jobs}"] = count / (time.perf_counter() - begun)
        for workers in (1, 2):
            ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, logging_level="ERROR",
                     runtime_env={"env_vars": {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)))}})  # fmt: skip
            list(answers_from(map(errand, paths[:64]), work=work))
            begun = time.perf_counter()
            count = sum(1 for _ in answers_from(map(errand, paths), work=work, chunk=250))
            rates[f"ray {workers}"] = count / (time.perf_counter() - begun)
            ray.shutdown()
    for what, rate in rates.items():
        print(f"{what}: {rate:.0f} files/s")
    print(
        f"two of one: pool {rates['pool 2'] / rates['pool 1']:.2f}, ray {rates['ray 2'] / rates['ray 1']:.2f} (limit {LIMIT})"
    )


if __name__ == "__main__":
    main()
