"""The guides name files that stand, and excerpts that can be read."""

import ast
import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
EXCERPT = re.compile(r"^```(python|toml|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLACE = re.compile(r"`((?:src|tests)/[\w./-]+)`")
# The matter that the guide adds is thrown away; a small one that stands takes its place.
THROWN_AWAY = {"keys.toml": "incidents.toml", "/keys/": "/incidents/", "unit-keys": "jm-media"}
ONLY_THERE = {"a-key-comes-back.toml", "test_keys.py"}
READ: dict[str, Callable[[str], object]] = {
    "python": ast.parse,
    "toml": tomllib.loads,
    "json": json.loads,
}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_excerpt_can_be_read(guide: Path) -> None:
    found = EXCERPT.findall(guide.read_text(encoding="utf-8"))
    assert found
    for language, text in found:
        READ[language](text)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_place_stands_or_stands_for_one_that_does(guide: Path) -> None:
    places = PLACE.findall(guide.read_text(encoding="utf-8"))
    assert places
    for place in places:
        if place.rpartition("/")[2] in ONLY_THERE:
            continue
        stands = place
        for thrown, kept in THROWN_AWAY.items():
            stands = stands.replace(thrown, kept)
        assert (ROOT / stands).exists(), place
