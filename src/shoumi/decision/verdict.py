"""What the law says of an act: a verdict, resting on findings."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from shoumi.law.breach import Breach
from shoumi.procedures.route import Route


class Verdict(StrEnum):
    """permitted, waiting for approval, or refused."""

    PERMITTED = "permitted"
    WAITING = "waiting"
    REFUSED = "refused"


class Said(StrEnum):
    """What one clause had to say of one act."""

    REFUSED = "refused"
    WAITING = "waiting"
    SATISFIED = "satisfied"
    RECORDED = "recorded"
    OPENED = "opened"
    CLOSED = "closed"
    GAP = "gap"


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One clause's part of a verdict.

    `breach` says why it refuses and what would cure it. `proposed` names the figures that rest on
    a proposal (拟) because the unit has not set them. `due_at` is when an opened duty falls due.
    """

    clause: str
    rule: str
    effect: str
    said: Said
    breach: Breach | None = None
    proposed: tuple[str, ...] = ()
    due_at: datetime | None = None


class Ruling(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The verdict with all its findings, and the route where approval is asked for."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    route: Route | None = None

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause that had something to say, once each."""
        return tuple(dict.fromkeys(finding.clause for finding in self.findings))

    def refusing(self) -> tuple[Finding, ...]:
        """The findings that refuse."""
        return tuple(finding for finding in self.findings if finding.said is Said.REFUSED)
