"""The keys: one master key in a file, each unit's keys locked with it in the database."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import msgspec
from django.db.backends.base.base import BaseDatabaseWrapper

from shoumi.evidence import sm3
from shoumi.evidence.checkpoint import Ed25519Signer, PublicKey, Signer
from shoumi.evidence.sealed import (
    Entropy,
    NotOpened,
    key_for,
    open_text,
    seal_text,
    unwrap,
    wrap,
)
from shoumi.server.keys.sm2 import Sm2Signer

_FILE = "master.key"
BESIDE = f"{_FILE}.new"
"""Where the next master key waits while it takes the place of the present one."""
_PUBLIC = "public:"
SM2_KEY = "SHOUMI_SM2_KEY"
"""Names the file of a private SM2 key (PEM) that signs checkpoints instead of the unit's own."""
_LOCKED = b"SHOUMI-KEY-1".hex()
PASSPHRASE_FILE = "SHOUMI_PASSPHRASE_FILE"  # noqa: S105 a name
"""Names the file with the passphrase of a locked master key, as service managers hand it."""


class KeyFileError(Exception):
    """The file of the master key cannot be used; says why and what would make it right."""


class Keyring(msgspec.Struct, frozen=True, kw_only=True):
    """A unit's keys, open: for texts, for the blind index of words, for signing checkpoints."""

    texts: bytes
    words: bytes
    signer: Signer
    public: tuple[PublicKey, ...] = ()
    entropy: Entropy = secrets.token_bytes

    @property
    def verifying(self) -> tuple[PublicKey, ...]:
        """The keys that verify what this unit ever signed: `public` are those of former signers."""
        return tuple({key.id: key for key in (*self.public, self.signer.public)}.values())


def make_master(home: Path) -> bytes:
    """Write a new master key into `home`, readable by its owner only; it must not exist."""
    return begin_master(home, secrets.token_bytes(sm3.SIZE))


