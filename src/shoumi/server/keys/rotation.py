"""Another master key: the units' keys are locked with it anew, and texts stay as they are."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from shoumi.evidence import sm3
from shoumi.evidence.sealed import NotOpened, open_text, seal_text
from shoumi.server.keys.keyring import (
    BESIDE,
    KeyFileError,
    locking_of,
    read_master,
    take_its_place,
    write_beside,
)

Row = tuple[str, str, str, bytes]


def rotate_master(home: Path, connection: BaseDatabaseWrapper) -> int:
    """Replace the master key and return how many keys were locked anew.

    The new key is on the disk before the database knows it, and takes the old one's place after.
    Interrupted in between, it is finished by being run again: then nothing is locked anew.
    """
    if (home / BESIDE).exists():
        waiting = read_master(home, BESIDE)
        if _opens(_rows(connection), waiting):
            take_its_place(home)
            return 0
    old = read_master(home)
    if not _opens(_rows(connection), old):
        raise KeyFileError("The master key is not the one of this database; nothing was changed.")
    new = secrets.token_bytes(sm3.SIZE)
    write_beside(home, new)
    count = _locked_anew(connection, old, new)
    take_its_place(home)
    return count


def _rows(connection: BaseDatabaseWrapper) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT unit, purpose, token, ciphertext FROM unit_key ORDER BY row")
        return [(unit, purpose, token, bytes(held)) for unit, purpose, token, held in cursor]


def _opens(rows: list[Row], master: bytes) -> bool:
    try:
        for unit, _purpose, token, held in rows:
            open_text(locking_of(unit, master), {"$sealed": token}, held)
    except NotOpened:
        return False
    return True


def _locked_anew(connection: BaseDatabaseWrapper, old: bytes, new: bytes) -> int:
    """All keys in one transaction; what the old key could open is overwritten."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        rows = _rows(connection)
        for unit, purpose, token, held in rows:
            text = open_text(locking_of(unit, old), {"$sealed": token}, held)
            fresh, sealed = seal_text(locking_of(unit, new), text, secrets.token_bytes)
            cursor.execute(
                "UPDATE unit_key SET token = %s, ciphertext = %s WHERE unit = %s AND purpose = %s",
                [fresh["$sealed"], sealed, unit, purpose],
            )
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM (FULL) unit_key")
    return len(rows)
