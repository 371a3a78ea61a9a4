"""Opens an export that nobody vouches for: a folder or a zip, a bounded line at a time."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, Protocol

from shoumi.evidence.export import Unusable

LONGEST_LINE: Final = 16 * 2**20
_SMALL_FILE: Final = 2**20
_EXPANSION: Final = 100
_ALWAYS_ALLOWED: Final = 64 * 2**20


class Files(Protocol):
    """The files of one export, by name."""

    def open(self, name: str) -> IO[bytes]:
        """Open one file; raise Unusable where it is missing."""


class Folder:
    """An export as a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def open(self, name: str) -> IO[bytes]:
        """Open one file of the folder."""
        path = self._path / name
        if not path.is_file():
            raise Unusable(name, 0, "the export lacks this file")
        try:
            return path.open("rb")
        except OSError as error:
            raise Unusable(name, 0, str(error)) from error


class Archive:
    """An export as a zip; nothing is unpacked to the disk."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise Unusable(path.name, 0, f"not a zip: {error}") from error
        members = self._zip.infolist()
        if len({member.filename for member in members}) != len(members):
            raise Unusable(path.name, 0, "two files of one name")
        packed = path.stat().st_size
        unpacked = sum(member.file_size for member in members)
        if unpacked > max(_ALWAYS_ALLOWED, packed * _EXPANSION):
            why = f"{packed} bytes would unpack to {unpacked}: no journal packs so well"
            raise Unusable(path.name, 0, why)

    def open(self, name: str) -> IO[bytes]:
        """Open one member."""
        try:
            return self._zip.open(name)
        except KeyError as error:
            raise Unusable(name, 0, "the export lacks this file") from error
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
            raise Unusable(name, 0, str(error)) from error


def files_at(path: Path) -> Files:
    """Return the files of the export at `path`; raise Unusable."""
    if path.is_dir():
        return Folder(path)
    if path.is_file():
        return Archive(path)
    raise Unusable(str(path), 0, "no such file or folder")


def text_of(files: Files, name: str) -> bytes:
    """Return a small file as a whole; raise Unusable beyond a mebibyte."""
    with files.open(name) as opened:
        text = _read(opened, name, 0, _SMALL_FILE)
    if len(text) > _SMALL_FILE:
        raise Unusable(name, 0, f"longer than {_SMALL_FILE} bytes")
    return text


def lines_of(files: Files, name: str) -> Iterator[bytes]:
    """Yield the lines of a file; raise Unusable for a line too long or cut off."""
    with files.open(name) as opened:
        count = 0
        while True:
            count += 1
            text = _read_line(opened, name, count)
            if not text:
                return
            if len(text) > LONGEST_LINE:
                raise Unusable(name, count, f"longer than {LONGEST_LINE} bytes")
            if not text.endswith(b"\n"):
                raise Unusable(name, count, "the last line is cut off")
            yield text


def _read(opened: IO[bytes], name: str, count: int, most: int) -> bytes:
    try:
        return opened.read(most + 1)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise Unusable(name, count, str(error)) from error


def _read_line(opened: IO[bytes], name: str, count: int) -> bytes:
    try:
        return opened.readline(LONGEST_LINE + 1)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise Unusable(name, count, str(error)) from error
