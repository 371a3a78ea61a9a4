"""What must be known for copying: the original, the job, and who works on it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from shoumi.acts.known import Asking
from shoumi.acts.thing import Thing
from shoumi.matters.carriers.acts import Copy, DestroyWaste, FinishJob
from shoumi.matters.carriers.facts.views import CarrierFacts, kind_for_conditions, view
from shoumi.matters.carriers.things import Carrier
from shoumi.matters.carriers.work import Job


class CopyFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The originals as they stand, and what the issuer says of copying."""

    at: datetime | None = None
    by: str = ""
    carriers: tuple[CarrierFacts, ...] = ()
    sources: tuple[Carrier, ...] = ()
    level: str = "confidential"
    kind: str = "paper"
    issuer_allows_copying: str = "unknown"
    operator_exists: bool = True
    next_number: int = 1


def copy_facts(act: Copy, asking: Asking) -> CopyFacts:
    """Look up the originals."""
    found = (asking.known.get(Carrier, one) for one in dict.fromkeys(act.carriers))
    sources = tuple(one for one in found if one is not None)
    carriers = tuple(view(one, asking) for one in sources)
    named = [one for one in (act.operator, act.supervisor) if one]
    return CopyFacts(
        at=asking.at,
        by=asking.by,
        carriers=carriers,
        sources=sources,
        level=highest(tuple(one.level for one in carriers), asking),
        kind=kind_for_conditions(carriers[0].family) if carriers else "paper",
        issuer_allows_copying=_least_allowing(carriers),
        operator_exists=all(asking.people.exists(person) for person in named),
        next_number=asking.known.next_number(f"job:{asking.at.year}"),
    )


def highest(levels: tuple[str, ...], asking: Asking) -> str:
    """The highest of several levels; levels that are not compared leave the first standing."""
    top = levels[0] if levels else "confidential"
    for level in levels[1:]:
        if (asking.levels.difference(level, top) or 0) > 0:
            top = level
    return top


def _least_allowing(carriers: tuple[CarrierFacts, ...]) -> str:
    said = {one.issuer_allows_copying for one in carriers}
    return next((answer for answer in ("no", "unknown", "yes") if answer in said), "unknown")


class FinishFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A job as it was granted, and who finishes it.

    `made_before` of the approved copies are made already; `ended`: its last day has passed.
    """

    at: datetime | None = None
    by: str = ""
    roles: frozenset[str] = frozenset()
    job: Job | None = None
    job_kind: str = "copy"
    job_state: str = "granted"
    operator: str | None = None
    supervisor: str | None = None
    level: str = "confidential"
    approved: int = 0
    made_before: int = 0
    ended: bool = False
    sources: tuple[Carrier, ...] = ()
    job_number: int = 1
    next_number: int = 1
    keeper: str = ""
    department: str | None = None
    made: tuple[Thing, ...] = ()


def finish_facts(act: FinishJob, asking: Asking) -> FinishFacts:
    """Look up the job and its originals."""
    job = asking.known.get(Job, act.job)
    if job is None:
        return FinishFacts(at=asking.at, by=asking.by, job_state="unknown")
    found = (asking.known.get(Carrier, one) for one in job.sources)
    sources = tuple(one for one in found if one is not None)
    return FinishFacts(
        at=asking.at,
        by=asking.by,
        roles=asking.people.roles(asking.by),
        job=job,
        job_kind=job.kind,
        job_state=job.state,
        operator=job.operator,
        supervisor=job.supervisor,
        level=job.level,
        approved=job.approved_copies,
        made_before=job.made or 0,
        ended=job.until is not None and job.until < asking.on,
        sources=sources,
        job_number=int(job.number.rpartition("-")[2] or 1),
        next_number=asking.known.next_number(f"register:{asking.at.year}"),
        keeper=sources[0].keeper if sources else asking.by,
        department=sources[0].department if sources else asking.people.department(asking.by),
    )


class WasteFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A finished job with waste that has not been destroyed."""

    by: str = ""
    job: Job | None = None
    state: str = "done"
    waste_pages: int = 0


def waste_facts(act: DestroyWaste, asking: Asking) -> WasteFacts:
    """Look up the job."""
    job = asking.known.get(Job, act.job)
    return WasteFacts(
        by=asking.by,
        job=job,
        state=job.state if job else "unknown",
        waste_pages=(job.waste_pages or 0) if job else 0,
    )
