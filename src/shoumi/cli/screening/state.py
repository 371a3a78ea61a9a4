"""What an estate's screening has done so far, so that it goes on where it stopped."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from shoumi.cli.screening.errands import Answer, Errand, errand, lasting
from shoumi.cli.screening.files import NotOpened, Stamp, stamp_of
from shoumi.screening.findings import Report
from shoumi.screening.report.lines import line, read_line

SCHEMA = """
CREATE TABLE IF NOT EXISTS screened (
    path     BLOB PRIMARY KEY,
    settings TEXT NOT NULL,
    digest   TEXT NOT NULL,
    size     INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    changed  INTEGER NOT NULL,
    inode    INTEGER NOT NULL,
    report   BLOB NOT NULL
) WITHOUT ROWID;
"""
KNOWN = """
SELECT digest, size, modified, changed, inode FROM screened WHERE path = ? AND settings = ?
"""
STAMPED = "UPDATE screened SET size = ?, modified = ?, changed = ?, inode = ? WHERE path = ?"
EVERY = 64


class State:
    """Reports by path, in one file of SQLite; each stands until file or settings change.

    A file is unchanged when its digest is. With `trust_times` one whose size, times and number on
    the disk are as they were is not even read: whoever can write there can set all but one of them.
    """

    def __init__(self, path: Path, settings: str, *, trust_times: bool = False) -> None:
        self._connection = sqlite3.connect(path)
        self._connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + SCHEMA
        )
        self._settings = settings
        self._trust_times = trust_times
        self._waiting = 0

    def close(self) -> None:
        """Everything kept so far is on the disk afterwards."""
        self._connection.commit()
        self._connection.close()

    def errands(self, paths: Iterable[Path]) -> Iterator[Errand]:
        """What is to be asked about each path."""
        for path in paths:
            row = self._connection.execute(KNOWN, (bytes(path), self._settings)).fetchone()
            if row is None or not row[0]:
                yield errand(path)
                continue
            digest, size, modified, changed, inode = row
            stamp = Stamp(size=size, modified=modified, changed=changed, inode=inode)
            stands = self._trust_times and stamp == _stamp(path)
            yield Errand(path=str(path), digest=digest, stands=stands)

    def settled(self, path: Path, answer: Answer) -> Report:
        """The report of an answer, kept; or the one that stands."""
        if answer.report is None:
            if answer.stamp is not None:
                self._connection.execute(STAMPED, (*_columns(answer.stamp), bytes(path)))
                self._written()
            return self._standing(path)
        stamp = answer.stamp or Stamp(size=-1, modified=-1, changed=-1, inode=-1)
        digest = answer.report.digest if lasting(answer.report) else ""
        self._connection.execute(
            "INSERT OR REPLACE INTO screened VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (bytes(path), self._settings, digest, *_columns(stamp), line(answer.report)),
        )
        self._written()
        return answer.report

    def _standing(self, path: Path) -> Report:
        row = self._connection.execute(
            "SELECT report FROM screened WHERE path = ?", (bytes(path),)
        ).fetchone()
        return read_line(row[0])

    def _written(self) -> None:
        """To the disk every few rows: a commit a file would cost more than a small file does."""
        self._waiting += 1
        if self._waiting >= EVERY:
            self._connection.commit()
            self._waiting = 0


def _stamp(path: Path) -> Stamp | None:
    try:
        return stamp_of(path)
    except NotOpened:
        return None


def _columns(stamp: Stamp) -> tuple[int, int, int, int]:
    return (stamp.size, stamp.modified, stamp.changed, stamp.inode)
