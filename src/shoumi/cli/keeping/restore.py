"""`shoumi restore`: a backup becomes the ledger only after it has borne itself out."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction

from shoumi.cli.keeping.archive import Backup, Table, columns_of
from shoumi.cli.keeping.backup import configure_passphrase, passphrase_of
from shoumi.cli.voice.ending import DONE, NO, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook
from shoumi.evidence.verification import Finding
from shoumi.law.words import N_
from shoumi.server.keys import open_keys
from shoumi.server.pages.house import now
from shoumi.server.perform import Door
from shoumi.server.shelf import stand_up
from shoumi.server.tables.place import database_at
from shoumi.server.verify import verify_ledger

ALIAS = "restoring"
KEY = "master.key"
PENDING = "restoring.sqlite3"


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("file", type=Path, metavar="FILE", help=N_("a backup"))
    parser.add_argument(
        "--check", action="store_true", help=N_("only try it: restore beside, verify, discard")
    )
    configure_passphrase(parser)


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """Restore beside what stands, verify, then swap; what stood is kept under another name."""
    home: Path = settings.SHOUMI_HOME
    place = _place()
    backup = Backup(asked.file, passphrase_of(asked, speaker))
    pending = home / PENDING
    _discard(pending)
    try:
        _load(backup, pending)
        findings = [one for unit in backup.manifest.units for one in _verified(unit, backup)]
        if not findings and not asked.check:
            kept = _swap(pending, place, home, backup.master)
            speaker.tell(N_("What stood before is kept with the ending {ending}."), ending=kept)
    finally:
        _forget()
        _discard(pending)
    rows = sum(table.rows for table in backup.manifest.tables)
    speaker.value({"whole": not findings, "rows": rows, "findings": findings})
    if findings:
        speaker.tell(
            N_("The backup does not bear itself out ({count} findings); nothing was changed."),
            count=len(findings),
        )
        return NO
    speaker.tell(N_("{rows} rows restored and verified."), rows=rows)
    return DONE


def _place() -> Path:
    database = settings.DATABASES["default"]
    if not str(database["ENGINE"]).endswith("sqlite3"):
        raise UnusableInputError(
            N_("Restore into SQLite first (leave SHOUMI_DATABASE empty), then move to PostgreSQL.")
        )
    return Path(str(database["NAME"]))


def _load(backup: Backup, pending: Path) -> None:
    """Make the tables anew and fill them; a column that is unknown here stops it."""
    connections.databases[ALIAS] = connections.configure_settings(
        {"default": {}, ALIAS: database_at(str(pending), pending.parent)}
    )[ALIAS]
    call_command("migrate", database=ALIAS, verbosity=0)
    known = columns_of(ALIAS)
    for table in backup.manifest.tables:
        if not set(table.columns) <= set(known.get(table.name, ())):
            raise UnusableInputError(
                N_("The backup has a table {table} that this version does not know."),
                table=table.name,
            )
        with transaction.atomic(using=ALIAS):
            _fill(backup, table)


def _fill(backup: Backup, table: Table) -> None:
    columns = ", ".join(f'"{column}"' for column in table.columns)
    marks = ", ".join(["%s"] * len(table.columns))
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table.name}"')  # noqa: S608 a table of ours, just made
        for rows in backup.rows(table):
            cursor.executemany(
                f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})',  # noqa: S608 known columns
                rows,
            )


def _verified(unit: str, backup: Backup) -> Iterator[Finding]:
    shelf = stand_up(frozenset())
    door = Door(
        unit=unit,
        catalogue=everything(),
        make_book=lambda: LawBook(shelf),
        keyring=open_keys(connections[ALIAS], unit, backup.master),
        clock=now,
        using=ALIAS,
    )
    return verify_ledger(door)


def _swap(pending: Path, place: Path, home: Path, master: bytes) -> str:
    """Put the new database and its key in place; both old ones stay beside them."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    ending = f".before-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    for old in (place, place.with_name(place.name + "-wal"), home / KEY):
        if old.exists():
            old.rename(old.with_name(old.name + ending))
    place.with_name(place.name + "-shm").unlink(missing_ok=True)
    opened = os.open(home / KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(master.hex())
        file.flush()
        os.fsync(file.fileno())
    pending.rename(place)
    return ending


def _forget() -> None:
    """A second restore in one program begins with a connection of its own."""
    if ALIAS in connections.databases:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def _discard(pending: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        pending.with_name(pending.name + ending).unlink(missing_ok=True)
