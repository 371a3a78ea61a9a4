"""A backup as a file: every row of every table, in sealed parts, and the master key locked.

It tells nothing without the passphrase, comes from either database, and is read back part by part.
"""

from __future__ import annotations

import secrets
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from django.db import connections

from shoumi.cli.voice.ending import UnusableInputError
from shoumi.evidence.sealed import NotOpened, key_for, open_text, seal_text, unwrap, wrap
from shoumi.law.words import N_
from shoumi.server.perform import one_moment
from shoumi.server.tables.statements import Direct

FORMAT: Final = "shoumi-backup"
MANIFEST: Final = "manifest.json"
AT_ONCE: Final = 2000
# Mentions are made again by a trigger, the use of clauses by its readers; sessions end with the
# installation that they were made on.
LEFT_OUT: Final = frozenset(
    {
        "clause_use",
        "clause_use_upto",
        "django_migrations",
        "django_session",
        "mention",
        "sqlite_sequence",
    }
)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One table: its columns, how many rows, and the commitment of each part in order."""

    name: str
    columns: tuple[str, ...]
    rows: int
    parts: tuple[str, ...]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds. `key` is the master key, locked with the passphrase, in hex."""

    format: str
    v: int
    at: datetime
    units: tuple[str, ...]
    key: str
    tables: tuple[Table, ...]


class Backup:
    """A backup opened with its passphrase."""

    def __init__(self, file: Path, passphrase: str) -> None:
        """Open it; UnusableInputError where it is none or the passphrase is another."""
        try:
            self._packed = zipfile.ZipFile(file)
            self.manifest = msgspec.json.decode(self._packed.read(MANIFEST), type=Manifest)
            self.master = unwrap(bytes.fromhex(self.manifest.key), passphrase)
        except (OSError, KeyError, ValueError, zipfile.BadZipFile, NotOpened) as error:
            raise UnusableInputError(
                N_("{file} cannot be opened: {why}. Give a backup and its own passphrase."),
                file=str(file),
                why=str(error),
            ) from error
        self._key = key_for("backup", self.master)

    def rows(self, table: Table) -> Iterator[list[list[Any]]]:
        """The rows of a table, some at a time; UnusableInputError for a part that was altered."""
        for place, commitment in enumerate(table.parts):
            try:
                sealed = self._packed.read(_part(table.name, place))
                text = open_text(self._key, {"$sealed": commitment}, sealed)
            except (KeyError, NotOpened, zipfile.BadZipFile) as error:
                raise UnusableInputError(
                    N_("Part {place} of table {table} is missing or was altered."),
                    place=place,
                    table=table.name,
                ) from error
            yield [[_read(value) for value in row] for row in msgspec.json.decode(text)]


def write_backup(using: str, master: bytes, passphrase: str, file: Path) -> Manifest:
    """Write everything, as it is at one moment, into a new file; read it back before returning."""
    connection = connections[using]
    tables = columns_of(using)
    with (
        connection.wrap_database_errors,
        one_moment(connection) as direct,
        zipfile.ZipFile(file, "x", zipfile.ZIP_STORED) as packed,
    ):
        file.chmod(0o600)
        key = key_for("backup", master)
        manifest = Manifest(
            format=FORMAT,
            v=1,
            at=datetime.now(UTC),
            units=tuple(unit for (unit,) in direct.ask("SELECT unit FROM head ORDER BY unit")),
            key=wrap(master, passphrase, secrets.token_bytes).hex(),
            tables=tuple(
                _written(packed, name, columns, direct, key) for name, columns in tables.items()
            ),
        )
        packed.writestr(MANIFEST, msgspec.json.encode(manifest))
    _read_back(Backup(file, passphrase))
    return manifest


def columns_of(using: str) -> dict[str, tuple[str, ...]]:
    """The tables that are backed up, each with its columns, the primary key first."""
    connection = connections[using]
    found: dict[str, tuple[str, ...]] = {}
    with connection.cursor() as cursor:
        for name in sorted(set(connection.introspection.table_names(cursor)) - LEFT_OUT):
            told = connection.introspection.get_table_description(cursor, name)
            (key,) = connection.introspection.get_primary_key_columns(cursor, name) or (
                told[0].name,
            )
            rest = (column.name for column in told if column.name != key)
            found[name] = (key, *rest)
    return found


def _pages(direct: Direct, name: str, columns: tuple[str, ...]) -> Iterator[list[tuple[Any, ...]]]:
    """All rows in the order of their key; the key is what the next page begins behind."""
    told = ", ".join(f'"{column}"' for column in columns)
    key = f'"{columns[0]}"'
    sql = f'SELECT {told} FROM "{name}"{{where}} ORDER BY {key} LIMIT {AT_ONCE}'  # noqa: S608 names that the database told
    rows = direct.ask(sql.format(where=""))
    while rows:
        yield rows
        rows = direct.ask(sql.format(where=f" WHERE {key} > %s"), [rows[-1][0]])


def _written(
    packed: zipfile.ZipFile, name: str, columns: tuple[str, ...], direct: Direct, key: bytes
) -> Table:
    parts: list[str] = []
    count = 0
    for rows in _pages(direct, name, columns):
        text = msgspec.json.encode([[_plain(value) for value in row] for row in rows]).decode()
        token, sealed = seal_text(key, text, secrets.token_bytes)
        packed.writestr(_part(name, len(parts)), sealed)
        parts.append(token["$sealed"])
        count += len(rows)
    return Table(name=name, columns=columns, rows=count, parts=tuple(parts))


def _read_back(backup: Backup) -> None:
    for table in backup.manifest.tables:
        found = sum(len(rows) for rows in backup.rows(table))
        if found != table.rows:
            message = f"{table.name}: {table.rows} rows written, {found} read back"
            raise AssertionError(message)


def _part(table: str, place: int) -> str:
    return f"tables/{table}/{place:06d}"


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return {"$bytes": bytes(value).hex()}
    if isinstance(value, datetime):
        told = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        return told.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return value


def _read(value: Any) -> Any:  # noqa: ANN401 a value of a column
    return bytes.fromhex(value["$bytes"]) if isinstance(value, dict) else value
