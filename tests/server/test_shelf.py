"""An update of the program changes no law that a unit has adopted."""

from __future__ import annotations

import pytest

from shoumi.server.shelf import (
    PACKAGED,
    UnreadablePacksError,
    files_below,
    stand_up,
    with_kept,
)

NAME = "jm-media"


def test_a_pack_that_has_moved_on_stands_beside_its_newer_self() -> None:
    shelf = stand_up(frozenset())
    files = files_below(PACKAGED / NAME)
    older = files | {"pack.toml": files["pack.toml"] + b"\n# as it was\n"}
    both = with_kept(shelf, [(NAME, older), (NAME, files)])
    digests = {pack.digest for pack in both.library.values() if pack.id == NAME}
    assert len(digests) == 2
    assert both.digest(NAME) == shelf.digest(NAME)


def test_a_kept_pack_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(UnreadablePacksError):
        with_kept(stand_up(frozenset()), [(NAME, {"pack.toml": b"id = 1"})])
