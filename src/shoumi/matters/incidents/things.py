"""An incident, from its report on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from shoumi.acts.fields import KNOW, Level, Line, PersonRef, SealedText, one_of, refers_to
from shoumi.acts.known import Known
from shoumi.acts.thing import Face, Thing, keys


class Filing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """上报(告知): somebody was told, at a time."""

    to: Annotated[str, one_of("filing_to")]
    told_at: datetime
    by: PersonRef
    way: SealedText | None = None


class Incident(Thing, frozen=True, kw_only=True, tag="incidents.incident"):
    """泄密(失密)事件: a leak, a loss, or the suspicion of one."""

    number: Line
    kinds: tuple[Annotated[str, one_of("incident_kind")], ...]
    level: Level | None = None
    subjects: Annotated[tuple[str, ...], KNOW] = ()
    discovered_at: datetime
    told_at: datetime
    reporter: PersonRef
    what: Annotated[SealedText | None, KNOW] = None
    filings: Annotated[tuple[Filing, ...], KNOW] = ()
    state: Annotated[str, one_of("incident_state")] = "reported"

    def face(self) -> Face:
        """Listed by its number."""
        return Face(number=self.number, state=self.state, holder=self.reporter, level=self.level)

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the incident names its own
        """Who reported it, and the secrecy office."""
        return keys("know", "person", {self.reporter}) | {"know:role:secrecy_office"}


IncidentRef = Annotated[str, refers_to("incidents.incident")]
