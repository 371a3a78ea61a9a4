"""What the detectors' expressions compile to, kept from run to run: it takes 0.4 s to make.

Only what every installation has is kept. A unit's terms are compiled anew and leave no trace.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import hyperscan

from shoumi.screening.matching.scanner import Compiler, compiled, restored

PRIVATE = 0o700


def folder_of(environment: Mapping[str, str]) -> Path:
    """Where a person's programs keep what they can make again."""
    home = environment.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "shoumi"


def keeper(folder: Path) -> Compiler:
    """A compiler that remembers in this folder; what is there and unusable is made anew."""

    def signs_of(expressions: Sequence[bytes]) -> hyperscan.Database | None:
        path = folder / f"signs-{_digest(expressions)}"
        # A missing or damaged file, or one of another version or processor, costs time alone.
        with suppress(OSError, hyperscan.error):
            return restored(path.read_bytes())
        database = compiled(expressions)
        if database is not None:
            with suppress(OSError):
                _keep(path, hyperscan.dumpb(database))
        return database

    return signs_of


def _digest(expressions: Sequence[bytes]) -> str:
    digest = hashlib.sha256()
    for expression in expressions:
        digest.update(len(expression).to_bytes(4, "big") + expression)
    return digest.hexdigest()[:32]


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all, since several may start at once."""
    path.parent.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}")
    half.write_bytes(content)
    half.replace(path)
