"""Where the database is: a path for SQLite, or how to reach PostgreSQL."""

from __future__ import annotations

from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

SECONDS_TO_WAIT = 5
"""How long an act waits for the one before it, until it says that the ledger is busy."""

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA wal_autocheckpoint=4000",
    "PRAGMA cache_size=-65536",
)


def is_postgresql(place: str) -> bool:
    """Whether the place is written as a URL or as key=value pairs."""
    return (
        place.startswith(("postgresql://", "postgres://")) or "=" in place.split(" ", maxsplit=1)[0]
    )


def database_at(place: str, home: Path) -> dict[str, object]:
    """Django's settings of the database at `place`; empty: SQLite in `home`."""
    if place and is_postgresql(place):
        return _postgresql(place)
    return _sqlite(Path(place).expanduser() if place else home / "shoumi.sqlite3")


def _sqlite(path: Path) -> dict[str, object]:
    """Each act is on the disk before it is answered; writers stand in line from the start."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": SECONDS_TO_WAIT,
            "init_command": ";".join(_PRAGMAS),
        },
    }


def _postgresql(place: str) -> dict[str, object]:
    told = {key: value for key, value in conninfo_to_dict(place).items() if value is not None}
    options = {key: value for key, value in told.items() if key not in _NAMED}
    waiting = f"-c lock_timeout={SECONDS_TO_WAIT}s -c synchronous_commit=on"
    # A page reads a few rows by an index; to call others to help takes longer than that.
    alone = "-c max_parallel_workers_per_gather=0"
    # Django prepares nothing unless told to; acts send the same few statements again and again.
    options["prepare_threshold"] = 3
    options["options"] = f"{options.get('options', '')} {waiting} {alone}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{setting: str(told.get(key, "")) for key, setting in _NAMED.items()},
        "OPTIONS": options,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


_NAMED = {
    "dbname": "NAME",
    "user": "USER",
    "password": "PASSWORD",
    "host": "HOST",
    "port": "PORT",
}
