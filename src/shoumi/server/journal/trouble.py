"""What can keep an act from being recorded, in words for the person who tried. Nothing was done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, IntegrityError, OperationalError

from shoumi.law.words import N_, Message

_BUSY = ("database is locked", "lock timeout", "deadlock detected", "database table is locked")
_FULL = ("disk is full", "no space left", "could not extend file")
_TAKEN = ("thing_one_number", "thing.unit, thing.kind, thing.number")
_REFUSED = ("readonly database", "unable to open", "disk i/o", "connection", "server closed")


class Trouble(Exception):  # noqa: N818 not our mistake: the world's
    """Nothing was recorded; the message says why and what would make it right."""

    identifier = "DOOR-E000"

    def __init__(self, message: Message) -> None:
        """Keep the sentence apart from its values, for the page and the API."""
        super().__init__(f"{self.identifier}: {message}")
        self.message = message


class ClockSetBackError(Trouble):
    """The clock shows a time before the last entry."""

    identifier = "DOOR-E001"

    def __init__(self, now: datetime, last: datetime) -> None:
        """Name both times."""
        template = N_(
            "The clock shows {now}, but the last entry was made at {last}. "
            "Nothing was recorded; set the clock of the server right."
        )
        super().__init__(Message(template, {"now": now.isoformat(), "last": last.isoformat()}))


class NoSuchUnitError(Trouble):
    """The database holds no journal of the unit."""

    identifier = "DOOR-E002"

    def __init__(self, unit: str) -> None:
        """Name the unit."""
        super().__init__(
            Message(
                N_("This database holds no journal of {unit}; set the unit up first."),
                {"unit": unit},
            )
        )


class BusyError(Trouble):
    """Another act has held the door for too long."""

    identifier = "DOOR-E003"

    def __init__(self) -> None:
        """Say to try again."""
        super().__init__(
            Message(N_("Another act is being recorded. Nothing was recorded; try again."))
        )


class DiskFullError(Trouble):
    """There is no room for the entry."""

    identifier = "DOOR-E004"

    def __init__(self) -> None:
        """Say whom to tell."""
        super().__init__(
            Message(
                N_(
                    "The disk of the ledger is full. Nothing was recorded; "
                    "ask the system administrator to make room, then try again."
                )
            )
        )


class NumberTakenError(Trouble):
    """A number that is unique in its register was given twice."""

    identifier = "DOOR-E005"

    def __init__(self) -> None:
        """Say to choose another."""
        super().__init__(
            Message(
                N_(
                    "That number is already in the register. Nothing was recorded; "
                    "enter another number."
                )
            )
        )


class UnreachableError(Trouble):
    """The database cannot be written."""

    identifier = "DOOR-E006"

    def __init__(self) -> None:
        """Say whom to tell."""
        super().__init__(
            Message(
                N_(
                    "The ledger cannot be written now. Nothing was recorded; "
                    "ask the system administrator to run the self-check."
                )
            )
        )


@contextmanager
def named_trouble() -> Iterator[None]:
    """Turn what the database says into what a person can act on; anything else passes as it is."""
    try:
        yield
    except DatabaseError as error:
        trouble = _trouble(error)
        if trouble is None:
            raise
        raise trouble from error


def _trouble(error: DatabaseError) -> Trouble | None:
    said = str(error).lower()
    if isinstance(error, IntegrityError):
        return NumberTakenError() if any(word in said for word in _TAKEN) else None
    if any(word in said for word in _FULL):
        return DiskFullError()
    if any(word in said for word in _BUSY):
        return BusyError()
    if isinstance(error, OperationalError) and any(word in said for word in _REFUSED):
        return UnreachableError()
    return None
