"""`shoumi screen`: what in these files must not go out, where exactly, and why."""

import argparse
import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from shoumi import __version__
from shoumi.cli.screening.errands import Answer, Errand, errand
from shoumi.cli.screening.files import files_in
from shoumi.cli.screening.kept import folder_of, keeper
from shoumi.cli.screening.pool import answers
from shoumi.cli.screening.ray import Work, answers_from, in_order
from shoumi.cli.screening.state import State
from shoumi.cli.screening.worker import Harness, start
from shoumi.screening.detectors.marks import STATE_LEVELS
from shoumi.screening.detectors.registry import on_board
from shoumi.screening.findings import THRESHOLD, Report
from shoumi.screening.formats.registry import eyes
from shoumi.screening.lexicon import Lexicon, LexiconError, read_lexicon
from shoumi.screening.limits import Limits
from shoumi.screening.matching.proof import prove
from shoumi.screening.matching.scanner import build
from shoumi.screening.report.lines import line
from shoumi.screening.report.sarif import sarif
from shoumi.screening.report.terminal import coloured_lines, plain_lines
from shoumi.screening.screen import Settings
from shoumi.screening.words import N_, Message, chinese, say

CLEAN, FOUND, UNUSABLE = 0, 1, 2
BEAT = 0.1  # seconds between two lines of progress


def configure(parser: argparse.ArgumentParser) -> None:
    """Exit 0 nothing found, 1 something found or not screened, 2 unusable input."""
    add = parser.add_argument
    add("paths", nargs="+", type=Path, metavar="PATH", help="a file or a folder")
    add("--lexicon", action="append", default=[], type=Path, help="terms: TOML or one a line")
    add("--threshold", type=int, default=THRESHOLD, help="lowest weight shown (default 50)")
    add("--reviewed", type=Path, help="identities of reviewed findings, one a line")
    add("--ocr", choices=("auto", "off"), default="auto", help="read pictures (default auto)")
    _configure_reports(parser)
    _configure_running(parser)


