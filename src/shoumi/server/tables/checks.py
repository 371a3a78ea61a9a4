"""Django rebuilds tables on SQLite and drops their triggers without a word: look after them."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps.config import AppConfig
from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from shoumi.server.tables.guards import guards_of

_STANDING = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    ),
}


def missing_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of triggers that do not stand as they were made; none before the first migration.

    PostgreSQL tells a trigger in words of its own, so there only its name is compared.
    """
    if "entry" not in connection.introspection.table_names():
        return []
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        standing = dict(cursor.fetchall())
    exact = connection.vendor == "sqlite"
    return [
        guard.name
        for guard in guards_of(connection.vendor)
        if guard.name not in standing or (exact and standing[guard.name] != guard.make[0])
    ]


def guards_stand(
    *,
    app_configs: Sequence[AppConfig] | None = None,  # noqa: ARG001 Django hands it over
    databases: Sequence[str] | None = None,
    **_options: object,
) -> list[CheckMessage]:
    """Every trigger stands on every database that is looked at."""
    return [
        Error(
            f"The trigger {name} of database {alias} is missing or changed; "
            "run shoumi doctor, and do not work on until it stands again.",
            id="shoumi.E001",
        )
        for alias in databases or ()
        for name in missing_guards(connections[alias])
    ]
