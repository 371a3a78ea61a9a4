"""Broken packs, one mistake each, with the words that the message must contain."""

from __future__ import annotations

from pathlib import Path

import pytest

from shoumi.law.mistakes import PackErrors
from shoumi.law.reader import read_pack
from shoumi.law.reading.files import LARGEST
from shoumi.law.rules import RuleCatalogue
from tests.law.written import BROKEN, faults, files_below, ids_of

SERVED = frozenset({"carriers.run.top-secret-escort"})
NOT_OF_THE_PACK = frozenset({"expected.txt", "name.txt", "pad.txt"})
MANY = "fifty-at-once"
ONE_EACH = sorted(path for path in BROKEN.iterdir() if path.is_dir() and path.name != MANY)


def read_broken(folder: Path, catalogue: RuleCatalogue) -> PackErrors:
    """Read a folder; `name.txt` names its pack, `pad.txt` a file to make too large."""
    found = files_below(folder)
    files = {path: text for path, text in found.items() if path not in NOT_OF_THE_PACK}
    if "pad.txt" in found:
        padded = found["pad.txt"].decode().strip()
        files[padded] = files[padded].ljust(LARGEST + 1, b"\n")
    name = found.get("name.txt", b"broken").decode().strip()
    read = read_pack(name, files, catalogue, served=SERVED)
    assert isinstance(read, PackErrors), f"{folder.name} was accepted"
    return read


@pytest.mark.parametrize("folder", ONE_EACH, ids=lambda folder: folder.name)
def test_each_broken_pack_is_told_its_one_mistake(folder: Path, catalogue: RuleCatalogue) -> None:
    wanted, *words = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    found = read_broken(folder, catalogue)
    assert ids_of(found) == [wanted], str(found)
    for word in words:
        assert word in str(found)


def test_fifty_mistakes_are_reported_at_once(catalogue: RuleCatalogue) -> None:
    found = read_broken(BROKEN / MANY, catalogue)
    assert len(found.errors) == 50, str(found)
    for word in (BROKEN / MANY / "expected.txt").read_text(encoding="utf-8").splitlines():
        assert word in str(found)
    assert {error.place.split(".")[0] for error in found.errors} == {str(n) for n in range(1, 11)}


def test_every_fault_has_its_broken_pack() -> None:
    shown = {
        (folder / "expected.txt").read_text(encoding="utf-8").split()[0] for folder in ONE_EACH
    }
    assert shown == {fault.id for fault in faults()}
    assert len(shown) >= 40


def test_no_id_is_given_twice() -> None:
    ids = [fault.id for fault in faults()]
    assert sorted(set(ids)) == sorted(ids)
