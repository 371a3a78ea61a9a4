"""Every command and every option stands in the manual, and nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shoumi.cli.commands import COMMANDS
from shoumi.cli.main import loaded, parser_of, top_parser

PAGE = Path(__file__).parent.parent.parent / "docs" / "users" / "command-line.md"
OF_ALL = {"--json", "--lang", "--debug", "--help", "-h"}


def sections() -> dict[str, str]:
    _, *parts = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {part.split("\n", 1)[0]: part for part in parts}


def test_every_command_has_its_section() -> None:
    assert list(sections()) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_parser_and_page_agree(name: str) -> None:
    command = COMMANDS[name]
    parser = parser_of(command, loaded(command), "en")
    named = {option for action in parser._actions for option in action.option_strings} - OF_ALL
    told = set(re.findall(r"^\| `(--[a-z-]+)", sections()[name], re.MULTILINE)) - OF_ALL
    assert told == named
    assert command.example in sections()[name]
    assert command.example.startswith(f"shoumi {name}")


@pytest.mark.parametrize("name", [name for name, one in COMMANDS.items() if not one.own])
def test_every_option_says_what_it_does(name: str) -> None:
    command = COMMANDS[name]
    parser = parser_of(command, loaded(command), "en")
    silent = [action.dest for action in parser._actions if not action.help]
    assert silent == []
    assert OF_ALL - {"-h"} <= set(parser._option_string_actions)


def test_the_list_of_commands_is_whole() -> None:
    text = top_parser("en").format_help()
    assert all(f"  {name} " in text for name in COMMANDS)
