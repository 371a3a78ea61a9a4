"""`shoumi restore`: a backup becomes the ledger only after it has borne itself out."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connections, transaction

from shoumi.cli.keeping.archive import Backup, Table, columns_of
from shoumi.cli.keeping.backup import configure_passphrase, passphrase_of
from shoumi.cli.keeping.beside import ALIAS, Beside, beside, ending_now
from shoumi.cli.voice.ending import DONE, NO, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook
from shoumi.evidence.verification import Finding
from shoumi.law.words import N_
from shoumi.server.keys.keyring import KeyFileError, open_keys, read_master
from shoumi.server.pages.house import now
from shoumi.server.perform import Door
from shoumi.server.shelf import stand_up
from shoumi.server.tables.guards import PERSON
from shoumi.server.verify import verify_ledger

KEY = "master.key"
KEY_BESIDE = "master.key.restoring"


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
    backup = Backup(asked.file, passphrase_of(asked, speaker))
    place = beside(home)
    try:
        place.open()
        _load(backup)
        findings = [one for unit in backup.manifest.units for one in _verified(unit, backup)]
        if not findings and not asked.check:
            kept = _swap(place, home, backup.master)
            speaker.tell(N_("What stood before is kept with the ending {ending}."), ending=kept)
    finally:
        place.close()
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


def _load(backup: Backup) -> None:
    """Fill the tables, all or none; a column that is unknown here stops it."""
    known = columns_of(ALIAS)
    for table in backup.manifest.tables:
        if not set(table.columns) <= set(known.get(table.name, ())):
            raise UnusableInputError(
                N_("The backup has a table {table} that this version does not know."),
                table=table.name,
            )
    with transaction.atomic(using=ALIAS):
        for table in backup.manifest.tables:
            for rows in _in_order(backup, table):
                _fill(table, rows)
        _count_on()


def _in_order(backup: Backup, table: Table) -> Iterator[list[list[Any]]]:
    """The rows as they were made, but for people, who have to be there before what they hold."""
    if table.name != "thing":
        yield from backup.rows(table)
        return
    kind = table.columns.index("kind")
    for rows in backup.rows(table):
        yield [row for row in rows if row[kind] == PERSON]
    for rows in backup.rows(table):
        yield [row for row in rows if row[kind] != PERSON]


def _fill(table: Table, rows: list[list[Any]]) -> None:
    columns = ", ".join(f'"{column}"' for column in table.columns)
    marks = ", ".join(["%s"] * len(table.columns))
    with connections[ALIAS].cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})',  # noqa: S608 known columns
            rows,
        )


def _count_on() -> None:
    """PostgreSQL counts rows beside its tables, and would begin again at one."""
    connection = connections[ALIAS]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models())):
            cursor.execute(sql)


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


def _swap(place: Beside, home: Path, master: bytes) -> str:
    """Put database and key in their places. The new key is on the disk before anything moves."""
    ending = ending_now()
    if _is_the_key_here(home, master):
        place.swap(ending)
        return ending
    key, new = home / KEY, home / KEY_BESIDE
    new.unlink(missing_ok=True)
    opened = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="ascii") as file:
        file.write(master.hex())
        file.flush()
        os.fsync(file.fileno())
    place.swap(ending)
    if key.exists():
        key.rename(key.with_name(key.name + ending))
    new.rename(key)
    return ending


def _is_the_key_here(home: Path, master: bytes) -> bool:
    """A key that is the same stays as it is, locked or not."""
    try:
        return (home / KEY).exists() and read_master(home) == master
    except KeyFileError:
        return False
