"""What commands that need no database stand on: the catalogue and the packs on the shelf."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from shoumi.cli.voice.ending import UnusableInputError
from shoumi.decision.law_book import Shelf
from shoumi.law.words import N_, Text
from shoumi.server.shelf import BASE, UnreadablePacksError, stand_up


@cache
def the_shelf(*more: Path) -> Shelf:
    """The packs, read whole. Missing examples are shown by `clauses`, they stop no command."""
    for folder in more:
        if not any(folder.glob("*/pack.toml")):
            raise UnusableInputError(
                N_("{folder} holds no packs: a pack is a folder in it with a pack.toml."),
                folder=str(folder),
            )
    try:
        return stand_up(frozenset(), *more)
    except UnreadablePacksError as error:
        raise UnusableInputError(N_("{mistakes}"), mistakes=str(error)) from error


def terms_of(shelf: Shelf) -> Mapping[tuple[str, str], Text]:
    """What codes are called: the base pack's words before those of others."""
    packs = sorted(shelf.library.values(), key=lambda pack: pack.id == BASE)
    return {key: text for pack in packs for key, text in pack.terms.items()}
