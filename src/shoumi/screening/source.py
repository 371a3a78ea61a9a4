"""The bytes of a file as formats read them: sliced, or through a file without a copy."""

import io
from typing import Protocol, TypeAlias


class Stretches(Protocol):
    """A file too large to hold: its length, and any stretch of it on demand."""

    def __len__(self) -> int: ...
    def __bytes__(self) -> bytes: ...
    def __getitem__(self, part: slice, /) -> bytes: ...


Source: TypeAlias = bytes | Stretches


class SourceReader(io.RawIOBase):
    """A seekable file object over bytes or stretches: a large file is never copied."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: len(self._source)}
        target = origin[whence] + offset
        if target < 0:
            message = f"seek to {target}: a position cannot be negative"
            raise ValueError(message)
        self._position = target
        return target

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # any writable buffer
        part = self._source[self._position : self._position + len(view)]
        view[: len(part)] = part
        self._position += len(part)
        return len(part)


def opened(source: Source) -> io.BufferedReader:
    """A buffered, seekable reader that starts at the first byte."""
    return io.BufferedReader(SourceReader(source))
