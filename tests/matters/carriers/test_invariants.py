"""Whatever is done in whatever order: custody has no gap, and no copy is more than was granted."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from shoumi.acts.consequence import Became, Made
from shoumi.acts.thing import Thing, kind_of
from shoumi.matters.carriers.things import ENDED, Carrier, HandOver
from shoumi.matters.carriers.work import Batch, Job
from tests.cast import MORNING, a_unit, did

# Spread over a prime, because small numbers are drawn far more often than large ones.
ANY = st.integers(min_value=0, max_value=2**32).map(lambda drawn: drawn * 2654435761 % 1009)
NAMES = ("officer", "office", "handler", "reader", "leader", "outsider")
CAST = ANY.map(lambda drawn: NAMES[drawn % len(NAMES)])
REASONS = ("circulation", "loan", "job", "return", "batch", "keeper_change")
BASES = ANY.map(lambda drawn: REASONS[drawn % len(REASONS)])


class Custody(RuleBasedStateMachine):
    """Random acts of random people on a small stock, most of them refused."""

    @initialize(packs=st.sampled_from([(), ("jm-carriers", "jm-staff", "p6-bureau")]))
    def begin(self, packs: tuple[str, ...]) -> None:
        """The base pack alone keeps custody whole; regulations only make it stricter."""
        self.unit = a_unit(*packs)
        self.signed: dict[str, str] = {}
        self.now = MORNING
        self.stints: dict[str, list[tuple[str, datetime]]] = {}

    def do(self, by: str, act: str, **payload: object) -> None:
        self.now += timedelta(minutes=7)
        performed = did(self.unit, by, act, self.now, **payload)
        if act == "carriers.accept" and performed.ruling.verdict == "permitted":
            self.signed[str(payload["hand_over"])] = by
        parts = (performed, *performed.contained)
        for consequence in (one for part in parts for one in part.consequences):
            after = consequence.thing if isinstance(consequence, Made) else None
            if isinstance(consequence, Became):
                after = consequence.after
            if isinstance(after, Carrier):
                line = self.stints.setdefault(after.id, [])
                if not line or line[-1][0] != after.holder:
                    line.append((after.holder, after.since))

    def pick(self, kind: type[Thing], number: int, *states: str) -> str:
        """Mostly one in a state from which the act may start, sometimes any, sometimes none."""
        rows = self.unit.registers.things[kind_of(kind)]
        fitting = [one.id for one in rows.values() if one.face().state in states]
        among = fitting if fitting and number % 5 != 4 else list(rows)
        return among[number % len(among)] if among else "0" * 32

    def named(self, persons: tuple[str, ...], by: str, number: int) -> str:
        """Mostly one of those whom the paper names, sometimes anybody."""
        return persons[number % len(persons)] if persons and number % 4 != 3 else by

    @rule(level=st.sampled_from(["top_secret", "secret", "confidential"]), copies=st.integers(1, 3))
    def register(self, level: str, copies: int) -> None:
        self.do(
            "officer",
            "carriers.register",
            new_edition={"level": level, "period": "10年", "issuer_kind": "own"},
            copies=[
                {"copy_number": f"{one}", "stamp_on_first_page": True} for one in range(copies)
            ],
        )

    @rule(by=CAST, to=CAST, basis=BASES, one=ANY, other=ANY)
    def hand_over(self, by: str, to: str, basis: str, one: int, other: int) -> None:
        places = (self.pick(Carrier, one, "kept", "issued"), self.pick(Carrier, other))
        carriers = sorted(set(places[: 1 + other % 2]))
        first = self.unit.registers.get(Carrier, carriers[0])
        by = self.named((first.holder,) if first else (), by, one)
        due = (self.now + timedelta(days=3)).isoformat()
        self.do(by, "carriers.hand-over", carriers=carriers, receiver=to, basis=basis, due_at=due)

    @rule(by=CAST, one=ANY)
    def accept(self, by: str, one: int) -> None:
        offer = self.unit.registers.get(HandOver, self.pick(HandOver, one, "offered"))
        if offer is not None:
            by = self.named((offer.receiver,), by, one)
            self.do(by, "carriers.accept", hand_over=offer.id)

    @rule(by=CAST, one=ANY)
    def cancel(self, by: str, one: int) -> None:
        if one % 3 == 2:
            self.do(by, "carriers.cancel-handover", hand_over=self.pick(HandOver, one, "offered"))

    @rule(by=CAST, one=ANY, copies=st.integers(1, 3))
    def copy(self, by: str, one: int, copies: int) -> None:
        source = self.unit.registers.get(Carrier, self.pick(Carrier, one, "kept", "issued"))
        if source is None:
            return
        by = self.named((source.holder,), by, one)
        self.do(by, "carriers.copy", carriers=[source.id], copies=copies, purpose="工作")
        for row in list(self.unit.registers.things["applications.application"]):
            self.do("leader", "applications.sign", application=row, decision="agree")

    @rule(one=ANY, made=st.integers(0, 4), goes_on=st.booleans())
    def finish(self, one: int, made: int, *, goes_on: bool) -> None:
        job = self.unit.registers.get(Job, self.pick(Job, one, "granted"))
        if job is None:
            return
        told = {"made": made, "more_to_come": goes_on, "marks_checked": True}
        self.do(job.operator or "officer", "carriers.finish-job", job=job.id, **told)

    @rule(one=ANY, witnesses=st.lists(CAST, min_size=1, max_size=2))
    def destroy(self, one: int, witnesses: list[str]) -> None:
        self.do(
            "officer",
            "carriers.destroy",
            carriers=[self.pick(Carrier, one, "kept")],
            method="shredding",
            witnesses=witnesses,
        )

    @rule(one=ANY, by=CAST)
    def witness(self, one: int, by: str) -> None:
        batch = self.unit.registers.get(Batch, self.pick(Batch, one, "approved", "under_way"))
        if batch is None:
            return
        lines = [line.carrier for line in batch.lines]
        self.do(
            self.named(batch.witnesses, by, one),
            "carriers.witness-destruction",
            batch=batch.id,
            destroyed=lines,
            pieces_counted=len(lines),
            counted_before=len(lines),
            shred_mm2="1.8",
        )

    @rule(one=ANY)
    def close(self, one: int) -> None:
        self.do("officer", "carriers.close-batch", batch=self.pick(Batch, one, "under_way"))

    @invariant()
    def every_carrier_is_with_one_person_since_its_birth(self) -> None:
        for row in self.unit.registers.find(Carrier):
            line = self.stints[row.id]
            assert line[-1][0] == row.holder
            times = [since for _, since in line]
            assert times == sorted(times)

    @invariant()
    def the_holder_changes_only_by_a_confirmed_hand_over(self) -> None:
        confirmed = self.unit.registers.find(HandOver, state="confirmed")
        for row in self.unit.registers.find(Carrier):
            passed = [one for one in confirmed if row.id in one.carriers]
            passed = [one for one in passed if row.id not in one.missing]
            assert len(self.stints[row.id]) - 1 == len(passed)
        assert all(one.giver != one.receiver for one in confirmed)
        assert all(self.signed[one.id] == one.receiver for one in confirmed)

    @invariant()
    def no_job_makes_more_than_was_granted(self) -> None:
        for job in self.unit.registers.find(Job):
            made = [one for one in self.unit.registers.find(Carrier) if one.job == job.id]
            copies = [one for one in made if one.origin == "copied"]
            assert len(copies) == (job.made or 0) <= job.approved_copies
            assert len({one.copy_serial for one in copies}) == len(copies)
            assert all(one.level == job.level for one in copies)

    @invariant()
    def what_is_destroyed_was_watched_by_two(self) -> None:
        gone = {one.id for one in self.unit.registers.find(Carrier, state="destroyed")}
        closed = self.unit.registers.find(Batch, state="closed")
        listed = {line.carrier for batch in closed for line in batch.lines}
        assert gone == listed
        assert all(len({each.person for each in one.confirmations}) >= 2 for one in closed)

    @invariant()
    def nothing_ended_is_on_offer(self) -> None:
        for row in self.unit.registers.find(Carrier):
            assert row.state not in ENDED or row.in_handover is None


TestCustody = Custody.TestCase
TestCustody.settings = settings(
    max_examples=150,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
