"""One file screened in a process of its own, so that a library's crash is a finding and no end."""

import multiprocessing
import resource
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from shoumi.cli.screening.errands import Answer, Errand, packed
from shoumi.cli.screening.files import NotOpened, contents, stamp_of
from shoumi.screening.findings import Report
from shoumi.screening.formats.unopened import unopened
from shoumi.screening.pieces import Passage, Why
from shoumi.screening.report.page import page
from shoumi.screening.report.sheets import Sheets, sheets
from shoumi.screening.screen import Settings, digest_of, screen
from shoumi.screening.source import Source

CORE = (0, 0)
RESERVED = 2  # what is reserved may be twice what is used; the pool watches what is used


class Harness(msgspec.Struct, frozen=True, kw_only=True):
    """What bounds one worker: bytes of memory of its own, seconds of one file."""

    memory: int = 600 * 2**20
    seconds: float = 60.0


class Worker(msgspec.Struct, kw_only=True):
    """A running process and the file that it has in hand."""

    process: "multiprocessing.process.BaseProcess"
    pipe: Connection
    asked: Errand | None = None
    since: float = 0.0


def start(
    settings: Settings, harness: Harness, pages: Path | None, catalogue: dict[str, str]
) -> Worker:
    """Fork a worker: it shares the compiled scanner with its parent and loads nothing anew."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    process = context.Process(
        target=_serve, args=(here, there, settings, harness, pages, catalogue), daemon=True
    )
    process.start()
    there.close()
    return Worker(process=process, pipe=here)


def _serve(
    parents: Connection,
    pipe: Connection,
    settings: Settings,
    harness: Harness,
    pages: Path | None,
    catalogue: dict[str, str],
) -> None:
    parents.close()  # or the pipe would never end for a worker whose parent was killed
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ceiling = harness.memory * RESERVED
    resource.setrlimit(resource.RLIMIT_DATA, (ceiling, ceiling))
    resource.setrlimit(resource.RLIMIT_CORE, CORE)
    while True:
        try:
            asked = pipe.recv()
        except EOFError:
            return
        pipe.send_bytes(packed(answered(asked, settings, pages, catalogue)))


def answered(
    asked: Errand, settings: Settings, pages: Path | None, catalogue: dict[str, str]
) -> Answer:
    """The report of one path, or that the earlier one stands."""
    path = Path(asked.path)
    try:
        source, stamp = contents(path)
        if asked.digest and digest_of(source) == asked.digest and stamp_of(path) == stamp:
            return Answer(stamp=stamp)
    except NotOpened as state:
        return Answer(report=shut(path, state.why))
    except MemoryError:
        return Answer(report=shut(path, Why.TOO_LARGE))
    return Answer(report=screened(path, settings, pages, catalogue), stamp=stamp)


def screened(
    path: Path, settings: Settings, pages: Path | None, catalogue: dict[str, str]
) -> Report:
    """The report of one path; what cannot be opened is in it."""
    held: list[Passage] = []
    watching = msgspec.structs.replace(settings, onlooker=held.extend) if pages else settings
    try:
        source, before = contents(path)
        report = screen(source, name=path.name, settings=watching)
        if stamp_of(path) != before:
            report = with_reason(report, Why.CHANGED)
    except NotOpened as state:
        return shut(path, state.why)
    except MemoryError:
        return shut(path, Why.TOO_LARGE)
    report = msgspec.structs.replace(report, name=shown_name(path))
    if pages is not None:
        target = (
            pages / f"{path.name.encode('utf-8', 'replace').decode()}.{report.digest[:12]}.html"
        )
        target.write_text(
            page(report, held, catalogue=catalogue, sheets=drawn(source, report)),
            encoding="utf-8",
            errors="replace",
        )
    return report


def drawn(source: Source, report: Report) -> Sheets:
    """The file's pages as pictures; the page says so where there was no room to draw them."""
    try:
        return sheets(source, report)
    except MemoryError:
        return Sheets(failed=True)


def with_reason(report: Report, why: Why) -> Report:
    """The same report, saying that something was not screened."""
    added = unopened(why, report.name)
    return msgspec.structs.replace(report, unscreened=(*report.unscreened, added))


def shut(path: Path, why: Why) -> Report:
    """The report of a file of which nothing was read."""
    name = shown_name(path)
    return Report(
        name=name, digest="", size=0, kind="", findings=(), unscreened=(unopened(why, name),)
    )


def shown_name(path: Path) -> str:
    """A path as text; bytes that are no UTF-8 become a replacement character."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


Started = Callable[[], Worker]
