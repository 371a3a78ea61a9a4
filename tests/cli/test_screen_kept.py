"""What detectors compile to is kept from run to run; anything wrong with it costs time only."""

from pathlib import Path

import hyperscan
import numpy as np
import pytest

from shoumi.cli.screening.kept import folder_of, keeper
from shoumi.screening.matching.scanner import compiled, spots
from shoumi.screening.matching.units import of_units
from shoumi.screening.normal.fold import fold

EXPRESSIONS = [of_units("机密"), of_units("[0-9]{4}")]
UNITS = fold("机密2026").glyphs.units
FOUND = [(0, 2), (1, 6)]


def found_by(database: hyperscan.Database | None) -> list[tuple[int, int]]:
    assert database is not None
    return spots(database, UNITS)


def test_what_was_kept_finds_what_was_compiled(tmp_path: Path) -> None:
    assert found_by(keeper(tmp_path / "new")(EXPRESSIONS)) == FOUND
    assert len([*(tmp_path / "new").iterdir()]) == 1
    assert found_by(keeper(tmp_path / "new")(EXPRESSIONS)) == FOUND


def test_what_was_kept_is_used(tmp_path: Path) -> None:
    keeper(tmp_path)(EXPRESSIONS)
    (kept,) = tmp_path.iterdir()
    other = compiled([of_units("密2")])
    assert other is not None
    kept.write_bytes(hyperscan.dumpb(other))
    assert found_by(keeper(tmp_path)(EXPRESSIONS)) == [(0, 3)]


def test_other_expressions_are_kept_apart(tmp_path: Path) -> None:
    keeper(tmp_path)(EXPRESSIONS)
    keeper(tmp_path)(EXPRESSIONS[:1])
    assert len([*tmp_path.iterdir()]) == 2


@pytest.mark.parametrize("damage", [b"", b"x" * 99, None])
def test_damaged_remains_are_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    keeper(tmp_path)(EXPRESSIONS)
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    flipped = np.frombuffer(whole, dtype=np.uint8).copy()
    flipped[len(flipped) // 2] ^= 255
    kept.write_bytes(flipped.tobytes() if damage is None else damage)
    assert found_by(keeper(tmp_path)(EXPRESSIONS)) == FOUND
    assert kept.read_bytes() == whole


def test_where_nothing_can_be_kept_it_is_compiled_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert found_by(keeper(tmp_path / "file")(EXPRESSIONS)) == FOUND


def test_the_folder_is_the_one_that_the_environment_names() -> None:
    assert folder_of({"XDG_CACHE_HOME": "/there"}) == Path("/there/shoumi")
    assert folder_of({}) == Path.home() / ".cache" / "shoumi"
