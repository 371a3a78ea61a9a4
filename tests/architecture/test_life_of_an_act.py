"""The life of an act in ARCHITECTURE.md names functions and files that stand."""

import re

import pytest

from tests.architecture.tree import ROOT, SOURCE, python_files

TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
LIFE = TEXT.split("## The life of one act", 1)[1].split("\n## ", 1)[0]
NAMED = sorted(set(re.findall(r"`([^`\n]+)`", LIFE)))
FILES = [name for name in NAMED if name.endswith(".py")]
# Words of the road that are no function: an attribute of every act, a part of every question.
WORDS = {"facts", "follows", "known"}
SPOKEN = [name for name in NAMED if name not in FILES and name not in WORDS]
SOURCES = "\n".join(file.read_text(encoding="utf-8") for file in python_files(SOURCE))


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_named_stands(name: str) -> None:
    assert (SOURCE / name).exists()


@pytest.mark.parametrize("name", SPOKEN)
def test_a_function_that_is_named_stands(name: str) -> None:
    last = name.rpartition(".")[2]
    assert re.search(rf"^\s*(def|class) {re.escape(last)}\b", SOURCES, re.MULTILINE), name
