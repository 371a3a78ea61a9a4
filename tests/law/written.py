"""Where the packs of the tests lie, and how a small one begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from shoumi.law import errors, level_errors
from shoumi.law.errors import Fault
from shoumi.law.mistakes import PackErrors
from shoumi.law.pack import Pack

ROOT = Path(__file__).parents[2]
BASE = ROOT / "src/shoumi/packs/shoumi"
BROKEN = ROOT / "tests/packs/broken"
HEAD = """
id = "{id}"
version = "1.0"
issued = 2020-01-01
source = "Written for the tests"
title = {{ zh = "测试制度", en = "A regulation" }}
issuer = {{ zh = "测试", en = "Tests" }}
"""


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path with forward slashes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


Write = Callable[..., Pack]


def faults() -> list[Fault]:
    """Every fault of the tables of errors."""
    stated = [*vars(errors).values(), *vars(level_errors).values()]
    return [value for value in stated if isinstance(value, Fault)]


def ids_of(found: PackErrors) -> list[str]:
    return [error.id for error in found.errors]