def _configure_reports(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--json", action="store_true", help="one line of JSON a file")
    add("--html", type=Path, metavar="FOLDER", help="one page a file, written into this folder")
    add("--sarif", type=Path, metavar="FILE", help="also write SARIF 2.1.0")
    add("--language", choices=("zh", "en"), default="zh", help="of the report (default zh)")


def _configure_running(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--state", type=Path, metavar="FILE", help="resume from here; skip unchanged files")
    add("--trust-times", action="store_true", help="unchanged size and times spare reading")
    add("--engine", choices=("local", "ray"), default="local", help="ray: RAY_ADDRESS's cluster")
    add("--jobs", type=int, default=1, help="files at a time (default 1)")
    add("--timeout", type=float, default=60.0, help="seconds a file may take (default 60)")
    add("--memory", type=int, default=600, help="megabytes a worker may take (default 600)")


def run(args: argparse.Namespace) -> int:
    """Screens and reports. What was found before Ctrl-C stays reported."""
    try:
        settings = settings_of(args)
    except (LexiconError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    missing = [path for path in args.paths if not path.exists() and not path.is_symlink()]
    if missing:
        sys.stderr.write(
            "".join(f"{path}: no such file or folder; check the spelling\n" for path in missing)
        )
        return UNUSABLE
    if args.html:
        args.html.mkdir(parents=True, exist_ok=True)
    return _screened(args, settings)


def _screened(args: argparse.Namespace, settings: Settings) -> int:
    catalogue = chinese() if args.language.startswith("zh") else {}
    state = opened_state(args) if args.state else None
    outcome = CLEAN
    kept: list[Report] = []
    try:
        for report in _shown(_stream(args, settings, catalogue, state), args, catalogue):
            if report.findings or report.unscreened:
                outcome = FOUND
            if args.sarif:
                kept.append(report)
    except KeyboardInterrupt:
        stopped = Message(template=N_("Stopped; what was found so far is above."))
        sys.stderr.write(say(stopped, catalogue) + "\n")
        outcome = FOUND
    finally:
        if state is not None:
            state.close()
    if args.sarif:
        args.sarif.write_bytes(sarif(kept, version=__version__, catalogue=catalogue))
    return outcome


def _stream(
    args: argparse.Namespace, settings: Settings, catalogue: dict[str, str], state: State | None
) -> Iterator[Report]:
    """Reports as they come, those that stand from an earlier run among them."""
    paths = files_in(tuple(args.paths))
    errands = map(errand, paths) if state is None else state.errands(paths)
    answered = (
        answers_from(errands, work=_chunk_work(args))
        if args.engine == "ray"
        else _pool(errands, args, settings, catalogue, jobs=args.jobs)
    )
    for asked, answer in answered:
        if state is not None:
            yield state.settled(Path(asked.path), answer)
        elif answer.report is not None:
            yield answer.report


def _pool(
    errands: Iterable[Errand], args: argparse.Namespace, settings: Settings,
    catalogue: dict[str, str], *, jobs: int,
) -> Iterator[tuple[Errand, Answer]]:  # fmt: skip
    harness = Harness(memory=args.memory * 2**20, seconds=args.timeout)
    return answers(
        errands,
        jobs=jobs,
        harness=harness,
        started=lambda: start(settings, harness, args.html, catalogue),
    )


def _chunk_work(args: argparse.Namespace) -> Work:
    """What a worker of the cluster does with a chunk; it compiles the lexicons itself."""

    def work(errands: list[Errand]) -> list[bytes]:
        catalogue = chinese() if args.language.startswith("zh") else {}
        return in_order(_pool(errands, args, settings_of(args), catalogue, jobs=1), errands)

    return work


def _shown(
    stream: Iterable[Report], args: argparse.Namespace, catalogue: dict[str, str]
) -> Iterator[Report]:
    coloured = sys.stdout.isatty()
    total = sum(1 for _ in files_in(tuple(args.paths))) if sys.stderr.isatty() else 0
    begun = told = time.monotonic()
    for count, report in enumerate(stream, start=1):
        if args.json:
            sys.stdout.buffer.write(line(report))
        else:
            lines = (
                coloured_lines(report, catalogue) if coloured else plain_lines(report, catalogue)
            )
            sys.stdout.write("".join(f"{text}\n" for text in lines))
        now = time.monotonic()
        if total and (now - told >= BEAT or count == total):
            told = now
            sys.stderr.write("\r" + say(_progress(count, total, begun), catalogue) + "\x1b[K")
        yield report
    sys.stdout.flush()


def _progress(count: int, total: int, begun: float) -> Message:
    rate = count / max(time.monotonic() - begun, 0.001)
    left = round((total - count) / rate)
    return Message(
        template=N_("{count} of {total} files, {rate} a second, {left} s left"),
        values={"count": count, "total": total, "rate": round(rate), "left": left},
    )


def opened_state(args: argparse.Namespace) -> State:
    return State(args.state, digest_of_settings(args), trust_times=args.trust_times)


def settings_of(args: argparse.Namespace) -> Settings:
    """Settings from the options. Raises LexiconError or OSError for unusable files."""
    lexicons = [read_lexicon(path.read_bytes(), name=path.name) for path in args.lexicon]
    for lexicon in lexicons:
        prove(lexicon)
    reviewed = args.reviewed.read_text(encoding="utf-8").split() if args.reviewed else []
    return Settings(
        scanner=build(
            on_board(_levels(lexicons)), lexicons, signs_of=keeper(folder_of(os.environ))
        ),
        limits=Limits(),
        threshold=args.threshold,
        reviewed=frozenset(reviewed),
        eyes=eyes() if args.ocr == "auto" else None,
    )


def _levels(lexicons: Iterable[Lexicon]) -> tuple[str, ...]:
    """The state's level words and those that a lexicon's scheme adds."""
    added = [level for lexicon in lexicons for level in lexicon.levels]
    return tuple(dict.fromkeys((*STATE_LEVELS, *added)))


def digest_of_settings(args: argparse.Namespace) -> str:
    """Changes whenever a report could come out differently, or be told elsewhere."""
    named = [args.threshold, args.memory, args.timeout, args.ocr, str(args.html), __version__]
    digest = hashlib.sha256(msgspec.json.encode(named))
    for path in (*args.lexicon, *([args.reviewed] if args.reviewed else [])):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
