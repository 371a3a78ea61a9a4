"""Whatever people try with applications through the one door, in any order, these laws hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from shoumi.acts.consequence import Made
from shoumi.decision.decide import consider
from shoumi.decision.sight import may_see
from shoumi.decision.verdict import Verdict
from shoumi.law.clause import Json
from shoumi.matters.applications.things import ApplicationRow
from shoumi.matters.applications.waiting import awaited, hand_of
from shoumi.matters.carriers.things import Carrier
from shoumi.matters.carriers.work import Job
from shoumi.matters.organisation.things import Appointment
from shoumi.procedures.application import Decision, State
from tests.cast import MORNING, a_unit, did, registered

PEOPLE = ("officer", "office", "handler", "reader", "leader", "outsider")
CLEARED = PEOPLE[:-1]
ANY = st.integers(min_value=0, max_value=2**32).map(lambda drawn: drawn * 2654435761 % 1009)
PERSON = st.sampled_from(PEOPLE)
SIGNED = {State.GRANTED, State.SPENT}


class AnyApplication(RuleBasedStateMachine):
    """Copies are asked for, signed, sent back, delegated and made; days and offices pass."""

    @initialize()
    def begin(self) -> None:
        self.unit, self.now = a_unit("jm-carriers", "p6-bureau"), MORNING
        seats = (
            ("office", "committee"),
            ("reader", "leader_in_charge"),
            ("leader", "committee_head"),
            ("officer", "committee_head"),
        )
        for person, role in seats:
            seat = Appointment(
                id=f"{person}-{role}", person=person, role=role, since=MORNING.date()
            )
            self.unit.enter((Made(seat),))
        self.carriers = registered(
            self.unit, copies=2, issuer_allows_copying="yes", readers=["handler", "office"]
        )

        for by in ("handler", "office"):
            self.ask(by, 0, 3, again=False)
        assert len(self.rows()) == 2

    def do(self, by: str, slug: str, /, **payload: Json) -> Verdict:
        self.now += timedelta(minutes=7)
        return did(self.unit, by, slug, self.now, **payload).ruling.verdict

    def rows(self) -> tuple[ApplicationRow, ...]:
        return self.unit.registers.find(ApplicationRow)

    def row(self, number: int) -> str:
        """Mostly one that is open."""
        rows = self.rows()
        waiting = [one for one in rows if one.application.state is State.OPEN]
        among: Iterable[ApplicationRow] = waiting if waiting and number % 5 != 4 else rows
        found = [one.id for one in among]
        return found[number % len(found)] if found else "0" * 32

    @rule(by=PERSON, one=ANY, copies=st.integers(1, 3), again=st.booleans())
    def ask(self, by: str, one: int, copies: int, *, again: bool) -> None:
        payload = {"carriers": [self.carriers[one % 2]], "copies": copies, "purpose": "会议用"}
        told: dict[str, Json] = {"act": "carriers.copy", "payload": payload, "reason": "会议"}
        if again:
            told["again"] = self.row(one)
        self.do(by, "applications.apply", **told)

    @rule(
        by=PERSON, one=ANY, agrees=st.sampled_from([True] * 6 + [False]), behalf=st.none() | PERSON
    )
    def sign(self, by: str, one: int, behalf: str | None, *, agrees: bool) -> None:
        told: dict[str, Json] = {"decision": "agree" if agrees else "disagree", "opinion": "阅"}
        if behalf:
            told |= {"on_behalf_of": behalf, "answers": {"issuer_allows_copying": "来文注明"}}
        self.do(by, "applications.sign", application=self.row(one), **told)

    @rule(one=ANY, who=ANY)
    def sign_in_turn(self, one: int, who: int) -> None:
        """What mostly happens: one for whom it waits agrees, and nothing but the act may refuse."""
        row = self.unit.registers.get(ApplicationRow, self.row(one))
        if row is None:
            return
        asking = self.unit.asking("", self.now)
        able = sorted(awaited(row.application, asking))
        if not able:
            return
        by = able[who % len(able)]
        hand = hand_of(by, row.application, asking)
        assert hand is not None
        stage, right = hand
        told: dict[str, Json] = {
            "application": row.id,
            "stage": stage.id,
            "decision": "agree",
            "answers": dict.fromkeys(stage.needs, "有"),
        }
        if right.principal:
            told["on_behalf_of"] = right.principal
        if stage.mode == "outside":
            told["paper"] = {"number": "1", "issuer": "甲", "dated_on": "2026-03-01"}
        act = self.unit.catalogue.read({"do": "applications.sign", **told})
        self.now += timedelta(minutes=1)
        ruling = consider(act, self.unit.asking(by, self.now), self.unit.house(self.now)).ruling
        # A person who is needed elsewhere may be told so; whoever is on the list is never strange.
        said = [each.breach.missing for each in ruling.refusing() if each.breach]
        assert set(said) <= {"signer"}, said
        self.do(by, "applications.sign", **told)

    @rule(one=ANY, who=ANY)
    def sign_in_turn_too(self, one: int, who: int) -> None:
        self.sign_in_turn(one, who)

    @rule(by=st.sampled_from(["leader", "reader"]), person=PERSON)
    def delegate_today(self, by: str, person: str) -> None:
        self.delegate(by, person, 0, 1)

    @rule(one=ANY, who=ANY, person=PERSON)
    def add_in_turn(self, one: int, who: int, person: str) -> None:
        """One for whom it waits wants one more signature, or sends it back to an earlier stage."""
        row = self.unit.registers.get(ApplicationRow, self.row(one))
        able = sorted(awaited(row.application, self.unit.asking("", self.now))) if row else []
        if able and one % 2:
            self.add(able[who % len(able)], person, one, "before")
        elif able:
            self.send_back(able[who % len(able)], one, (None, "s1")[who % 2])

    @rule(one=ANY)
    def hand_in_again(self, one: int) -> None:
        returned = [row for row in self.rows() if row.application.state is State.RETURNED]
        if returned:
            row = returned[one % len(returned)]
            payload = {k: v for k, v in row.application.round.payload.items() if k != "do"}
            told: dict[str, Json] = {"act": "carriers.copy", "payload": payload, "reason": "改"}
            self.do(row.application.applicant, "applications.apply", again=row.id, **told)

    @rule(by=PERSON, one=ANY, to=st.sampled_from([None, "s1", "s2"]))
    def send_back(self, by: str, one: int, to: str | None) -> None:
        told: dict[str, Json] = {"to": to} if to else {}
        self.do(by, "applications.return", application=self.row(one), reason="改", **told)

    @rule(by=PERSON, one=ANY)
    def recall(self, by: str, one: int) -> None:
        if one % 3 == 0:
            self.do(by, "applications.recall", application=self.row(one), reason="不用了")

    @rule(by=PERSON, person=PERSON, one=ANY, place=st.sampled_from(["before", "after"]))
    def add(self, by: str, person: str, one: int, place: str) -> None:
        told = {"person": person, "place": place, "reason": "要"}
        self.do(by, "applications.add-signatory", application=self.row(one), **told)

    @rule(by=PERSON, person=PERSON, one=ANY)
    def consult(self, by: str, person: str, one: int) -> None:
        told: dict[str, Json] = {"persons": [person], "question": "可否"}
        self.do(by, "applications.countersign", application=self.row(one), **told)

    @rule(by=PERSON, one=ANY)
    def urge(self, by: str, one: int) -> None:
        self.do(by, "applications.urge", application=self.row(one))

    @rule(by=PERSON, person=PERSON, ahead=st.integers(0, 2), days=st.integers(0, 2))
    def delegate(self, by: str, person: str, ahead: int, days: int) -> None:
        since = self.now.date() + timedelta(days=ahead)
        until = (since + timedelta(days=days)).isoformat()
        told = {"role": "leader_in_charge", "person": person, "reason": "出差"}
        self.do(by, "applications.delegate", since=since.isoformat(), until=until, **told)

    @rule(person=PERSON, days=st.integers(0, 3))
    def appoint(self, person: str, days: int) -> None:
        today = self.now.date()
        told = {"since": today.isoformat(), "until": (today + timedelta(days=days)).isoformat()}
        self.do("office", "organisation.appoint", person=person, role="leader_in_charge", **told)

    @rule(one=ANY)
    def relieve(self, one: int) -> None:
        held = self.unit.registers.find(Appointment, name="leader_in_charge")
        told = {"appointment": held[one % len(held)].id, "reason": "调整"}
        self.do("office", "organisation.relieve", **told)

    @rule()
    def pass_a_day(self) -> None:
        self.now += timedelta(days=1)

    @rule(one=ANY, made=st.integers(1, 3))
    def make_some(self, one: int, made: int) -> None:
        self.make(one, made, goes_on=True)
        self.make(one, made, goes_on=True)

    @rule(one=ANY, made=st.integers(0, 3), goes_on=st.booleans())
    def make(self, one: int, made: int, *, goes_on: bool) -> None:
        jobs = self.unit.registers.find(Job)
        if jobs:
            job = jobs[one % len(jobs)]
            told = {"made": made, "more_to_come": goes_on, "marks_checked": True}
            self.do(job.applicant, "carriers.finish-job", job=job.id, **told)

    @invariant()
    def nobody_signs_twice_and_no_applicant_signs(self) -> None:
        for row in self.rows():
            for each in row.application.rounds:
                in_person = {stage.id for stage in each.route.stages if stage.signed_in_person}
                names = [
                    name
                    for signature in each.signatures
                    if signature.stage in in_person
                    for name in signature.names
                ]
                assert len(names) == len(set(names))
                assert row.application.excluded.isdisjoint(
                    name for signature in each.signatures for name in signature.names
                )

    @invariant()
    def only_the_cleared_sign(self) -> None:
        for row in self.rows():
            for each in row.application.rounds:
                assert all(signature.by in CLEARED for signature in each.signatures)

    @invariant()
    def no_job_stands_without_a_whole_route_of_agreements(self) -> None:
        for job in self.unit.registers.find(Job):
            (allowed,) = self.unit.registers.linked(job.id, "allowed-by")
            row = self.unit.registers.get(ApplicationRow, allowed)
            assert row is not None
            application = row.application
            assert application.state in SIGNED
            agreed = {
                each.stage for each in application.signatures if each.decision is Decision.AGREE
            }
            assert agreed == {stage.id for stage in application.route.stages}
            assert application.applicant == job.applicant
            assert application.round.payload.get("copies", 1) == job.approved_copies
        spent = [row for row in self.rows() if row.application.state in SIGNED]
        assert len(spent) == len(self.unit.registers.find(Job))

    @invariant()
    def no_more_is_made_than_was_granted(self) -> None:
        born = self.unit.registers.find(Carrier)
        for job in self.unit.registers.find(Job):
            assert sum(one.job == job.id for one in born) == (job.made or 0) <= job.approved_copies

    @invariant()
    def whoever_it_waits_for_sees_it_and_what_it_names(self) -> None:
        asking = self.unit.asking("", self.now)
        known, people, levels = self.unit.registers, asking.people, asking.levels
        for row in self.rows():
            for person in awaited(row.application, asking):
                carriers = [known.get(Carrier, one) for one in _named(row)]
                for thing in (row, *carriers):
                    assert thing is not None
                    assert may_see(person, thing, known=known, people=people, levels=levels)

    @invariant()
    def whoever_is_not_cleared_sees_no_carrier(self) -> None:
        asking = self.unit.asking("", self.now)
        for one in self.unit.registers.find(Carrier):
            assert not may_see(
                "outsider",
                one,
                known=self.unit.registers,
                people=asking.people,
                levels=asking.levels,
            )


def _named(row: ApplicationRow) -> list[str]:
    return [one.thing for one in row.names if one.kind == "carriers.carrier"]


TestAnyApplication = AnyApplication.TestCase
TestAnyApplication.settings = settings(
    stateful_step_count=40,
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
