"""The laws of the house that the program itself keeps."""

from __future__ import annotations

from shoumi.acts.confirming import confirmed_wrongly
from shoumi.acts.rule import Rule, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.figures import Figures
from shoumi.law.words import N_
from shoumi.matters.organisation.acts import (
    AdoptRegulation,
    Appoint,
    CloseDepartment,
    EnrolPerson,
    EstablishPost,
    OpenDepartment,
    Relieve,
    RepealRegulation,
)
from shoumi.matters.organisation.facts import (
    AppointFacts,
    ClosingFacts,
    PlaceFacts,
    RegulationFacts,
    RelieveFacts,
)


@refusal("organisation.base.roles-exclude", Appoint)
def excludes_no_role_held(act: Appoint, facts: AppointFacts, figures: Figures) -> Breach | None:
    """The three administrators exclude one another; so do all roles that say so."""
    both = sorted(facts.held & facts.excluded)
    if not both:
        return None
    return breach(
        N_("Who is {held} is not made {role} as well; relieve the person first."),
        missing="person",
        cure="organisation.relieve",
        held=" ".join(both),
        role=act.role,
    )


@refusal("organisation.base.not-oneself", Appoint)
def appoints_another(act: Appoint, facts: AppointFacts, figures: Figures) -> Breach | None:
    """Nobody appoints himself or herself."""
    if act.person != facts.by:
        return None
    return breach(N_("Nobody appoints himself or herself; another does it."), missing="person")


@refusal("organisation.base.appointed-by", Appoint, Relieve)
def is_appointed_by_those_above(
    act: Appoint | Relieve, facts: AppointFacts | RelieveFacts, figures: Figures
) -> Breach | None:
    """Leaders, the secrecy office and the administrators are appointed and relieved from above."""
    held = facts.appointment if isinstance(facts, RelieveFacts) else None
    role = act.role if isinstance(act, Appoint) else held.role if held else None
    if role not in figures.codes("roles") or facts.roles & set(figures.codes("by")):
        return None
    return breach(
        N_("Only these appoint and relieve here: {by}."),
        missing="role",
        by=" ".join(figures.codes("by")),
    )


@refusal("organisation.base.substitute-ends", Appoint)
def substitutes_for_a_time(act: Appoint, facts: AppointFacts, figures: Figures) -> Breach | None:
    """A substitute stands in for a holder of the role, and until a day that is named."""
    if act.substitute_for is None:
        return None
    if act.until is None:
        return breach(N_("A substitute has a last day: enter it."), missing="until")
    if facts.principal_holds and act.substitute_for != act.person:
        return None
    return breach(
        N_("A substitute stands in for another who holds the role in these days."),
        missing="substitute_for",
    )


@refusal("organisation.base.department-named", Appoint)
def names_the_department(act: Appoint, facts: AppointFacts, figures: Figures) -> Breach | None:
    """A role that is held in a department names the department."""
    if act.department is not None or act.role not in figures.codes("roles"):
        return None
    return breach(N_("Name the department in which the role is held."), missing="department")


@refusal("organisation.base.appointment-in-order", Appoint)
def is_an_appointment(act: Appoint, facts: AppointFacts, figures: Figures) -> Breach | None:
    """A person of the unit is appointed once to a role in a place, from a day to a later one."""
    if not facts.person_here:
        return breach(N_("Name a person of this unit who has not left."), missing="person")
    if act.until is not None and act.until < act.since:
        return breach(N_("The last day lies before the first."), missing="until")
    if facts.same:
        return breach(N_("The person holds this role there in these days."), missing="role")
    return None


@refusal("organisation.base.relief-in-order", Relieve)
def ends_what_runs(act: Relieve, facts: RelieveFacts, figures: Figures) -> Breach | None:
    """What has ended is not ended again, and no role ends in the past or later than it would."""
    held = facts.appointment
    if held is None:
        return None
    if held.until is not None and held.until < facts.on:
        return breach(N_("This appointment has ended already."), missing="appointment")
    if act.on is not None and act.on < held.since:
        return breach(N_("The last day lies before the first."), missing="on")
    if act.on is not None and held.until is not None and held.until < act.on:
        return breach(
            N_("This appointment ends on {until} already; to hold it longer, appoint anew."),
            missing="on",
            cure="organisation.appoint",
            until=held.until.isoformat(),
        )
    if act.on is not None and act.on < facts.on:
        return breach(
            N_("A role does not end in the past; leave the day empty to end it at once."),
            missing="on",
        )
    return None


