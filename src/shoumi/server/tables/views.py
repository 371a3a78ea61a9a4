"""One view a kind, made from its struct: for people who ask the database with SQL.

A view shows what the register holds, with a column for each field; a sealed text is there only as
its commitment, since the database cannot open it. Views are taken away before tables change, and
made again when they are no longer what the structs say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from shoumi.acts.shape import Shape, shapes
from shoumi.acts.thing import Thing
from shoumi.decision.everything import everything

MARK = "shoumi view"
"""Begins the comment by which a view of ours is known."""
_TYPES = {"number": "numeric", "yes_no": "boolean", "date": "date", "at": "timestamptz"}
_STANDING = {
    "sqlite": (
        "SELECT name, sql FROM sqlite_master WHERE type = 'view' "
        f"AND sql LIKE 'CREATE VIEW % AS /* {MARK} */%'"
    ),
    "postgresql": (
        "SELECT c.relname, d.description FROM pg_class AS c "
        "JOIN pg_description AS d ON d.objoid = c.oid AND d.objsubid = 0 "
        "WHERE c.relkind = 'v' AND c.relnamespace = current_schema()::regnamespace "
        f"AND d.description LIKE '{MARK}%'"
    ),
}


def name_of(kind: str) -> str:
    """carriers.hand-over is shown as carriers_hand_over."""
    return kind.replace(".", "_").replace("-", "_")


def definition(kind: str, struct: type[Thing], vendor: str) -> str:
    """The statement that makes the view of a kind."""
    column = _on_postgresql if vendor == "postgresql" else _on_sqlite
    defaults = {one.encode_name: one.default for one in msgspec.structs.fields(struct)}
    fields = [
        _column(shape, _or_default(column(shape), defaults[shape.name], vendor))
        for shape in shapes(struct)
    ]
    named = {shape.name for shape in shapes(struct)}
    own = [f't.{name} AS "{name}"' for name in ("unit", "version") if name not in named]
    columns = ", ".join([*own, *fields])
    # Read once a row: OFFSET 0 keeps PostgreSQL from reading the text again for each column.
    source = (
        "thing AS t, LATERAL (SELECT t.body::jsonb AS body OFFSET 0) AS b"
        if vendor == "postgresql"
        else "thing AS t"
    )
    return (
        f'CREATE VIEW "{name_of(kind)}" AS /* {MARK} */ '
        f"SELECT {columns} FROM {source} WHERE t.kind = '{kind}'"
    )


def _column(shape: Shape, value: str) -> str:
    name = f"{shape.name}_commitment" if shape.sealed and not shape.many else shape.name
    return f'{value} AS "{name}"'


def _or_default(value: str, default: object, vendor: str) -> str:
    """A row leaves out what the struct says by itself."""
    if isinstance(default, bool):
        told = str(default).lower() if vendor == "postgresql" else str(int(default))
    elif isinstance(default, int):
        told = str(default)
    elif isinstance(default, str):
        quoted = default.replace("'", "''")
        told = f"'{quoted}'"
    elif isinstance(default, tuple | frozenset) and not default:
        told = "'[]'"
    else:
        return value
    return f"coalesce({value}, {told})"


def _on_sqlite(shape: Shape) -> str:
    inner = '."$sealed"' if shape.sealed and not shape.many else ""
    return f"json_extract(t.body, '$.\"{shape.name}\"{inner}')"


def _on_postgresql(shape: Shape) -> str:
    if shape.sealed and not shape.many:
        return f"b.body -> '{shape.name}' ->> '$sealed'"
    cast = "" if shape.many else _TYPES.get(shape.sort, "")
    text = f"b.body ->> '{shape.name}'"
    return f"({text})::{cast}" if cast else text


def bring_up(connection: BaseDatabaseWrapper) -> None:
    """Let the views be those of the structs: others go, those that are missing are made."""
    wanted = {
        name_of(kind): definition(kind, struct, connection.vendor)
        for kind, struct in everything().things.items()
    }
    standing = _standing(connection)
    postgresql = connection.vendor == "postgresql"
    said = {name: f"{MARK}: {sql}" if postgresql else sql for name, sql in wanted.items()}
    stale = [name for name, told in standing.items() if said.get(name) != told]
    missing = [name for name in wanted if name not in standing or name in stale]
    _run(connection, [*_drops(stale), *_makes(wanted, missing, postgresql=postgresql)])


def take_away(connection: BaseDatabaseWrapper) -> None:
    """Take all views away, since a table that they show cannot be changed."""
    _run(connection, _drops(_standing(connection)))


def _standing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        return dict(cursor.fetchall())


def _drops(names: Iterable[str]) -> Iterator[str]:
    return (f'DROP VIEW "{name}"' for name in names)


def _makes(wanted: Mapping[str, str], names: Iterable[str], *, postgresql: bool) -> Iterator[str]:
    for name in names:
        yield wanted[name]
        if postgresql:
            told = f"{MARK}: {wanted[name]}".replace("'", "''")
            yield f"COMMENT ON VIEW \"{name}\" IS '{told}'"


def _run(connection: BaseDatabaseWrapper, statements: Sequence[str] | Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def before_migrating(*, using: str, plan: Sequence[object], **_told: object) -> None:
    """Django tells what it is about to do; nothing means that the tables stay as they are."""
    if plan:
        take_away(connections[using])


def after_migrating(*, using: str, **_told: object) -> None:
    """Whenever a database was brought up to date, its views are, too."""
    bring_up(connections[using])
