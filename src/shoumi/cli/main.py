"""The command shoumi: finds the subcommand, loads only that one, and ends as the contract says."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Protocol, cast

from shoumi import __version__
from shoumi.cli.commands import COMMANDS, Command, with_ledger
from shoumi.cli.voice.ending import NO, OUR_FAULT, UNUSABLE, UnusableInputError
from shoumi.cli.voice.speaker import Speaker, language_of
from shoumi.law.words import N_, Message


class TranslatedParser(argparse.ArgumentParser):
    """Says the help of every option in the reader's language."""

    def __init__(self, speaker: Speaker, **options: Any) -> None:  # noqa: ANN401 argparse's own
        """Translate with `speaker`."""
        self._speaker = speaker
        super().__init__(**options)

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:  # noqa: ANN401 argparse's own
        """Take an option whose help is marked with N_."""
        told = options.get("help")
        if told:
            options["help"] = self._speaker.sentence(told).replace("%", "%%")
        return super().add_argument(*names, **options)


class Module(Protocol):
    """What each subcommand's module offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Name its options."""
        ...

    def run(self, asked: argparse.Namespace, *speaker: Speaker) -> int:
        """Do it; return the exit code."""
        ...


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    language, rest = _language(typed)
    first = next((one for one in rest if not one.startswith("-")), None)
    command = COMMANDS.get(first or "")
    if command is None:
        top_parser(language).parse_args(rest)
        top_parser(language).print_help()
        return UNUSABLE
    rest.remove(command.name)
    return _run(command, rest, language)


def _language(typed: list[str]) -> tuple[str, list[str]]:
    """The language asked for, wherever --lang stands; the rest as it was typed."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--lang", choices=("zh", "en"), default=None)
    known, rest = parser.parse_known_args(typed)
    return known.lang or language_of(os.environ), rest


def top_parser(language: str) -> argparse.ArgumentParser:
    """The parser that lists the subcommands."""
    speaker = Speaker(language)
    lines = "\n".join(f"  {one.name:10} {speaker.sentence(one.says)}" for one in COMMANDS.values())
    parser = argparse.ArgumentParser(
        prog="shoumi",
        usage="shoumi COMMAND …",
        description=speaker.sentence(N_("Runs an organisation's confidentiality work.")),
        epilog=f"{lines}\n\n{speaker.sentence(N_('Example: {line}'), line='shoumi acts --help')}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"shoumi {__version__}")
    parser.add_argument("command", nargs="?", choices=tuple(COMMANDS), metavar="COMMAND")
    return parser


def loaded(command: Command) -> Module:
    """The module of a subcommand; only those that work on the ledger load Django."""
    load = with_ledger if command.ledger else import_module
    return cast("Module", load(command.module))


def parser_of(command: Command, module: Module, language: str) -> argparse.ArgumentParser:
    """The parser of one subcommand, with the options that all have."""
    speaker = Speaker(language)
    parser = TranslatedParser(
        speaker,
        prog=f"shoumi {command.name}",
        description=speaker.sentence(command.says),
        epilog=speaker.sentence(N_("Example: {line}"), line=command.example),
        allow_abbrev=False,
        conflict_handler="resolve",
    )
    module.configure(parser)
    if command.own:
        parser.set_defaults(json=False, debug=False, language=language)
        return parser
    parser.add_argument("--json", action="store_true", help=N_("print JSON, for programs"))
    parser.add_argument(
        "--lang",
        choices=("zh", "en"),
        help=N_("the language (else SHOUMI_LANG, LC_ALL, LANG)"),
    )
    parser.add_argument(
        "--debug",
        action="store_true",
        help=N_("show where a fault of ours came from"),
    )
    return parser


def _run(command: Command, rest: list[str], language: str) -> int:
    speaker = Speaker(language, as_json="--json" in rest)
    try:
        module = loaded(command)
        asked = parser_of(command, module, language).parse_args(rest)
        return module.run(asked) if command.own else module.run(asked, speaker)
    except UnusableInputError as error:
        speaker.complain("unusable", speaker.message(error.message))
        return UNUSABLE
    except BrokenPipeError:
        # Whoever read our lines has enough; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NO
    except Exception as error:  # noqa: BLE001 the last door: names the fault, vouches for nothing
        if "--debug" in rest:
            traceback.print_exc()
        speaker.complain("our-fault", _fault(command, error, speaker))
        return OUR_FAULT


def _fault(command: Command, error: Exception, speaker: Speaker) -> str:
    """One sentence; a trouble that has words of its own is said in them."""
    told = getattr(error, "message", None)
    if isinstance(told, Message):
        identifier = getattr(error, "identifier", "")
        return f"{identifier} {speaker.message(told)}".strip()
    return speaker.sentence(
        N_("shoumi {command} failed: {error} (run it again with --debug to see where)"),
        command=command.name,
        error=f"{type(error).__name__}: {error}",
    )


if __name__ == "__main__":
    sys.exit(main())
