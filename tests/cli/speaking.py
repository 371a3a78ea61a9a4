"""Commands as they are typed, and what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from shoumi.cli.main import main
from tests.server.houses import House


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """A founded unit and the folder in which it is kept."""

    house: House
    place: Path

    def file(self, name: str, told: object) -> str:
        path = self.place.parent / name
        path.write_bytes(told if isinstance(told, bytes) else msgspec.json.encode(told))
        return str(path)


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """How a command ended, and the one JSON value that it said."""

    code: int
    told: Any


def said(capsys: pytest.CaptureFixture[str], *typed: str) -> Said:
    """Run a command with --json."""
    capsys.readouterr()
    code = main([*typed, "--json", "--lang", "en"])
    out = capsys.readouterr().out
    return Said(code=code, told=msgspec.json.decode(out))


def printed(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str]:
    """Run a command as a person does."""
    capsys.readouterr()
    code = main([*typed, "--lang", "en"])
    both = capsys.readouterr()
    return code, both.out + both.err
