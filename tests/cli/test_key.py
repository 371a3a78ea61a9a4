"""The master key is locked, unlocked and shown by a command; what fails changes nothing."""

from pathlib import Path

import pytest

from shoumi.server.keys.keyring import PASSPHRASE_FILE, is_locked
from tests.cli.speaking import Home, said

PASSPHRASE = "a passphrase of the tests"


def passphrase_in(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    file = Path(home.file("passphrase", PASSPHRASE.encode()))
    file.chmod(0o600)
    monkeypatch.setenv(PASSPHRASE_FILE, str(file))


def test_a_key_is_locked_and_unlocked(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(capsys, "key", "lock").told == {"locked": True}
    assert is_locked(home.place)
    without = said(capsys, "key", "unlock")
    assert without.code == 2
    assert PASSPHRASE_FILE in without.told["why"]
    passphrase_in(home, monkeypatch)
    assert said(capsys, "key", "show").told["locked"] is True
    assert said(capsys, "key", "unlock").told == {"locked": False}
    assert not is_locked(home.place)


def test_a_short_passphrase_locks_nothing(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOUMI_PASSPHRASE", "short")
    assert said(capsys, "key", "lock").code == 2
    assert not is_locked(home.place)


def test_the_public_keys_are_handed_out_for_verifying(
    home: Home, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "unit-keys.json"
    told = said(capsys, "key", "show", "--to", str(file)).told
    assert told["signs"] in told["verify"]
    assert said(capsys, "key", "show", "--to", str(file)).code == 2
    export = tmp_path / "export"
    assert said(capsys, "verify", "--export", str(export)).code == 0
    assert (export / "keys.json").read_bytes().strip() == file.read_bytes()


def test_a_key_for_sm2_is_made_once(
    home: Home, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "sm2.pem"
    assert said(capsys, "key", "sm2").code == 2
    assert said(capsys, "key", "sm2", "--to", str(file)).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert said(capsys, "key", "sm2", "--to", str(file)).code == 2
