"""What the API answers with; its description is derived from these."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from shoumi.decision.inbox import DutyLine
from shoumi.server.api.telling import ToldRuling


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an act. `made` are the ids of what it was for."""

    verdict: str
    entry: int
    digest: str
    made: tuple[str, ...]
    ruling: ToldRuling


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a register: what every list may show."""

    id: str
    number: str | None
    name: str | None
    level: str | None
    state: str | None
    holder: str | None
    department: str | None
    due_on: date | None
    version: int


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a register; `after` asks for the next one, null at the end."""

    lines: tuple[Line, ...]
    after: str | None


class EntryLine(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the journal, without its content."""

    number: int
    at: datetime
    by: str
    act: str
    verdict: str
    digest: str


class EntryLines(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the journal; `after` asks for the next one, null at the end."""

    entries: tuple[EntryLine, ...]
    after: int | None


class Duties(msgspec.Struct, frozen=True, kw_only=True):
    """The open duties of the token's owner."""

    at: datetime
    duties: tuple[DutyLine, ...]
