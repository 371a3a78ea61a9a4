"""Reporting, and telling those who must be told."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from shoumi.acts.act import Act
from shoumi.acts.fields import Level, SealedText, one_of
from shoumi.matters.incidents.things import IncidentRef


class Report(Act, frozen=True, kw_only=True, tag="incidents.report"):
    """报告泄密(失密)或隐患: say what was found and when. This door is never shut."""

    kinds: tuple[Annotated[str, one_of("incident_kind")], ...]
    discovered_at: datetime
    level: Level | None = None
    subjects: tuple[str, ...] = ()
    what: SealedText | None = None
    first_measure: SealedText | None = None


class RecordFiling(Act, frozen=True, kw_only=True, tag="incidents.record-filing"):
    """登记上报(告知): an addressee was told, at a time."""

    incident: IncidentRef
    to: Annotated[str, one_of("filing_to")]
    told_at: datetime | None = None
    way: SealedText | None = None