@refusal("organisation.base.department-open", OpenDepartment, EnrolPerson, EstablishPost, Appoint)
def takes_an_open_department(
    act: OpenDepartment | EnrolPerson | EstablishPost | Appoint,
    facts: PlaceFacts | AppointFacts,
    figures: Figures,
) -> Breach | None:
    """A closed department takes nobody and nothing."""
    if not facts.closed:
        return None
    return breach(N_("That department is closed; name an open one."), missing="department")


@refusal("organisation.base.name-free", OpenDepartment)
def bears_its_own_name(act: OpenDepartment, facts: PlaceFacts, figures: Figures) -> Breach | None:
    """Two open departments do not bear one name."""
    if not facts.name_taken:
        return None
    return breach(N_("An open department bears this name already."), missing="name")


@refusal("organisation.base.nothing-attached", CloseDepartment)
def is_empty(act: CloseDepartment, facts: ClosingFacts, figures: Figures) -> Breach | None:
    """A department closes once, and when no person, role, post or part is left in it."""
    if facts.department is not None and facts.department.closed_on is not None:
        return breach(N_("That department is closed already."), missing="department")
    if facts.successor_closed or act.successor == act.department:
        return breach(N_("The successor is another, open department."), missing="successor")
    if facts.people + facts.appointments + facts.parts == 0:
        return None
    return breach(
        N_("Still attached: {people} people, {appointments} roles, {parts} posts and parts."),
        missing="department",
        people=facts.people,
        appointments=facts.appointments,
        parts=facts.parts,
    )


@refusal("organisation.base.second-person", AdoptRegulation, RepealRegulation)
def is_confirmed_by_another(
    act: AdoptRegulation | RepealRegulation, facts: RegulationFacts, figures: Figures
) -> Breach | None:
    """A regulation begins and ends to bind when a second person has confirmed it."""
    return confirmed_wrongly(facts.confirming)


@refusal("organisation.base.regulation-complete", AdoptRegulation)
def is_a_whole_regulation(
    act: AdoptRegulation, facts: RegulationFacts, figures: Figures
) -> Breach | None:
    """What is adopted has a title, its pack with digest, and the day from which it binds."""
    if facts.confirming.meant:
        return None
    stated = {
        "title": act.title.strip(),
        "pack": act.pack,
        "digest": act.digest,
        "effective_on": act.effective_on,
    }
    lacking = next((name for name, value in stated.items() if not value), None)
    if lacking is None:
        return None
    return breach(N_("State title, pack, digest and the day from which it binds."), missing=lacking)


@refusal("organisation.base.repeal-in-order", RepealRegulation)
def ends_what_binds(
    act: RepealRegulation, facts: RegulationFacts, figures: Figures
) -> Breach | None:
    """Only a regulation in force is repealed, and its end is confirmed for the same day."""
    regulation = facts.regulation
    if regulation is None or regulation.state == "in_force":
        return None
    if not facts.confirming.meant:
        return breach(N_("That regulation is not in force."), missing="regulation")
    if facts.repealed_on == act.on:
        return None
    return breach(
        N_("Its end is proposed for {day}; confirm that day."),
        missing="on",
        day=facts.repealed_on.isoformat() if facts.repealed_on else "",
    )


RULES: tuple[Rule, ...] = (
    excludes_no_role_held,
    appoints_another,
    is_appointed_by_those_above,
    substitutes_for_a_time,
    names_the_department,
    is_an_appointment,
    ends_what_runs,
    takes_an_open_department,
    bears_its_own_name,
    is_empty,
    is_confirmed_by_another,
    is_a_whole_regulation,
    ends_what_binds,
)
