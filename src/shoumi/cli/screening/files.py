"""Files as screening meets them: found in folders, opened without following anywhere."""

import os
import stat
from collections.abc import Iterator
from io import FileIO
from itertools import chain, islice
from pathlib import Path

import msgspec

from shoumi.screening.pieces import Why
from shoumi.screening.source import Source

HELD_UP_TO = 32 * 2**20
SORTED = 50_000


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """What tells that a file was written to meanwhile; times in nanoseconds.

    `changed` is set by the system alone: a program that sets `modified` back changes it.
    """

    size: int
    modified: int
    changed: int
    inode: int


class NotOpened(Exception):  # noqa: N818 -- a state of the file, told in the report
    """The file cannot be screened; `why` is the reason that the report gives."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def files_in(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Files named, and those in folders named, in order; links are listed, never followed."""
    for path in paths:
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)
        else:
            yield path


def _below(folder: Path) -> Iterator[Path]:
    """In order of names; a folder of more than SORTED entries as the disk gives them."""
    with os.scandir(folder) as entries:
        names = [*islice(entries, SORTED)]
        if len(names) < SORTED:
            names.sort(key=lambda entry: entry.name)
        for entry in chain(names, entries):
            if entry.is_dir(follow_symlinks=False):
                yield from _below(Path(entry.path))
            else:
                yield Path(entry.path)


def stamp_of(path: Path) -> Stamp:
    """Raises NotOpened for what is no regular file."""
    try:
        return _stamp(os.lstat(path))
    except OSError as error:
        raise NotOpened(Why.UNREADABLE) from error


def contents(path: Path) -> tuple[Source, Stamp]:
    """A file's bytes, in stretches when large, and its stamp. Never blocks on a device or pipe."""
    stamp_of(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise NotOpened(Why.UNREADABLE) from error
    file = os.fdopen(descriptor, "rb", buffering=0)
    try:
        stamp = _stamp(os.fstat(descriptor))
    except NotOpened:
        file.close()
        raise
    if stamp.size > HELD_UP_TO:
        return OpenFile(file, stamp.size), stamp
    with file:
        return file.read(), stamp


class OpenFile:
    """A large file read a stretch at a time: mapping it would count every page as memory.

    A file that shrinks meanwhile gives short stretches; its stamp then tells that it changed.
    """

    def __init__(self, file: FileIO, size: int) -> None:
        self._file = file
        self._size = size

    def __len__(self) -> int:
        return self._size

    def __bytes__(self) -> bytes:
        return self[:]

    def __getitem__(self, part: slice) -> bytes:
        start, stop, _ = part.indices(self._size)
        return os.pread(self._file.fileno(), max(stop - start, 0), start)


def _stamp(status: os.stat_result) -> Stamp:
    if not stat.S_ISREG(status.st_mode):
        raise NotOpened(Why.NOT_A_FILE)
    return Stamp(
        size=status.st_size,
        modified=status.st_mtime_ns,
        changed=status.st_ctime_ns,
        inode=status.st_ino,
    )
