"""Long work beside the pages: it tells how far it is, can be cancelled, and is forgotten in time.

What it found is held in memory alone and shown to nobody but whom it was done for.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from threading import Event, Lock, Thread
from typing import Literal

from django.db import connections

from shoumi.law.words import N_, Message
from shoumi.server.pages.house import Clock

AT_A_TIME = 2
MOST_KEPT = 40
MOST_HELD = 256 * 2**20
KEPT_FOR = timedelta(minutes=30)

State = Literal["running", "done", "cancelled", "failed"]
log = logging.getLogger("shoumi.work")


class CancelledError(Exception):
    """Whoever waits for it waits no longer."""


class TooMuchAtOnceError(Exception):
    """Others are working already; so that the pages stay quick, more has to wait."""

    message = Message(N_("Others are at work already; try again in a moment."))


class Work:
    """One piece of long work, for one person. `subject` says what it is about.

    `on` is what is worked on, `weight` the bytes that it holds in memory, `kept_for` how long it is
    kept once it has ended.
    """

    def __init__(
        self,
        person: str,
        subject: str,
        *,
        on: object = None,
        weight: int = 0,
        kept_for: timedelta = KEPT_FOR,
    ) -> None:
        """Nothing is done yet."""
        self.id = secrets.token_urlsafe(16)
        self.person, self.subject = person, subject
        self.on, self.weight, self.kept_for = on, weight, kept_for
        self.done, self.whole = 0, 0
        self.state: State = "running"
        self.result: object = None
        self.until: datetime | None = None
        self._stopping = Event()

    def beat(self, done: int, whole: int) -> None:
        """Tell how far it is; CancelledError once nobody waits for it any more."""
        self.done, self.whole = done, whole
        if self._stopping.is_set():
            raise CancelledError

    def pause(self, seconds: float) -> None:
        """Give way to the pages; shorter where it is cancelled meanwhile."""
        self._stopping.wait(seconds)

    def stop(self) -> None:
        """Ask it to end at its next beat."""
        self._stopping.set()


Doing = Callable[[Work], object]


class Works:
    """All long work of this program, done in threads; only so much at a time is begun."""

    def __init__(self, clock: Clock) -> None:
        """Nothing is under way."""
        self._clock, self._lock = clock, Lock()
        self._all: dict[str, Work] = {}

    def begin(self, work: Work, doing: Doing) -> Work:
        """Begin; the same for the same person about the same subject takes the place of the old.

        TooMuchAtOnceError where enough is under way, or held in memory.
        """
        with self._lock:
            self._sweep()
            for old in [one for one in self._of(work.person) if one.subject == work.subject]:
                self._drop(old)
            if self._is_full(work.weight):
                raise TooMuchAtOnceError
            self._all[work.id] = work
        Thread(target=self._do, args=(work, doing), name=work.subject, daemon=True).start()
        return work

    def _is_full(self, weight: int) -> bool:
        running = sum(one.state == "running" for one in self._all.values())
        held = sum(one.weight for one in self._all.values())
        return running >= AT_A_TIME or len(self._all) >= MOST_KEPT or held + weight > MOST_HELD

    def about(self, person: str, subject: str) -> Work | None:
        """The work about a subject that was begun for a person and is still kept."""
        with self._lock:
            self._sweep()
            return next((one for one in self._of(person) if one.subject == subject), None)

    def found(self, identifier: str) -> Work | None:
        """The work of that id, whoever it was begun for: who asks must be told apart."""
        with self._lock:
            self._sweep()
            return self._all.get(identifier)

    def every(self) -> tuple[Work, ...]:
        """All that is kept, the oldest first."""
        with self._lock:
            self._sweep()
            return tuple(self._all.values())

    def forget(self, work: Work) -> None:
        """Cancel it if it still runs, and keep nothing of it."""
        with self._lock:
            self._drop(work)

    def _of(self, person: str) -> Iterable[Work]:
        return [one for one in self._all.values() if one.person == person]

    def _sweep(self) -> None:
        now = self._clock()
        for old in [one for one in self._all.values() if one.until and one.until <= now]:
            self._drop(old)

    def _drop(self, work: Work) -> None:
        work.stop()
        work.result = work.on = None
        self._all.pop(work.id, None)

    def _do(self, work: Work, doing: Doing) -> None:
        try:
            work.result = doing(work)
            work.state = "done"
        except CancelledError:
            work.state = "cancelled"
        except Exception as error:  # noqa: BLE001 see below
            # The edge of a thread: its page tells that it failed. The log names no content, which
            # the sentence of an error may quote.
            log.error("work %s failed: %s", work.subject, type(error).__name__)  # noqa: TRY400
            work.state = "failed"
        finally:
            work.until = self._clock() + work.kept_for
            connections.close_all()
