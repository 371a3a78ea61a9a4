"""Each import contract is broken on purpose: one that cannot fail protects nothing.

The contracts are those of pyproject.toml; what they must forbid is read off the picture in
ARCHITECTURE.md. A skeleton of the house is enough: the contracts speak of packages.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, core, picture

OUTSIDE = (
    "django",
    "os",
    "pathlib",
    "socket",
    "subprocess",
    "tempfile",
    "logging",
    "random",
    "time",
)
MATTERS = ("carriers", "personnel")


def forbidden_pairs() -> list[tuple[str, str]]:
    """Who imports whom against the picture: upwards, or sideways."""
    lines = picture()
    return [
        (importer, imported)
        for depth, line in enumerate(lines)
        for importer in line
        for imported in (name for other in lines[: depth + 1] for name in other)
        if imported != importer
    ]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The skeleton: every package, two matters, the verifier; nobody imports anybody."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    places = [name for line in picture() for name in line]
    for place in [".", *places, *(f"matters/{matter}" for matter in MATTERS)]:
        folder = tmp_path / "shoumi" / place
        folder.mkdir(parents=True)
        (folder / "__init__.py").touch()
    (tmp_path / "shoumi" / "cli" / "verify.py").touch()
    return tmp_path


def write(house: Path, module: str, *imports: str) -> None:
    file = house / "shoumi" / f"{module}.py"
    file.write_text("".join(f"import {name}\n" for name in imports), encoding="utf-8")


def complaints(house: Path, contract: str) -> str:
    """What import-linter says of `contract`; empty if it is kept."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--contract", contract],
        cwd=house,
        env=os.environ | {"PYTHONPATH": str(house)},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    return done.stdout if done.returncode else ""


@pytest.mark.parametrize("contract", ["layers", "matters", "purity", "verifier"])
def test_a_house_in_which_nobody_imports_anybody_keeps_every_contract(
    house: Path, contract: str
) -> None:
    assert complaints(house, contract) == ""


def test_no_package_imports_from_its_own_line_or_from_above(house: Path) -> None:
    for importer, imported in forbidden_pairs():
        write(house, f"{importer}/wants_{imported}", f"shoumi.{imported}")
    said = complaints(house, "layers")
    unnoticed = [
        pair
        for pair in forbidden_pairs()
        if f"shoumi.{pair[0]} is not allowed to import shoumi.{pair[1]}" not in said
    ]
    assert unnoticed == []


def test_every_package_has_its_line_in_the_picture(house: Path) -> None:
    (house / "shoumi" / "attic").mkdir()
    (house / "shoumi" / "attic" / "__init__.py").touch()
    assert "attic" in complaints(house, "layers")


def test_one_matter_does_not_import_another(house: Path) -> None:
    write(house, "matters/carriers/rules", "shoumi.matters.personnel")
    assert "shoumi.matters.carriers.rules -> shoumi.matters.personnel" in complaints(
        house, "matters"
    )


def test_the_core_touches_neither_time_nor_disk_nor_network_nor_chance(house: Path) -> None:
    for package in core():
        write(house, f"{package}/impure", *OUTSIDE)
    said = complaints(house, "purity")
    wanted = {f"shoumi.{package}.impure -> {name}" for package in core() for name in OUTSIDE}
    assert wanted - set(re.findall(r"shoumi\.\w+\.impure -> \w+", said)) == set()


@pytest.mark.parametrize("imported", ["django", "shoumi.server"])
def test_the_verifier_needs_neither_django_nor_the_server(house: Path, imported: str) -> None:
    write(house, "cli/verify", "shoumi.cli.chosen")
    write(house, "cli/chosen", imported)
    assert "shoumi.cli.verify -> shoumi.cli.chosen" in complaints(house, "verifier")
