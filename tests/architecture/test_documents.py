"""The documents: links lead somewhere, pictures are true, the README has two commands."""

import os
import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SOURCE, files, named

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ENTRY = re.compile(r"^(?P<bars>[│├└─\s]*)(?P<name>[\w.-]+/?(?:[\w.-]+/?)*)")
WIDTH_OF_A_STEP = 4


def documents() -> list[Path]:
    return [file for file in files() if file.suffix == ".md"]


def anchors(document: Path) -> set[str]:
    """The headings of a document as a link names them."""
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_somewhere(document: Path, link: str) -> bool:
    if re.match(r"https?:", link):
        return True  # which hosts may be named is a rule of its own
    place, _, anchor = link.partition("#")
    target = document.parent / place if place else document
    if not target.exists():
        return False
    return not anchor or anchor in anchors(target)


def test_every_link_leads_somewhere() -> None:
    dead = [
        f"{named(document)}: {link}"
        for document in documents()
        for link in LINK.findall(BLOCK.sub("", document.read_text(encoding="utf-8")))
        if not leads_somewhere(document, link)
    ]
    assert dead == []


@pytest.mark.parametrize("link", ["nowhere.md", "README.md#no-such-heading"])
def test_a_link_that_leads_nowhere_is_noticed(link: str) -> None:
    assert not leads_somewhere(ROOT / "CHANGELOG.md", link)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_exactly_two_commands(name: str) -> None:
    blocks = BLOCK.findall((ROOT / name).read_text(encoding="utf-8"))
    assert [block.strip() for block in blocks] == ["./start", "./check"]


@pytest.mark.parametrize("name", ["start", "check", ".ci/run", "scripts/prepare"])
def test_a_command_can_be_run(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_is_one_screen(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 50


def tree_in_the_picture() -> set[str]:
    """The paths of the tree in ARCHITECTURE.md, folders with a slash at the end."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    lines = text.split("## The tree", 1)[1].split("```", 2)[1].strip().splitlines()[1:]
    paths: list[str] = []
    above: list[str] = []
    for line in lines:
        entry = ENTRY.match(line)
        assert entry, f"not an entry of a tree: {line}"
        depth = len(entry["bars"]) // WIDTH_OF_A_STEP
        above = [*above[: depth - 1], entry["name"]]
        paths.append("".join(above))
    return set(paths)


def test_everything_in_the_picture_stands() -> None:
    assert {path for path in tree_in_the_picture() if not (ROOT / path).exists()} == set()


def test_every_room_of_the_house_is_in_the_picture() -> None:
    inside = (file.relative_to(SOURCE) for file in files() if file.is_relative_to(SOURCE))
    rooms = {f"src/shoumi/{path.parts[0]}/" for path in inside if len(path.parts) > 1}
    drawn = {path for path in tree_in_the_picture() if re.fullmatch(r"src/shoumi/\w+/", path)}
    assert drawn == rooms


def test_every_folder_at_the_top_is_in_the_picture() -> None:
    inside = (file.relative_to(ROOT) for file in files())
    folders = {path.parts[0] for path in inside if len(path.parts) > 1}
    drawn = {path.split("/")[0] for path in tree_in_the_picture() if "/" in path}
    assert drawn == folders - {".ci"}


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    pages = {file.name for file in files() if file.parent == folder} - {"README.md"}
    index = LINK.findall((folder / "README.md").read_text(encoding="utf-8"))
    assert pages - set(index) == set()


def test_every_document_can_be_reached_from_the_manual_or_the_readme() -> None:
    reached = {ROOT / "README.md", ROOT / "README.zh-CN.md"}
    waiting = [*reached]
    while waiting:
        document = waiting.pop()
        for link in LINK.findall(document.read_text(encoding="utf-8")):
            target = (document.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target.exists() and target not in reached:
                reached.add(target)
                waiting.append(target)
    inside = (*(ROOT / "docs").rglob("*.md"), ROOT / "ARCHITECTURE.md", ROOT / "CHANGELOG.md")
    assert {named(file) for file in inside if file not in reached} == set()
