"""Hands an order to the screening program and waits for the answer, as long as somebody waits."""

from __future__ import annotations

import subprocess
import sys
from typing import Literal, TypeVar

import msgspec

from shoumi.server.pages.beside.works import Work
from shoumi.server.screening.orders import Redact, Redacted, Screen, Screened

T = TypeVar("T")
PROGRAM = "shoumi.server.screening.program"
MOST_SECONDS = 120
BEAT = 0.2

Trouble = Literal["out_of_time", "crashed"]


class Unanswered(msgspec.Struct, frozen=True, kw_only=True):
    """The program gave no answer: the file is told as not screened, never as clean."""

    why: Trouble


def screen(order: Screen, work: Work) -> Screened | Unanswered:
    """The report of a file."""
    return _answer(order, work, Screened)


def redact(order: Redact, work: Work) -> Redacted | Unanswered:
    """A copy without the findings."""
    return _answer(order, work, Redacted)


def _answer(order: Screen | Redact, work: Work, kind: type[T]) -> T | Unanswered:
    with subprocess.Popen(  # noqa: S603 this very program
        [sys.executable, "-m", PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # What a reader complains of may quote the file.
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            told = _waited(process, msgspec.msgpack.encode(order), work)
        finally:
            process.kill()
    if told is None:
        return Unanswered(why="out_of_time")
    if process.returncode != 0:
        return Unanswered(why="crashed")
    return msgspec.msgpack.decode(told, type=kind)


def _waited(process: subprocess.Popen[bytes], order: bytes, work: Work) -> bytes | None:
    """What the program wrote; None if it took too long. CancelledError once nobody waits."""
    sending: bytes | None = order
    for beat in range(int(MOST_SECONDS / BEAT)):
        work.beat(int(beat * BEAT), MOST_SECONDS)
        try:
            return process.communicate(sending, timeout=BEAT)[0]
        except subprocess.TimeoutExpired:
            sending = None  # it is on its way; asking again only waits
    return None
