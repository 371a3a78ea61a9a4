"""Where a backup is restored before it takes the place of what stands: a file, or a schema."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from django.core.management import call_command
from django.db import connections, transaction

from shoumi.cli.voice.ending import UnusableInputError
from shoumi.law.words import N_
from shoumi.server.tables.place import database_at

ALIAS = "restoring"
PENDING_FILE = "restoring.sqlite3"
PENDING_SCHEMA = "shoumi_restoring"


class Beside(Protocol):
    """An empty database beside the one that stands, known to Django as ALIAS while it is open."""

    def open(self) -> None:
        """Make it, with all tables."""
        ...

    def swap(self, ending: str) -> None:
        """Let it take the place of what stands, which is kept under its name with `ending`."""
        ...

    def close(self) -> None:
        """Forget it, and discard what has not taken its place."""
        ...


def beside(home: Path) -> Beside:
    """The place beside the database of this installation, whichever it is."""
    database = connections.databases["default"]
    if str(database["ENGINE"]).endswith("sqlite3"):
        return FileBeside(home / PENDING_FILE, Path(str(database["NAME"])))
    return SchemaBeside()


def ending_now() -> str:
    """What is added to the name of what stood before."""
    return f".before-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"


class FileBeside:
    """A file of SQLite beside another."""

    def __init__(self, pending: Path, place: Path) -> None:
        """Nothing is made yet."""
        self._pending, self._place = pending, place

    def open(self) -> None:
        """Make the file; one that an earlier restore left behind is discarded."""
        self._discard()
        _make_known(database_at(str(self._pending), self._pending.parent))

    def swap(self, ending: str) -> None:
        """The journal of SQLite goes with its file, or it would be taken for the new one's."""
        with connections[ALIAS].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()
        if self._place.exists() and self._is_at_work():
            raise UnusableInputError(
                N_("Another program works on {file}; stop the server first."),
                file=str(self._place),
            )
        for old in (self._place, self._place.with_name(f"{self._place.name}-wal")):
            if old.exists():
                old.rename(old.with_name(old.name + ending))
        self._place.with_name(f"{self._place.name}-shm").unlink(missing_ok=True)
        self._pending.rename(self._place)

    def _is_at_work(self) -> bool:
        """SQLite leaves its write-ahead journal only where nobody else has the file open."""
        connection = sqlite3.connect(self._place, timeout=0)
        try:
            (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
            return bool(mode != "delete")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            return True
        finally:
            connection.close()

    def close(self) -> None:
        """Close the connection first, for the file's sake."""
        _make_unknown()
        self._discard()

    def _discard(self) -> None:
        for ending in ("", "-wal", "-shm"):
            self._pending.with_name(self._pending.name + ending).unlink(missing_ok=True)


class SchemaBeside:
    """A schema of the same PostgreSQL database: two renamings in one transaction swap them."""

    def __init__(self, using: str = "default") -> None:
        """Nothing is made yet."""
        self._using = using
        self._standing = ""

    def open(self) -> None:
        """Make the schema; UnusableInputError where the role may not make or rename schemas."""
        found = _asked(
            self._using,
            "SELECT nspname, pg_has_role(nspowner, 'MEMBER') "
            "AND has_database_privilege(current_database(), 'CREATE') "
            "FROM pg_namespace WHERE nspname = current_schema()",
        )
        if not found or not found[0][1]:
            raise UnusableInputError(
                N_(
                    "The database's role may not make and rename schemas; "
                    "let it own the database while you restore."
                )
            )
        self._standing = str(found[0][0])
        self._drop()
        with connections[self._using].cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {PENDING_SCHEMA}")
        told = dict(connections.databases[self._using])
        options = dict(told["OPTIONS"])
        options["options"] = f"{options['options']} -c search_path={PENDING_SCHEMA}"
        _make_known({**told, "OPTIONS": options})

    def swap(self, ending: str) -> None:
        """Nobody else may be at work: a server would go on writing into what stood before."""
        ((own,),) = _asked(ALIAS, "SELECT pg_backend_pid()")
        ((others,),) = _asked(
            self._using,
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            # Of another role's connections PostgreSQL tells the role and hides what kind they are.
            "AND usesysid IS NOT NULL AND coalesce(backend_type, 'client backend') = "
            "'client backend' AND pid NOT IN (%s, pg_backend_pid())",
            own,
        )
        if others:
            raise UnusableInputError(
                N_("{count} other connections use the database; stop the server first."),
                count=others,
            )
        connection = connections[self._using]
        name = connection.ops.quote_name
        with transaction.atomic(using=self._using), connection.cursor() as cursor:
            for old, new in (
                (self._standing, self._standing + ending),
                (PENDING_SCHEMA, self._standing),
            ):
                cursor.execute(f"ALTER SCHEMA {name(old)} RENAME TO {name(new)}")
        connection.close()

    def close(self) -> None:
        """Drop what has not taken its place."""
        _make_unknown()
        self._drop()

    def _drop(self) -> None:
        with connections[self._using].cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {PENDING_SCHEMA} CASCADE")


def _asked(using: str, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _make_known(database: dict[str, Any]) -> None:
    """Let Django know the database as ALIAS, and make all tables in it."""
    connections.databases[ALIAS] = connections.configure_settings({"default": {}, ALIAS: database})[
        ALIAS
    ]
    call_command("migrate", database=ALIAS, verbosity=0)


def _make_unknown() -> None:
    """A second restore in one program begins with a connection of its own."""
    if ALIAS in connections.databases:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]
