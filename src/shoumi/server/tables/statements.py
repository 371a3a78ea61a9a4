"""Statements over many rows at once, and the values that both databases take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any, TypeAlias

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper

Values: TypeAlias = Sequence[object]
AT_ONCE = 500

# PostgreSQL takes a column of VALUES for text unless it is told otherwise.
_CASTS = {
    "due_on": "::date",
    "due_at": "::timestamptz",
    "level_rank": "::integer",
    "is_open": "::boolean",
    "ciphertext": "::bytea",
    "wiped_at": "::timestamptz",
}


class Direct:
    """The driver's own cursor: Django's costs as much again as a short statement.

    Statements are written with %s. The driver's errors come out as they are; the door turns them
    into Django's once for a whole turn.
    """

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        """Use the connection that Django has opened, or opens now."""
        connection.ensure_connection()
        self.postgresql = connection.vendor == "postgresql"
        driver = connection.connection
        self._cursor: Any = psycopg.Cursor(driver) if self.postgresql else driver.cursor()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One transaction, durable when it ends well. On SQLite others stand in line from here on.

        PostgreSQL is sent statements without waiting for each; errors come out at the next answer,
        at the latest with the commit.
        """
        if not self.postgresql:
            self.execute("BEGIN IMMEDIATE")
            with self._undone_on_error():
                yield
                self.execute("COMMIT")
            return
        with self._undone_on_error(), self._cursor.connection.pipeline():
            self.execute("BEGIN")
            yield
            self.execute("COMMIT")

    @contextmanager
    def _undone_on_error(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            # SQLite may have rolled back by itself already, as when the disk is full.
            driver = self._cursor.connection
            if not driver.closed if self.postgresql else driver.in_transaction:
                self.execute("ROLLBACK")
            raise

    def execute(self, sql: str, values: Values = ()) -> None:
        """Run one statement."""
        self._cursor.execute(sql if self.postgresql else _with_question_marks(sql), values)

    def execute_each(self, sql: str, rows: Sequence[Values]) -> None:
        """Run one prepared statement for each row."""
        self._cursor.executemany(sql if self.postgresql else _with_question_marks(sql), rows)

    def ask(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return all its rows."""
        self.execute(sql, values)
        rows: list[tuple[Any, ...]] = self._cursor.fetchall()
        return rows

    def ask_in_binary(self, sql: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """The same; PostgreSQL sends digests as they are and not as text."""
        if not self.postgresql:
            return self.ask(sql, values)
        self._cursor.execute(sql, values, binary=True)
        rows: list[tuple[Any, ...]] = self._cursor.fetchall()
        return rows


@lru_cache(maxsize=4096)
def _with_question_marks(sql: str) -> str:
    return sql.replace("%s", "?")


# The same few statements are run by every act; each is put together once.


@cache
def _insertion(table: str, columns: str, last: str) -> tuple[str, str]:
    plain = columns.count(",") + (0 if last else 1)
    marks = f"({', '.join(['%s'] * plain)}{', ' if last else ''}{last})"
    return f"INSERT INTO {table} ({columns}) VALUES ", marks


@cache
def _joined(*parts: str) -> str:
    return "".join(parts)


@cache
def _deletion(table: str, columns: tuple[str, ...]) -> str:
    return f"DELETE FROM {table} WHERE {_all_equal(columns)}"


@cache
def _changing(table: str, keys: tuple[str, ...], columns: tuple[str, ...], also: str) -> str:
    sets = ", ".join(f"{column} = %s" for column in columns)
    return f"UPDATE {table} SET {sets}{also} WHERE {_all_equal(keys)}"


def _all_equal(columns: tuple[str, ...]) -> str:
    return " AND ".join(f"{column} = %s" for column in columns)


class Writer:
    """Writes rows in few statements, and counts them.

    PostgreSQL is sent all rows at once, since each statement is a message; SQLite runs one that it
    has prepared for each row, since it finds rows by an index only where it is told one at a time.
    """

    def __init__(self, direct: Direct) -> None:
        """Write through `direct`, in the transaction that is open."""
        self._direct, self._postgresql = direct, direct.postgresql
        self.statements: list[str] = []

    def run(self, sql: str, values: Values) -> None:
        """Run one statement."""
        self.statements.append(sql)
        self._direct.execute(sql, values)

    def insert(
        self, table: str, columns: str, rows: Sequence[Values], tail: str = "", last: str = ""
    ) -> None:
        """Insert all rows; nothing where there are none.

        `last` is an expression for the last column, whose values end each row.
        """
        if not rows:
            return
        into, marks = _insertion(table, columns, last)
        if not self._postgresql:
            self._each(_joined(into, marks, tail), rows)
            return
        for part in _parts(rows):
            sql = f"{into}{', '.join([marks] * len(part))}{tail}"
            self.run(sql, [value for row in part for value in row])

    def delete(self, table: str, columns: Sequence[str], rows: Sequence[Values]) -> None:
        """Delete the rows that have these values in these columns."""
        if not rows:
            return
        if not self._postgresql:
            self._each(_deletion(table, tuple(columns)), rows)
            return
        for part in _parts(rows):
            marks = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(part))
            sql = f"DELETE FROM {table} WHERE ({', '.join(columns)}) IN (VALUES {marks})"
            self.run(sql, [value for row in part for value in row])

    def update(
        self,
        table: str,
        keys: Sequence[str],
        columns: Sequence[str],
        rows: Sequence[Values],
        also: str = "",
    ) -> None:
        """Set `columns` of each row; a row's values are those of `columns`, then of `keys`."""
        if not rows:
            return
        if not self._postgresql:
            self._each(_changing(table, tuple(keys), tuple(columns), also), rows)
            return
        start = len(columns) + 1
        sets = ", ".join(
            f"{column} = v.column{place}{_CASTS.get(column, '')}"
            for place, column in enumerate(columns, start=1)
        )
        where = " AND ".join(
            f"{table}.{key} = v.column{start + place}" for place, key in enumerate(keys)
        )
        for part in _parts(rows):
            marks = ", ".join([f"({', '.join(['%s'] * len(part[0]))})"] * len(part))
            sql = f"UPDATE {table} SET {sets}{also} FROM (VALUES {marks}) AS v WHERE {where}"
            self.run(sql, [value for row in part for value in row])

    def _each(self, sql: str, rows: Sequence[Values]) -> None:
        self.statements.append(sql)
        self._direct.execute_each(sql, rows)

    def moment(self, at: datetime | None) -> object:
        """A point in time as the database keeps it: on SQLite as text, in UTC, without a zone."""
        if at is None or self._postgresql:
            return at
        return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


def _parts(rows: Sequence[Values]) -> Iterator[Sequence[Values]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def as_moment(value: object) -> datetime | None:
    """A point in time as it was read; SQLite's have no zone and are in UTC."""
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)
