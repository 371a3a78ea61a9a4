"""Every variable of the environment that the program reads stands in the manual, and no other."""

import re
from pathlib import Path

from tests.architecture.tree import ROOT, SOURCE, files

PAGE = ROOT / "docs" / "operators" / "settings.md"
NAMED = re.compile(r"\bSHOUMI_[A-Z0-9_]*[A-Z0-9]\b")


def read_by_the_program() -> set[str]:
    sources = (file for file in files() if file.is_relative_to(SOURCE) and file.suffix == ".py")
    return {name for file in sources for name in NAMED.findall(file.read_text(encoding="utf-8"))}


def told(page: Path) -> set[str]:
    rows = re.findall(r"^\| `(SHOUMI_\w+)` \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    return set(rows)


def test_the_page_of_settings_has_a_line_for_every_variable_and_no_other() -> None:
    assert told(PAGE) == read_by_the_program()


def test_every_variable_that_the_manual_speaks_of_has_its_line() -> None:
    pages = PAGE.parent.glob("*.md")
    spoken = {name for page in pages for name in NAMED.findall(page.read_text(encoding="utf-8"))}
    assert spoken - told(PAGE) == set()
