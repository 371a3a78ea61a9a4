"""What an estate's screening has done so far, so that it goes on where it stopped."""

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from shoumi.cli.screening.files import NotOpened, Stamp, stamp_of
from shoumi.screening.findings import Report
from shoumi.screening.report.lines import line, read_line

SCHEMA = """
CREATE TABLE IF NOT EXISTS done (
    path     BLOB PRIMARY KEY,
    settings TEXT NOT NULL,
    size     INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    digest   TEXT NOT NULL,
    report   BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_digest ON done (digest, settings);
"""
EVERY = 64


class State:
    """Reports by path, in one file of SQLite; each stands until file or settings change."""

    def __init__(self, path: Path, settings: str) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + SCHEMA
        )
        self._settings = settings
        self._waiting = 0

    def close(self) -> None:
        """Everything kept so far is on the disk afterwards."""
        self._connection.commit()
        self._connection.close()

    def known(self, path: Path) -> Report | None:
        """The report of an unchanged file; None for a new or changed one."""
        stamp = self._stamp(path)
        row = self._connection.execute(
            "SELECT report FROM done WHERE path = ? AND settings = ? AND size = ? AND modified = ?",
            (bytes(path), self._settings, stamp.size, stamp.modified),
        ).fetchone()
        return read_line(row[0]) if row else None

    def keep(self, path: Path, report: Report) -> None:
        """Remember a report; written to the disk with the next few."""
        stamp = self._stamp(path)
        self._connection.execute(
            "INSERT OR REPLACE INTO done VALUES (?, ?, ?, ?, ?, ?)",
            (bytes(path), self._settings, stamp.size, stamp.modified, report.digest, line(report)),
        )
        self._waiting += 1
        if self._waiting >= EVERY:
            self._connection.commit()
            self._waiting = 0

    def split(self, paths: Iterable[Path], standing: deque[Report]) -> Iterator[Path]:
        """Paths still to screen; reports that stand already are put into `standing`."""
        for path in paths:
            report = self.known(path)
            if report is None:
                yield path
            else:
                standing.append(report)

    @staticmethod
    def _stamp(path: Path) -> Stamp:
        try:
            return stamp_of(path)
        except NotOpened:
            return Stamp(size=-1, modified=-1, inode=-1)
