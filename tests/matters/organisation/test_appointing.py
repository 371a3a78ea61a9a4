from datetime import date

import pytest

from shoumi.matters.organisation.acts import (
    Appoint,
    CloseDepartment,
    EnrolPerson,
    OpenDepartment,
    Relieve,
)
from shoumi.matters.organisation.matter import MATTER
from shoumi.matters.organisation.things import Appointment, Person
from tests.matters.house import MONDAY, House, Parameters, later, made

TODAY = MONDAY.date()
ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")
DEPARTMENTAL = {"organisation.base.department-named": {"roles": ["department_head"]}}


def a_house() -> House:
    house = House(MATTER)
    house.settings = Parameters(
        exclusive={role: frozenset(ADMINISTRATORS) - {role} for role in ADMINISTRATORS}
    )
    return house


def appointing(**more: object) -> Appoint:
    stated = {"person": "outsider", "role": "secrecy_officer", "since": TODAY}
    return Appoint(**(stated | more))  # type: ignore[arg-type]


def appointment(house: House, **more: object) -> Appointment:
    found: Appointment = next(made(house.perform(appointing(**more), "office")))
    return found


def test_who_is_appointed_holds_the_role_from_its_day() -> None:
    house = a_house()
    one = appointment(house, since=date(2026, 3, 10))
    assert one.number == "任〔2026〕001号"
    assert "secrecy_officer" not in house.asking("outsider").people.roles("outsider")
    assert "secrecy_officer" in house.asking("outsider", later(days=8)).people.roles("outsider")
    assert appointment(house, role="archivist").number == "任〔2026〕002号"


@pytest.mark.parametrize("other", ADMINISTRATORS[1:])
def test_the_three_administrators_exclude_one_another(other: str) -> None:
    house = a_house()
    first = appointment(house, role="system_administrator")
    second = appointing(role=other)
    assert set(house.refusals(second, "office")) == {"organisation.base.roles-exclude"}
    house.perform(Relieve(appointment=first.id, reason="调整"), "office")
    assert house.refusals(second, "office") == {}


def test_an_exclusive_role_of_other_days_does_not_exclude() -> None:
    house = a_house()
    appointment(house, role="system_administrator", until=date(2026, 3, 5))
    later_on = appointing(role="audit_administrator", since=date(2026, 3, 6))
    assert house.refusals(later_on, "office") == {}
    appointment(house, role="security_administrator", since=date(2026, 5, 1))
    between = appointing(
        role="audit_administrator", since=date(2026, 3, 6), until=date(2026, 4, 30)
    )
    assert house.refusals(between, "office") == {}
    too_long = appointing(
        role="audit_administrator", since=date(2026, 3, 6), until=date(2026, 5, 1)
    )
    assert set(house.refusals(too_long, "office")) == {"organisation.base.roles-exclude"}


def test_nobody_appoints_himself() -> None:
    house = a_house()
    assert set(house.refusals(appointing(person="office"), "office")) == {
        "organisation.base.not-oneself"
    }


def test_a_substitute_stands_in_for_a_holder_and_until_a_day() -> None:
    house = a_house()
    slug = {"organisation.base.substitute-ends"}
    open_end = appointing(substitute_for="officer")
    assert set(house.refusals(open_end, "office")) == slug
    of_nobody = appointing(substitute_for="leader", until=date(2026, 3, 20))
    assert set(house.refusals(of_nobody, "office")) == slug
    ends = appointing(substitute_for="officer", until=date(2026, 3, 20))
    assert house.refusals(ends, "office") == {}


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"person": "nobody"}, "organisation.base.appointment-in-order"),
        ({"until": date(2026, 3, 1)}, "organisation.base.appointment-in-order"),
        ({"person": "officer"}, "organisation.base.appointment-in-order"),
        ({"role": "department_head"}, "organisation.base.department-named"),
    ],
)
def test_what_is_wrong_with_an_appointment_is_told(more: dict[str, object], rule: str) -> None:
    house = a_house()
    assert set(house.refusals(appointing(**more), "office", figures=DEPARTMENTAL)) == {rule}


def test_a_role_ends_at_once_or_on_its_last_day() -> None:
    house = a_house()
    one, two = appointment(house), appointment(house, role="archivist")
    house.perform(Relieve(appointment=one.id, reason="调离"), "office")
    house.perform(Relieve(appointment=two.id, on=date(2026, 3, 4), reason="调离"), "office")
    people = house.asking("outsider").people
    assert people.roles("outsider") == {"archivist"}
    assert house.asking("outsider", later(days=3)).people.roles("outsider") == frozenset()
    again = Relieve(appointment=one.id, reason="调离")
    assert set(house.refusals(again, "office")) == {"organisation.base.relief-in-order"}
    past = Relieve(appointment=two.id, on=date(2026, 3, 1), reason="调离")
    assert set(house.refusals(past, "office")) == {"organisation.base.relief-in-order"}


def test_a_department_closes_when_nothing_is_left_in_it() -> None:
    house = a_house()
    room = next(made(house.perform(OpenDepartment(name="二处"), "office")))
    taken = OpenDepartment(name="二处")
    assert set(house.refusals(taken, "office")) == {"organisation.base.name-free"}
    enrol = EnrolPerson(name="新人", department=room.id, started_on=TODAY)
    newcomer: Person = next(made(house.perform(enrol, "office")))
    close = CloseDepartment(department=room.id, on=TODAY)
    assert set(house.refusals(close, "office")) == {"organisation.base.nothing-attached"}
    house.known.keep(Person(id=newcomer.id, name="新人", department="D"))
    house.perform(close, "office")
    assert set(house.refusals(enrol, "office")) == {"organisation.base.department-open"}
    assert set(house.refusals(close, "office")) == {"organisation.base.nothing-attached"}


def test_who_is_enrolled_may_act_and_nobody_else() -> None:
    house = a_house()
    enrol = EnrolPerson(name="新人", department="D", started_on=TODAY)
    person: Person = next(made(house.perform(enrol, "office")))
    people = house.asking("office").people
    assert people.exists(person.id)
    assert not people.exists("stranger")


def test_leaders_and_administrators_are_appointed_and_relieved_from_above() -> None:
    house = a_house()
    slug = "organisation.base.appointed-by"
    above = {slug: {"roles": ["system_administrator"], "by": ["principal"]}}
    act = appointing(role="system_administrator")
    assert set(house.refusals(act, "office", figures=above)) == {slug}
    one: Appointment = next(made(house.perform(act, "principal", figures=above)))
    relief = Relieve(appointment=one.id, reason="调整")
    assert set(house.refusals(relief, "office", figures=above)) == {slug}
    assert house.refusals(relief, "principal", figures=above) == {}
    assert house.refusals(appointing(role="archivist"), "office", figures=above) == {}
