"""Screens in a child with bounds of memory and time, so that a test can hold a bomb to them."""

import os
import resource
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from shoumi.screening.findings import Report
from shoumi.screening.report.lines import line, read_line

MEGABYTE = 1024  # of ru_maxrss


class Confined(msgspec.Struct, frozen=True, kw_only=True):
    """`report` is None where the child died; `grown`: megabytes that it took beyond its parent."""

    report: Report | None
    grown: int


def confined(work: Callable[[], Report], *, seconds: int = 20, room: int = 2 * 2**30) -> Confined:
    """The report, if it comes within so many seconds and so much more address space."""
    held = _held()
    with tempfile.TemporaryDirectory() as folder:
        told, grown = Path(folder, "report"), Path(folder, "grown")
        number = os.fork()
        if not number:
            _child(work, told, grown, seconds, room)
        os.waitpid(number, 0)
        if not grown.exists():
            return Confined(report=None, grown=0)
        peak = int(grown.read_text(encoding="ascii"))
        return Confined(report=read_line(told.read_bytes()), grown=peak - held)


def _child(work: Callable[[], Report], told: Path, grown: Path, seconds: int, room: int) -> None:
    """Never returns: the tests are the parent's."""
    try:
        signal.alarm(seconds)
        space = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        ceiling = space * os.sysconf("SC_PAGE_SIZE") + room
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
        told.write_bytes(line(work()))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE
        grown.write_text(str(peak), encoding="ascii")
    finally:
        os._exit(0)


def _held() -> int:
    """Megabytes of the parent, which the child begins with."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20
