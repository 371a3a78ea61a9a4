"""The master key: in a file of its own, and behind a passphrase where one is wanted."""

from pathlib import Path

import pytest

from shoumi.server.keys.keyring import (
    PASSPHRASE_FILE,
    KeyFileError,
    lock_master,
    make_master,
    read_master,
)


@pytest.fixture
def passphrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "passphrase"
    file.touch(mode=0o600)
    file.write_text("三更灯火五更鸡\n", encoding="utf-8")
    monkeypatch.setenv(PASSPHRASE_FILE, str(file))
    return file


def test_a_locked_key_opens_with_its_passphrase(tmp_path: Path, passphrase: Path) -> None:
    made = make_master(tmp_path)
    lock_master(tmp_path, "三更灯火五更鸡")
    assert made.hex() not in (tmp_path / "master.key").read_text(encoding="ascii")
    assert read_master(tmp_path) == made
    assert (tmp_path / "master.key").stat().st_mode & 0o777 == 0o600


def test_a_passphrase_can_be_changed(tmp_path: Path, passphrase: Path) -> None:
    made = make_master(tmp_path)
    lock_master(tmp_path, "三更灯火五更鸡")
    lock_master(tmp_path, "another one")
    with pytest.raises(KeyFileError, match="does not open"):
        read_master(tmp_path)
    passphrase.write_text("another one", encoding="utf-8")
    assert read_master(tmp_path) == made


def test_a_locked_key_without_its_passphrase_says_what_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSPHRASE_FILE, raising=False)
    make_master(tmp_path)
    lock_master(tmp_path, "secret")
    with pytest.raises(KeyFileError, match=PASSPHRASE_FILE):
        read_master(tmp_path)


def test_a_passphrase_that_others_may_read_is_refused(tmp_path: Path, passphrase: Path) -> None:
    make_master(tmp_path)
    lock_master(tmp_path, "三更灯火五更鸡")
    passphrase.chmod(0o644)
    with pytest.raises(KeyFileError, match="chmod 600"):
        read_master(tmp_path)


def test_an_empty_passphrase_locks_nothing(tmp_path: Path) -> None:
    make_master(tmp_path)
    with pytest.raises(KeyFileError, match="empty"):
        lock_master(tmp_path, " ")
