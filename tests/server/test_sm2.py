"""SM2 through the system's OpenSSL: real keys, real signatures."""

from pathlib import Path

import pytest
from django.db import connections

from shoumi.cli.verify import main
from shoumi.cli.verify_sm2 import Sm2Verifier
from shoumi.evidence.checkpoint import SM2, PublicKey
from shoumi.server.journal.checkpoints import Checkpoints
from shoumi.server.journal.reading import checkpoints_of
from shoumi.server.keys.keyring import SM2_KEY, open_keys
from shoumi.server.keys.sm2 import OpenSSLFailed, Sm2Signer, make_key
from shoumi.server.perform import one_moment
from shoumi.server.verify import checkpoint_now, verify_ledger
from tests.evidence.exports import write_export
from tests.server.ledgers import MASTER, door_again, new_unit


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "system.pem"
    make_key(path)
    return path


def test_a_new_key_is_readable_by_its_owner_only(key_file: Path) -> None:
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_a_key_is_never_written_over(key_file: Path) -> None:
    with pytest.raises(FileExistsError):
        make_key(key_file)


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "open.pem"
    make_key(path)
    path.chmod(0o640)
    with pytest.raises(OpenSSLFailed, match="chmod 600"):
        Sm2Signer(path)


def test_what_is_signed_verifies_and_nothing_else_does(key_file: Path) -> None:
    signer, verifier = Sm2Signer(key_file), Sm2Verifier()
    signature = signer.sign(b"content")
    assert verifier.verifies(signer.public, b"content", signature)
    assert not verifier.verifies(signer.public, b"other", signature)
    assert not verifier.verifies(signer.public, b"content", signature[:-1])
    nonsense = PublicKey(scheme=SM2, text="no key")
    assert not verifier.verifies(nonsense, b"content", signature)


def test_a_file_that_holds_no_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.pem"
    path.touch(mode=0o600)
    with pytest.raises(OpenSSLFailed, match="openssl pkey"):
        Sm2Signer(path)


def test_an_export_signed_with_sm2_passes(key_file: Path, tmp_path: Path) -> None:
    assert main([str(write_export(tmp_path / "export", Sm2Signer(key_file)))]) == 0


def test_a_unit_may_sign_with_sm2_and_go_back(
    alias: str, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = new_unit(alias)
    door = door_again(unit, alias)
    for setting in (str(key_file), None):
        if setting:
            monkeypatch.setenv(SM2_KEY, setting)
        else:
            monkeypatch.delenv(SM2_KEY)
        door.keyring = open_keys(connections[alias], unit.door.unit, MASTER)
        door.checkpoints = Checkpoints(unit=door.unit, signer=door.keyring.signer)
        checkpoint_now(door)
        assert list(verify_ledger(door)) == []
    with one_moment(connections[alias]) as direct:
        schemes = {one.signatures[0].key for one in checkpoints_of(direct, unit.door.unit)}
    assert schemes <= {key.id for key in door.keyring.verifying}
    assert len(schemes) == 2
