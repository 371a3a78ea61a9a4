"""What we build on: recorded with reason and licence, and pinned."""

import re
import tomllib
from typing import Any

from tests.architecture.tree import ROOT

ROW = re.compile(r"^\| (\w[\w-]*) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
GROUP = re.compile(r"^## (?:The program|Extra: (\w+))$", re.MULTILINE)


def name_of(requirement: str) -> str:
    return re.split(r"[\[~=<>! ]", requirement, maxsplit=1)[0].lower()


def project() -> dict[str, Any]:
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = whole["project"]
    return found


def wanted() -> dict[str, set[str]]:
    """The direct dependencies, by extra; those of the program itself under ''."""
    groups = {"": project()["dependencies"], **project()["optional-dependencies"]}
    return {extra: {name_of(entry) for entry in entries} for extra, entries in groups.items()}


def record() -> dict[str, list[tuple[str, str, str]]]:
    """The rows (name, reason, licence) of the manual, by extra."""
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    text = text.split("## Debian packages")[0]
    _preamble, *parts = GROUP.split(text)
    groups = dict(zip(parts[::2], parts[1::2], strict=True))
    return {extra or "": ROW.findall(rows)[1:] for extra, rows in groups.items()}


def test_every_direct_dependency_is_recorded_and_nothing_else() -> None:
    recorded = {extra: {name for name, _for, _licence in rows} for extra, rows in record().items()}
    assert recorded == wanted()


def test_every_record_gives_a_reason_and_a_licence_that_we_accept() -> None:
    refused = [
        name
        for rows in record().values()
        for name, reason, licence in rows
        if not reason.strip("- ") or re.search(r"(?<!L)GPL|^\W*$", licence)
    ]
    assert refused == []


def test_every_direct_dependency_is_pinned() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {name_of(line) for line in lines if "==" in line}
    assert set().union(*wanted().values()) - pinned == set()


def test_a_pin_is_a_name_and_a_version_without_a_place() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.+]+", line)] == []
