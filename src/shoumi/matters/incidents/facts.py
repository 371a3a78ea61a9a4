"""What must be known for a report and for a filing."""

from __future__ import annotations

from datetime import datetime

import msgspec

from shoumi.acts.known import Asking
from shoumi.acts.thing import Thing
from shoumi.matters.incidents.acts import RecordFiling, Report
from shoumi.matters.incidents.things import Incident


class ReportFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Who reports, who keeps the incident, and its number."""

    at: datetime | None = None
    by: str = ""
    owner: str = ""
    next_number: int = 1
    made: tuple[Thing, ...] = ()


def report_facts(act: Report, asking: Asking) -> ReportFacts:
    """The secrecy officer owns the clocks; without one, whoever reports."""
    del act
    officers = (
        *asking.people.holders("secrecy_office"),
        *asking.people.holders("secrecy_officer"),
    )
    return ReportFacts(
        at=asking.at,
        by=asking.by,
        owner=next(iter(officers), asking.by),
        next_number=asking.known.next_number(f"incident:{asking.at.year}"),
    )


class FilingFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The incident that is told of."""

    at: datetime | None = None
    by: str = ""
    incident: Incident | None = None


def filing_facts(act: RecordFiling, asking: Asking) -> FilingFacts:
    """Look up the incident."""
    found = asking.known.get(Incident, act.incident)
    return FilingFacts(at=asking.at, by=asking.by, incident=found)
