"""What must be known before the house changes."""

from __future__ import annotations

from datetime import date

import msgspec

from shoumi.acts.confirming import Confirming
from shoumi.acts.known import Asking
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
from shoumi.matters.organisation.things import (
    Appointment,
    Department,
    Person,
    Post,
    Regulation,
    Unit,
)

NO_DAY = date(2000, 1, 1)


class UnitFacts(msgspec.Struct, frozen=True, kw_only=True):
    unit: Unit | None = None


class PlaceFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`closed`: the department that is named is closed. `name_taken`: an open one bears it."""

    closed: bool = False
    name_taken: bool = False


class ClosingFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is still attached to a department, as counts."""

    department: Department | None = None
    successor_closed: bool = False
    people: int = 0
    appointments: int = 0
    parts: int = 0


class AppointFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the person holds in the days asked for, and what excludes it.

    `roles` are those of whoever appoints. `held` are the person's, `excluded` those that nobody
    holds beside the role asked for. `same`: the person holds just this role there.
    `principal_holds`: the one who is stood in for holds it.
    """

    by: str = ""
    roles: frozenset[str] = frozenset()
    person_here: bool = True
    closed: bool = False
    held: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    same: bool = False
    principal_holds: bool = False
    running_number: int = 1


class RelieveFacts(msgspec.Struct, frozen=True, kw_only=True):
    on: date = NO_DAY
    roles: frozenset[str] = frozenset()
    appointment: Appointment | None = None


class RegulationFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A regulation and the proposal about it that waits for a second person."""

    on: date = NO_DAY
    confirming: Confirming = Confirming()
    regulation: Regulation | None = None
    repealed_on: date | None = None


def unit_facts(act: RegisterUnit, asking: Asking) -> UnitFacts:
    return UnitFacts(unit=asking.known.get(Unit, act.unit) if act.unit else None)


def opening_facts(act: OpenDepartment, asking: Asking) -> PlaceFacts:
    return PlaceFacts(
        closed=_closed(act.parent, asking),
        name_taken=bool(asking.known.find(Department, name=act.name, state="open")),
    )


def place_facts(act: EnrolPerson | EstablishPost, asking: Asking) -> PlaceFacts:
    return PlaceFacts(closed=_closed(act.department, asking))


def closing_facts(act: CloseDepartment, asking: Asking) -> ClosingFacts:
    known, place = asking.known, act.department
    people = known.find(Person, department=place, state="here")
    running = known.find(Appointment, department=place)
    parts = [one for one in known.find(Department, state="open") if one.parent == place]
    return ClosingFacts(
        department=known.get(Department, place),
        successor_closed=_closed(act.successor, asking),
        people=len(people),
        appointments=sum(one.overlaps(act.on, None) for one in running),
        parts=len(parts) + len(known.find(Post, department=place)),
    )


def appoint_facts(act: Appoint, asking: Asking) -> AppointFacts:
    held = _held(act.person, act, asking)
    stood_in_for = _held(act.substitute_for, act, asking) if act.substitute_for else ()
    year = asking.on.year
    return AppointFacts(
        by=asking.by,
        roles=asking.people.roles(asking.by),
        person_here=asking.people.exists(act.person),
        closed=_closed(act.department, asking),
        held=frozenset(one.role for one in held),
        excluded=asking.settings.exclusive_with(act.role),
        same=any((one.role, one.department) == (act.role, act.department) for one in held),
        principal_holds=any(one.role == act.role for one in stood_in_for),
        running_number=asking.known.next_number(f"appointments:{year}"),
    )


def relieve_facts(act: Relieve, asking: Asking) -> RelieveFacts:
    return RelieveFacts(
        on=asking.on,
        roles=asking.people.roles(asking.by),
        appointment=asking.known.get(Appointment, act.appointment),
    )


def adopting_facts(act: AdoptRegulation, asking: Asking) -> RegulationFacts:
    regulation = asking.known.get(Regulation, act.confirms) if act.confirms else None
    return RegulationFacts(
        on=asking.on,
        confirming=Confirming(
            meant=act.confirms is not None,
            by=asking.by,
            proposal=regulation.proposal if regulation else None,
            overtaken=regulation is not None and regulation.effective_on < asking.on,
        ),
        regulation=regulation,
    )


def repealing_facts(act: RepealRegulation, asking: Asking) -> RegulationFacts:
    regulation = asking.known.get(Regulation, act.regulation)
    waits = regulation is not None and regulation.state == "repeal_proposed"
    return RegulationFacts(
        on=asking.on,
        confirming=Confirming(
            meant=waits, by=asking.by, proposal=regulation.repeal if regulation else None
        ),
        regulation=regulation,
        repealed_on=regulation.repealed_on if regulation else None,
    )


def _closed(department: str | None, asking: Asking) -> bool:
    found = asking.known.get(Department, department) if department else None
    return found is not None and found.closed_on is not None


def _held(person: str, act: Appoint, asking: Asking) -> tuple[Appointment, ...]:
    """What a person holds on any day of the appointment."""
    every = asking.known.find(Appointment, holder=person)
    return tuple(one for one in every if one.overlaps(act.since, act.until))
