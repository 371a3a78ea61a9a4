"""What the core must not do, and no import contract can see."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import SOURCE, core, named, python_files

WORLDLY = {"open", "print", "input", "breakpoint", "exec", "eval", "__import__"}
CLOCKS = {"now", "today", "utcnow"}
DATES = {"date", "datetime", "dt"}


def worldly_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Calls that read or write the world, or ask a clock, with their lines."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in WORLDLY:
                yield node.lineno, name
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=attribute)) if (
                attribute in CLOCKS and owner in DATES
            ):
                yield node.lineno, f"{owner}.{attribute}"
            case ast.Call(func=ast.Attribute(value=ast.Attribute(attr=owner), attr=attribute)) if (
                attribute in CLOCKS and owner in DATES
            ):
                yield node.lineno, f"{owner}.{attribute}"


def imported_packages(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def test_a_call_to_the_world_is_noticed() -> None:
    text = "open(x)\ndate.today()\ndatetime.datetime.now(tz)\nfigures.today(x)\n"
    found = [call for _line, call in worldly_calls(ast.parse(text))]
    assert sorted(found) == ["date.today", "datetime.now", "open"]


def test_the_core_opens_nothing_prints_nothing_and_asks_no_clock() -> None:
    calls = [
        f"{named(file)}:{line} {call}"
        for file in python_files(*(SOURCE / package for package in core()))
        for line, call in worldly_calls(parsed(file))
    ]
    assert calls == []


def test_evidence_uses_the_standard_library_cryptography_and_msgspec_only() -> None:
    allowed = sys.stdlib_module_names | {"cryptography", "msgspec"}
    strangers = [
        f"{named(file)}: {name}"
        for file in python_files(SOURCE / "evidence")
        for name in sorted(imported_packages(parsed(file)))
        if name.split(".")[0] not in allowed and not name.startswith("shoumi.evidence")
    ]
    assert strangers == []


def test_packs_hold_no_code() -> None:
    assert python_files(SOURCE / "packs") == []
