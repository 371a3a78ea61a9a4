"""What follows from copying: a job, then copies that are carriers of their own."""

from __future__ import annotations

from shoumi.acts.consequence import Consequence, Made, Moment, Noticed, Numbered, become
from shoumi.law.words import N_, Message
from shoumi.matters.carriers import numbering
from shoumi.matters.carriers.acts import Copy, DestroyWaste, FinishJob
from shoumi.matters.carriers.facts.copying import CopyFacts, FinishFacts, WasteFacts
from shoumi.matters.carriers.following.custody import happened
from shoumi.matters.carriers.things import Carrier
from shoumi.matters.carriers.work import Job


def granted(act: Copy, facts: CopyFacts, moment: Moment) -> tuple[Consequence, ...]:
    """A job with the number of copies that was approved, and no more."""
    job = Job(
        id=moment.new_id(),
        number=numbering.slip("RW", moment.on.year, facts.next_number),
        kind="copy",
        sources=tuple(one.id for one in facts.sources),
        edition=facts.sources[0].edition if facts.sources else None,
        level=facts.level,
        applicant=moment.by,
        approved_copies=act.copies,
        purpose=act.purpose,
        consents=act.consents,
        place_kind=act.place_kind,
        operator=act.operator or moment.by,
        supervisor=act.supervisor,
        receivers=act.receivers,
        until=moment.until,
    )
    told = Noticed(
        act.operator or moment.by,
        Message(N_("A job is granted: {number}."), {"number": job.number}),
        job.id,
    )
    return (Made(job), Numbered(f"job:{moment.on.year}", facts.next_number), told)


def finished(act: FinishJob, facts: FinishFacts, moment: Moment) -> tuple[Consequence, ...]:
    """One carrier for each copy, with the level of its original; intermediates likewise.

    The job stays granted for the rest as long as there is one that is still to come.
    """
    job = facts.job
    if job is None or not facts.sources:
        return ()
    numbers = iter(range(facts.next_number, facts.next_number + act.made + 10_000))
    copies = tuple(
        Made(_copy(act, facts, moment, number=next(numbers), place=place))
        for place in range(facts.made_before + 1, facts.made_before + act.made + 1)
    )
    kept = tuple(
        Made(
            _copy(act, facts, moment, number=next(numbers), intermediate=each.what),
            principal=False,
        )
        for each in act.intermediates
    )
    last = facts.next_number + len(copies) + len(kept) - 1
    waste = (job.waste_pages or 0) + act.waste_pages
    goes_on = act.more_to_come and facts.made_before + act.made < facts.approved
    done = become(
        job,
        made=facts.made_before + act.made,
        waste_pages=waste,
        finished_on=None if goes_on else act.finished_on or moment.on,
        state="granted" if goes_on else "done" if waste else "closed",
    )
    return (*copies, *kept, done, Numbered(f"register:{moment.on.year}", last))


def _copy(
    act: FinishJob,
    facts: FinishFacts,
    moment: Moment,
    *,
    number: int,
    place: int | None = None,
    intermediate: str | None = None,
) -> Carrier:
    """A copy bears the level, edition and keeper of its original; no act sets another."""
    identifier = moment.new_id()
    source, year = facts.sources[0], moment.on.year
    serial = None
    if place is not None:
        serial = numbering.copy_serial(year, facts.job_number, place, facts.approved)
    return Carrier(
        id=identifier,
        carrier_number=numbering.carrier_number(identifier),
        open_name=source.open_name,
        kind=source.kind if intermediate is None else "intermediate",
        family=source.family,
        edition=source.edition,
        copy_number=serial,
        copy_serial=serial,
        level=source.level,
        origin="copied" if intermediate is None else "intermediate",
        made_from=tuple(one.id for one in facts.sources),
        job=act.job,
        register_number=numbering.in_register(year, number),
        pages=source.pages,
        department=facts.department,
        keeper=facts.keeper,
        holder=moment.by,
        basis="job",
        since=happened(act.happened_at, moment),
        state="kept" if moment.by == facts.keeper else "issued",
    )


def waste_destroyed(
    act: DestroyWaste,  # noqa: ARG001 every follower is given its act
    facts: WasteFacts,
    moment: Moment,  # noqa: ARG001 likewise its moment
) -> tuple[Consequence, ...]:
    """The job closes when its waste is gone; one that goes on has none left for now."""
    if facts.job is None:
        return ()
    if facts.state == "granted":
        return (become(facts.job, waste_pages=0),)
    return (become(facts.job, state="closed"),)