def begin_master(home: Path, key: bytes) -> bytes:
    """Write this master key into `home`."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write_key(home / _FILE, key)
    return key


def _write_key(path: Path, key: bytes) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(key.hex())
        file.flush()
        os.fsync(file.fileno())


def read_master(home: Path, name: str = _FILE) -> bytes:
    """Return the master key; refuse a file that others may read."""
    file = home / name
    if not file.exists():
        raise KeyFileError(
            f"There is no {file}; restore it from where it was kept, texts cannot be read without."
        )
    if file.stat().st_mode & 0o077:
        raise KeyFileError(f"{file} may be read by others; run: chmod 600 {file}")
    try:
        text = file.read_text(encoding="ascii")
        key = bytes.fromhex(text)
    except ValueError as error:
        raise KeyFileError(f"{file} holds no key; restore it from where it was kept.") from error
    if text.startswith(_LOCKED):
        key = _unlocked(file, key)
    if len(key) != sm3.SIZE:
        raise KeyFileError(f"{file} holds no whole key; restore it from where it was kept.")
    return key


def lock_master(home: Path, passphrase: str) -> None:
    """Lock the master key with a passphrase, or with another one; it takes the file's place whole.

    From then on the server starts only where SHOUMI_PASSPHRASE_FILE names a file that holds it.
    """
    if not passphrase.strip():
        raise KeyFileError("An empty passphrase locks nothing; choose one.")
    _replace(home, wrap(read_master(home), passphrase, secrets.token_bytes))


def unlock_master(home: Path) -> None:
    """Keep the master key without a passphrase again; the one that locks it must be at hand."""
    _replace(home, read_master(home))


def is_locked(home: Path) -> bool:
    """Whether the master key stands behind a passphrase."""
    return (home / _FILE).read_text(encoding="ascii").startswith(_LOCKED)


def _replace(home: Path, written: bytes) -> None:
    beside = home / BESIDE
    if beside.exists():
        raise KeyFileError(f"{beside} lies there: finish with shoumi key rotate first.")
    _write_key(beside, written)
    take_its_place(home)


def take_its_place(home: Path) -> None:
    """Let the key that was written beside be the master key, whole or not at all."""
    (home / BESIDE).replace(home / _FILE)
    folder = os.open(home, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def write_beside(home: Path, key: bytes) -> None:
    """Write the next master key beside the present one, locked if the present one is.

    An unfinished one is written over: no database knows it.
    """
    passphrase = _passphrase(home / _FILE) if is_locked(home) else None
    (home / BESIDE).unlink(missing_ok=True)
    _write_key(home / BESIDE, wrap(key, passphrase, secrets.token_bytes) if passphrase else key)


def _unlocked(file: Path, locked: bytes) -> bytes:
    try:
        return unwrap(locked, _passphrase(file))
    except NotOpened as error:
        named = os.environ.get(PASSPHRASE_FILE)
        raise KeyFileError(f"The passphrase in {named} does not open {file}.") from error


def _passphrase(file: Path) -> str:
    named = os.environ.get(PASSPHRASE_FILE)
    if not named:
        raise KeyFileError(
            f"{file} is locked; let {PASSPHRASE_FILE} name the file that holds its passphrase."
        )
    passphrase = Path(named)
    if not passphrase.is_file():
        raise KeyFileError(f"{PASSPHRASE_FILE} names {passphrase}, and there is no such file.")
    if passphrase.stat().st_mode & 0o077:
        raise KeyFileError(f"{passphrase} may be read by others; run: chmod 600 {passphrase}")
    return passphrase.read_text(encoding="utf-8").rstrip("\r\n")


def master_in(home: Path) -> bytes:
    """The master key of this installation, made when there is none."""
    return read_master(home) if (home / _FILE).exists() else make_master(home)


def make_keys(connection: BaseDatabaseWrapper, unit: str, master: bytes) -> Keyring:
    """Give a new unit its keys and lock them into the database."""
    locking = locking_of(unit, master)
    rows = []
    for purpose in ("unit", "signing"):
        token, ciphertext = seal_text(locking, secrets.token_hex(sm3.SIZE), secrets.token_bytes)
        rows.append((unit, purpose, token["$sealed"], ciphertext))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO unit_key (unit, purpose, token, ciphertext) VALUES (%s, %s, %s, %s)", rows
        )
    return open_keys(connection, unit, master)


def open_keys(connection: BaseDatabaseWrapper, unit: str, master: bytes) -> Keyring:
    """Unlock a unit's keys; NotOpened where the master key is another installation's."""
    locking = locking_of(unit, master)
    with connection.cursor() as cursor:
        cursor.execute("SELECT purpose, token, ciphertext FROM unit_key WHERE unit = %s", [unit])
        rows = cursor.fetchall()
    held = {
        purpose: open_text(locking, {"$sealed": token}, bytes(ciphertext))
        for purpose, token, ciphertext in rows
    }
    if not held:
        raise KeyFileError(f"The unit {unit} has no keys in this database.")
    master_of_texts = bytes.fromhex(held["unit"])
    own: Signer = Ed25519Signer(bytes.fromhex(held["signing"]))
    public = [own.public]
    public += [
        msgspec.json.decode(text, type=PublicKey)
        for purpose, text in sorted(held.items())
        if purpose.startswith(_PUBLIC)
    ]
    sm2_key = os.environ.get(SM2_KEY)
    signer = Sm2Signer(Path(sm2_key)) if sm2_key else own
    if signer.public not in public:
        _keep_public(connection, unit, locking, signer.public)
    return Keyring(
        texts=key_for("texts", master_of_texts),
        words=key_for("words", master_of_texts),
        signer=signer,
        public=tuple(public),
    )


def _keep_public(
    connection: BaseDatabaseWrapper, unit: str, locking: bytes, key: PublicKey
) -> None:
    """Keep the key for what it signs, also when it signs no more; locked, so that none is added."""
    text = msgspec.json.encode(key).decode()
    token, ciphertext = seal_text(locking, text, secrets.token_bytes)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO unit_key (unit, purpose, token, ciphertext) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (unit, purpose) DO NOTHING",
            [unit, f"{_PUBLIC}{key.id}", token["$sealed"], ciphertext],
        )


def locking_of(unit: str, master: bytes) -> bytes:
    """What locks the keys of a unit in the database."""
    return key_for(f"unit-keys:{unit}", master)
