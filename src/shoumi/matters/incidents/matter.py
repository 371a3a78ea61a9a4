"""The matter of incidents, as far as the clocks of a suspected loss need it."""

from __future__ import annotations

from shoumi.acts.consequence import Consequence, Made, Moment, Noticed, Numbered, become
from shoumi.acts.matter import ActKind, Matter
from shoumi.law.words import N_, Message
from shoumi.matters.incidents.acts import RecordFiling, Report
from shoumi.matters.incidents.facts import FilingFacts, ReportFacts, filing_facts, report_facts
from shoumi.matters.incidents.rules import RULES
from shoumi.matters.incidents.things import Filing, Incident


def reported(act: Report, facts: ReportFacts, moment: Moment) -> tuple[Consequence, ...]:
    """A number and a receipt at once; the owner of the clocks is told."""
    incident = Incident(
        id=moment.new_id(),
        number=f"SJ{moment.on.year % 100:02d}-{facts.next_number:06d}",
        kinds=act.kinds,
        level=act.level,
        subjects=act.subjects,
        discovered_at=act.discovered_at,
        told_at=moment.at,
        reporter=moment.by,
        what=act.what,
    )
    told = Noticed(
        facts.owner,
        Message(N_("An incident was reported: {number}."), {"number": incident.number}),
        incident.id,
    )
    return (Made(incident), Numbered(f"incident:{moment.on.year}", facts.next_number), told)


def filed(act: RecordFiling, facts: FilingFacts, moment: Moment) -> tuple[Consequence, ...]:
    """A filing is on record and never edited."""
    if facts.incident is None:
        return ()
    filing = Filing(to=act.to, told_at=act.told_at or moment.at, by=moment.by, way=act.way)
    return (become(facts.incident, filings=(*facts.incident.filings, filing), state="filed"),)


MATTER = Matter(
    slug="incidents",
    things=(Incident,),
    acts=(
        ActKind(act=Report, facts=report_facts, follows=reported),
        ActKind(act=RecordFiling, facts=filing_facts, follows=filed, subjects=("incident",)),
    ),
    rules=RULES,
)
