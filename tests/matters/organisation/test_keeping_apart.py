"""Whoever appoints, substitutes, relieves and delegates in any order: some roles stay apart."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from shoumi.acts.consequence import Made
from shoumi.matters.applications.things import DelegationRow
from shoumi.matters.organisation.things import Appointment
from tests.cast import MORNING, a_unit, did

ADMINISTRATORS = ("system_administrator", "security_administrator", "audit_administrator")
PEOPLE = ("handler", "reader")
TODAY = MORNING.date()
DAYS = st.integers(min_value=-1, max_value=6)
ROLE, PERSON = st.sampled_from(ADMINISTRATORS), st.sampled_from(PEOPLE)
LAST = 10


def day(ahead: int) -> str:
    return (TODAY + timedelta(days=ahead)).isoformat()


class KeptApart(RuleBasedStateMachine):
    """The three administrators on all days to come, whatever is entered about them."""

    @initialize()
    def begin(self) -> None:
        self.unit, self.now = a_unit(), MORNING
        seat = Appointment(id="seat", person="leader", role="committee", since=TODAY)
        self.unit.enter((Made(seat),))

    def do(self, by: str, slug: str, /, **payload: object) -> None:
        self.now += timedelta(minutes=1)
        did(self.unit, by, slug, self.now, **payload)

    @rule(person=PERSON, role=ROLE, since=DAYS, days=st.none() | DAYS)
    def appoint(self, person: str, role: str, since: int, days: int | None) -> None:
        until = {"until": day(since + days)} if days is not None else {}
        told = {"person": person, "role": role, "since": day(since), **until}
        self.do("leader", "organisation.appoint", **told)

    @rule(person=PERSON, other=PERSON, role=ROLE, since=DAYS, days=DAYS)
    def substitute(self, person: str, other: str, role: str, since: int, days: int) -> None:
        told = {"person": person, "role": role, "substitute_for": other}
        told |= {"since": day(since), "until": day(since + days)}
        self.do("leader", "organisation.appoint", **told)

    @rule(person=PERSON, roles=st.permutations(ADMINISTRATORS), ends=st.integers(0, 3))
    def one_after_the_other(self, person: str, roles: list[str], ends: int) -> None:
        self.appoint(person, roles[0], 0, ends)
        self.appoint(person, roles[1], ends + 1, None)

    @rule(one=st.integers(0, 20), last=st.none() | DAYS)
    def relieve(self, one: int, last: int | None) -> None:
        rows = [row for row in self.unit.registers.find(Appointment) if row.role in ADMINISTRATORS]
        if rows:
            on = {"on": day(last)} if last is not None else {}
            told = {"appointment": rows[one % len(rows)].id, "reason": "调整", **on}
            self.do("leader", "organisation.relieve", **told)

    @rule(by=PERSON, person=PERSON, role=ROLE, days=DAYS)
    def delegate(self, by: str, person: str, role: str, days: int) -> None:
        told = {"role": role, "person": person, "since": day(0), "until": day(days)}
        before = len(self.unit.registers.find(DelegationRow))
        self.do(by, "applications.delegate", reason="出差", **told)
        if len(self.unit.registers.find(DelegationRow)) > before:
            held = self.unit.asking(person, self.now).people.roles(person) & set(ADMINISTRATORS)
            assert held <= {role}

    @invariant()
    def nobody_holds_two_of_them_on_any_day(self) -> None:
        for ahead in range(-1, LAST + 1):
            on: date = TODAY + timedelta(days=ahead)
            for person in PEOPLE:
                rows = self.unit.registers.find(Appointment, holder=person)
                held = {row.role for row in rows if row.runs_on(on)} & set(ADMINISTRATORS)
                assert len(held) <= 1, (person, on, held)


TestKeptApart = KeptApart.TestCase
TestKeptApart.settings = settings(max_examples=120, stateful_step_count=25, deadline=None)
