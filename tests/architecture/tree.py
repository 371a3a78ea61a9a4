"""The files of this checkout, as the house rules look at them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "shoumi"
WORLDLY = {"server", "cli"}
GENERATED = SOURCE / "server" / "migrations"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is tracked, or would be if it were added now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def python_files(*folders: Path) -> list[Path]:
    """Our Python below `folders`, without what Django generates."""
    return [
        file
        for file in files()
        if file.suffix == ".py"
        and any(file.is_relative_to(folder) for folder in folders)
        and not file.is_relative_to(GENERATED)
    ]


def named(file: Path) -> str:
    """How a failure names a file."""
    return file.relative_to(ROOT).as_posix()


def picture() -> list[list[str]]:
    """Who may import whom in ARCHITECTURE.md, from the top; side by side what shares a line."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    block = text.split("## Who may import whom", 1)[1].split("```", 2)[1]
    lines = (line.split("(")[0].replace(".*", "") for line in block.strip().splitlines())
    return [[name.strip() for name in line.split("|")] for line in lines]


def core() -> list[str]:
    """The packages that are pure."""
    return [name for line in picture() for name in line if name not in WORLDLY]
