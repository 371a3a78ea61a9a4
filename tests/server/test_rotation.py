"""Another master key opens what the old one opened, and the old one opens nothing any more."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from shoumi.evidence.sealed import NotOpened
from shoumi.server.keys import rotation
from shoumi.server.keys.keyring import (
    PASSPHRASE_FILE,
    KeyFileError,
    begin_master,
    is_locked,
    lock_master,
    open_keys,
    read_master,
    unlock_master,
)
from shoumi.server.keys.rotation import rotate_master
from tests.server.ledgers import MASTER, new_database, new_unit

_NAMES = itertools.count()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    begin_master(home, MASTER)
    return home


@pytest.fixture
def alone(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[str, str]]:
    """A database that nothing else uses, and its one unit."""
    with django_db_blocker.unblock():
        alias = new_database(f"rotation-{next(_NAMES)}", str(tmp_path / "shoumi.sqlite3"))
        yield alias, new_unit(alias).door.unit
        connections[alias].close()


def texts_key(alone: tuple[str, str], master: bytes) -> bytes:
    alias, unit = alone
    return open_keys(connections[alias], unit, master).texts


def test_another_master_key_opens_the_same_keys(place: Path, alone: tuple[str, str]) -> None:
    alias, unit = alone
    before = open_keys(connections[alias], unit, MASTER)
    assert rotate_master(place, connections[alias]) == 2
    master = read_master(place)
    assert master != MASTER
    after = open_keys(connections[alias], unit, master)
    assert (after.texts, after.signer.public) == (before.texts, before.signer.public)
    with pytest.raises(NotOpened):
        open_keys(connections[alias], unit, MASTER)


@pytest.mark.parametrize("broken", ["_locked_anew", "take_its_place"])
def test_what_was_interrupted_is_finished_by_running_it_again(
    place: Path, alone: tuple[str, str], broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alias, before = alone[0], texts_key(alone, MASTER)

    def stops(*_asked: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rotation, broken, stops)
        with pytest.raises(KeyboardInterrupt):
            rotate_master(place, connections[alias])
    with pytest.raises(KeyFileError, match="rotate"):
        unlock_master(place)
    rotate_master(place, connections[alias])
    assert texts_key(alone, read_master(place)) == before
    assert sorted(file.name for file in place.iterdir()) == ["master.key"]


def test_the_master_key_of_another_installation_changes_nothing(
    tmp_path: Path, alone: tuple[str, str]
) -> None:
    before = texts_key(alone, MASTER)
    begin_master(tmp_path / "other", bytes(32))
    with pytest.raises(KeyFileError, match="not the one"):
        rotate_master(tmp_path / "other", connections[alone[0]])
    assert read_master(tmp_path / "other") == bytes(32)
    assert texts_key(alone, MASTER) == before


def test_a_locked_key_stays_locked_and_can_be_unlocked(
    place: Path, alone: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts_key(alone, MASTER)
    file = tmp_path / "passphrase"
    file.touch(mode=0o600)
    file.write_text("三更灯火五更鸡\n", encoding="utf-8")
    monkeypatch.setenv(PASSPHRASE_FILE, str(file))
    lock_master(place, "三更灯火五更鸡")
    rotate_master(place, connections[alone[0]])
    assert is_locked(place)
    master = read_master(place)
    unlock_master(place)
    assert not is_locked(place)
    assert read_master(place) == master
    assert texts_key(alone, master) == before
