"""What follows from changing the house."""

from __future__ import annotations

from datetime import date, timedelta

from shoumi.acts.confirming import confirmed, proposed
from shoumi.acts.consequence import (
    Consequence,
    Contained,
    Made,
    Moment,
    Noticed,
    Numbered,
    become,
)
from shoumi.law.words import N_, Message
from shoumi.matters.organisation.acts import (
    AdoptRegulation,
    Appoint,
    CloseDepartment,
    EnrolPerson,
    EstablishPost,
    OpenDepartment,
    RegisterUnit,
    Relieve,
    RepealRegulation,
)
from shoumi.matters.organisation.facts import (
    AppointFacts,
    ClosingFacts,
    PlaceFacts,
    RegulationFacts,
    RelieveFacts,
    UnitFacts,
)
from shoumi.matters.organisation.things import (
    Appointment,
    Department,
    Person,
    Post,
    Regulation,
    Unit,
)


def registered(act: RegisterUnit, facts: UnitFacts, moment: Moment) -> tuple[Consequence, ...]:
    """A unit, or its particulars as they are from now on."""
    if facts.unit is not None:
        return (become(facts.unit, name=act.name, unit_kind=act.unit_kind, code=act.code),)
    unit = Unit(id=moment.new_id(), name=act.name, unit_kind=act.unit_kind, code=act.code)
    return (Made(unit),)


def opened(act: OpenDepartment, _facts: PlaceFacts, moment: Moment) -> tuple[Consequence, ...]:
    """An open department."""
    department = Department(
        id=moment.new_id(),
        name=act.name,
        code=act.code,
        department_kind=act.department_kind,
        parent=act.parent,
    )
    return (Made(department),)


def closed(act: CloseDepartment, facts: ClosingFacts, _moment: Moment) -> tuple[Consequence, ...]:
    """A closed department."""
    return (become(facts.department, closed_on=act.on),) if facts.department else ()


def established(act: EstablishPost, _facts: PlaceFacts, moment: Moment) -> tuple[Consequence, ...]:
    """A post."""
    post = Post(
        id=moment.new_id(),
        name=act.name,
        department=act.department,
        is_leading=act.is_leading,
        working_time=act.working_time,
        seats=act.seats,
    )
    return (Made(post),)


def enrolled(act: EnrolPerson, _facts: PlaceFacts, moment: Moment) -> tuple[Consequence, ...]:
    """A person of the unit."""
    person = Person(
        id=moment.new_id(),
        name=act.name,
        department=act.department,
        employment=act.employment,
        started_on=act.started_on,
    )
    return (Made(person),)


def appointed(act: Appoint, facts: AppointFacts, moment: Moment) -> tuple[Consequence, ...]:
    """The appointment with its number; the person is told."""
    year, value = moment.on.year, facts.running_number
    appointment = Appointment(
        id=moment.new_id(),
        person=act.person,
        role=act.role,
        department=act.department,
        number=f"任〔{year}〕{value:03d}号",
        since=act.since,
        until=act.until,
        substitute_for=act.substitute_for,
        working_time=act.working_time,
        document=act.document,
    )
    told = Noticed(act.person, Message(N_("You have been appointed.")), appointment.id)
    return (Made(appointment), Numbered(f"appointments:{year}", value), told)


def relieved(act: Relieve, facts: RelieveFacts, moment: Moment) -> tuple[Consequence, ...]:
    """The role ends with its last day; at once means that yesterday was the last."""
    held = facts.appointment
    if held is None:
        return ()
    last = act.on or moment.on - timedelta(days=1)
    told = Noticed(held.person, Message(N_("You have been relieved of a role.")), held.id)
    return (become(held, until=last), told)


def adopted(
    act: AdoptRegulation, facts: RegulationFacts, moment: Moment
) -> tuple[Consequence, ...]:
    """The regulation, and within it the adoption of its pack, by this person too."""
    if facts.regulation is not None:
        proposal = confirmed(facts.regulation.proposal, moment)
        return (become(facts.regulation, proposal=proposal), _adoption(facts.regulation))
    regulation = Regulation(
        id=moment.new_id(),
        title=act.title,
        document=act.document,
        pack=act.pack or "",
        digest=act.digest or "",
        effective_on=act.effective_on or moment.on,
        published_on=act.published_on,
        issued_to=act.issued_to,
        proposal=proposed(moment),
    )
    return (Made(regulation), _adoption(regulation))


def _adoption(regulation: Regulation) -> Contained:
    return Contained(
        {
            "do": "law.adopt",
            "pack": regulation.pack,
            "digest": regulation.digest,
            "since": regulation.effective_on.isoformat(),
        }
    )


def repealed(
    act: RepealRegulation, facts: RegulationFacts, moment: Moment
) -> tuple[Consequence, ...]:
    """The end of the regulation, and within it the repeal of its pack, by this person too."""
    regulation = facts.regulation
    if regulation is None:
        return ()
    by_now = proposed(moment) if regulation.repeal is None else confirmed(regulation.repeal, moment)
    reason = regulation.repeal_reason or act.reason
    change = become(regulation, repealed_on=act.on, repeal_reason=reason, repeal=by_now)
    return (change, _repeal(regulation.pack, act.on, reason))


def _repeal(pack: str, on: date, reason: str) -> Contained:
    return Contained({"do": "law.repeal", "pack": pack, "on": on.isoformat(), "reason": reason})
