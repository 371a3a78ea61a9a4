"""Whatever people try with an application, in any order, these laws hold."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from shoumi.law.breach import Breach
from shoumi.procedures.application import (
    Application,
    Decision,
    Ending,
    Minutes,
    Paper,
    Returned,
    Round,
    Signature,
    State,
    spend,
)
from shoumi.procedures.authorisation import Use
from shoumi.procedures.consulting import add_signatory, name_signer, replace_absent
from shoumi.procedures.delegation import Delegation
from shoumi.procedures.returning import hand_in_again, recall, return_to
from shoumi.procedures.route import Added, Asked, Mode
from shoumi.procedures.signing import sign_stage
from shoumi.procedures.standing import StageState, standing
from tests.procedures.cast import MONDAY, an_application, settled

PEOPLE = ("handler", "party", "p1", "p2", "p3", "p4")
ROLES = ("a", "b", "c")

persons = st.sampled_from(PEOPLE)
wishes = st.lists(
    st.builds(
        Asked,
        roles=st.sampled_from([("a",), ("b",), ("c",), ("a", "b"), ("b", "c"), ()]),
        rank=st.sampled_from([20, 30, 40, None]),
        mode=st.sampled_from(Mode),
        clauses=st.just(("p/1",)),
        personal=st.booleans(),
        separate_persons=st.booleans(),
    ),
    min_size=2,
    max_size=5,
)
rosters = st.fixed_dictionaries(
    {role: st.lists(persons, min_size=2, max_size=4, unique=True).map(tuple) for role in ROLES}
)
positions = st.integers(min_value=0, max_value=5)


class AnyCourse(RuleBasedStateMachine):
    """Everybody tries everything; what the caller says of holders may be too generous."""

    def __init__(self) -> None:
        super().__init__()
        self.application: Application
        self.made: list[Signature] = []
        self.closed: tuple[Round, ...] = ()
        self.now = MONDAY

    @initialize(wanted=wishes, roster=rosters)
    def apply(self, wanted: list[Asked], roster: dict[str, tuple[str, ...]]) -> None:
        deputies = {"handler": ("p3",), "party": ("p4", "handler")}
        route = settled(*wanted, holders=roster, deputies=deputies, parties=("party",))
        self.application = an_application(route, parties=("party",))

    def moment(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now

    def stage_id(self, position: int) -> str:
        """A stage that is open, or, for a high position, any stage."""
        waiting = self.application.open_stages
        stages = waiting if waiting and position < 4 else self.application.route.stages
        return stages[position % len(stages)].id

    def keep(self, answer: Application | Breach) -> bool:
        if isinstance(answer, Breach):
            return False
        self.closed = self.application.rounds[:-1]
        if len(answer.rounds) > len(self.application.rounds):
            assert answer.rounds[-2].signatures == self.application.signatures
        self.application = answer
        return True

    @rule(
        by=persons,
        position=positions,
        principal=st.none() | persons,
        decision=st.sampled_from([Decision.AGREE] * 7 + [Decision.DISAGREE]),
        shown=st.booleans(),
    )
    def sign(
        self, by: str, position: int, principal: str | None, decision: Decision, *, shown: bool
    ) -> None:
        self.sign_as(by, self.stage_id(position), principal, decision, shown=shown)

    def sign_as(
        self, by: str, stage: str, principal: str | None, decision: Decision, *, shown: bool
    ) -> None:
        at = self.moment()
        signature = Signature(
            stage=stage,
            by=by,
            at=at,
            decision=decision,
            opinion="因为",
            on_behalf_of=principal,
            minutes=Minutes(number="1", names=("p4",)) if shown else None,
            paper=Paper(number="1", issuer="x", dated_on=at.date()) if shown else None,
        )
        under = tuple(self.delegated(role, principal or by, by) for role in ROLES)
        answer = sign_stage(self.application, signature, signers=PEOPLE, under=under)
        if self.keep(answer):
            self.made.append(signature)

    def delegated(self, role: str, principal: str, delegate: str) -> Delegation:
        return Delegation(
            role=role,
            principal=principal,
            delegate=delegate,
            since=MONDAY.date(),
            until=self.now.date(),
            reason="出差",
        )

    @precondition(lambda self: self.application.open_stages)
    @rule(position=positions, holder=positions)
    def agree(self, position: int, holder: int) -> None:
        """What mostly happens: one who may sign an open stage agrees."""
        stage = self.application.open_stages[position % len(self.application.open_stages)]
        able = stage.persons or PEOPLE
        by = able[holder % len(able)]
        self.sign_as(by, stage.id, None, Decision.AGREE, shown=True)

    @precondition(lambda self: self.application.open_stages)
    @rule(position=positions, holder=positions)
    def agree_too(self, position: int, holder: int) -> None:
        self.agree(position, holder)

    @rule(by=persons, position=positions, back_to=st.none() | positions)
    def send_back(self, by: str, position: int, back_to: int | None) -> None:
        stages = self.application.route.stages
        returned = Returned(
            stage=self.stage_id(position),
            to=None if back_to is None else stages[back_to % len(stages)].id,
            by=by,
            reason="缺份数",
            at=self.moment(),
        )
        kept = self.keep(return_to(self.application, returned, signers=PEOPLE))
        if kept and returned.to is not None:
            signed = {signature.stage for signature in self.application.signatures}
            assert {returned.to, returned.stage}.isdisjoint(signed)

    @precondition(lambda self: self.application.state is State.RETURNED)
    @rule(by=st.sampled_from(["handler", "handler", "p1"]))
    def hand_in(self, by: str) -> None:
        answer = hand_in_again(
            self.application,
            by=by,
            payload={"copies": 1},
            route=self.application.rounds[0].route,
            reason="改",
            at=self.moment(),
        )
        self.keep(answer)

    @rule(
        by=persons, position=positions, person=persons, place=st.sampled_from(["before", "after"])
    )
    def add(self, by: str, position: int, person: str, place: str) -> None:
        added = msgspec.convert(
            {"by": by, "place": place, "reason": "要", "at": self.moment()}, Added
        )
        stage = self.stage_id(position)
        self.keep(add_signatory(self.application, stage, person, added, signers=PEOPLE))

    @rule(position=positions, named=st.lists(persons, max_size=2, unique=True).map(tuple))
    def name(self, position: int, named: tuple[str, ...]) -> None:
        stage = self.stage_id(position)
        self.keep(name_signer(self.application, stage, roles=(), persons=named))

    @rule(position=positions, absent=persons, deputies=st.lists(persons, max_size=2).map(tuple))
    def fall_ill(self, position: int, absent: str, deputies: tuple[str, ...]) -> None:
        stage = self.stage_id(position)
        answer = replace_absent(self.application, stage, absent=absent, deputies=deputies)
        self.keep(answer)

    @precondition(lambda self: self.application.state is State.GRANTED)
    @rule(amount=st.integers(min_value=-1, max_value=3), by=persons)
    def use(self, amount: int, by: str) -> None:
        self.keep(spend(self.application, Use(amount=amount, by=by, at=self.moment())))

    @precondition(lambda self: self.application.state is not State.OPEN or len(self.made) > 5)
    @rule(by=persons)
    def withdraw(self, by: str) -> None:
        self.keep(recall(self.application, Ending(by=by, reason="不要", at=self.moment())))

    @invariant()
    def nobody_signs_two_stages_of_one_round(self) -> None:
        for one in self.application.rounds:
            in_person = {stage.id for stage in one.route.stages if stage.signed_in_person}
            names = [
                name
                for signature in one.signatures
                if signature.stage in in_person
                for name in set(signature.names)
            ]
            assert len(names) == len(set(names)), names

    @invariant()
    def no_stage_is_signed_twice_in_one_round(self) -> None:
        for one in self.application.rounds:
            stages = [signature.stage for signature in one.signatures]
            assert len(stages) == len(set(stages))

    @invariant()
    def neither_the_applicant_nor_a_party_signs(self) -> None:
        for one in self.application.rounds:
            for signature in one.signatures:
                assert {"handler", "party"}.isdisjoint(signature.names)
            for stage in one.route.stages:
                assert {"handler", "party"}.isdisjoint(stage.persons)

    @invariant()
    def granted_only_if_every_stage_is_agreed_in_the_round_that_counts(self) -> None:
        application = self.application
        agreed = {
            signature.stage
            for signature in application.signatures
            if signature.decision is Decision.AGREE
        }
        complete = agreed == {stage.id for stage in application.route.stages}
        assert (application.authorisation is not None) == complete
        if application.state in (State.GRANTED, State.SPENT):
            assert complete

    @invariant()
    def a_body_and_an_outer_body_decide_only_with_minutes_or_paper(self) -> None:
        for one in self.application.rounds:
            for signature in one.signatures:
                stage = one.route.stage(signature.stage)
                assert stage is not None
                if stage.mode is Mode.BODY:
                    assert signature.minutes is not None
                if stage.mode is Mode.OUTSIDE and signature.decision is Decision.AGREE:
                    assert signature.paper is not None

    @invariant()
    def every_signature_ever_made_is_kept_in_a_round(self) -> None:
        for signature in self.made:
            assert any(signature in one.signatures for one in self.application.rounds)

    @invariant()
    def closed_rounds_never_change(self) -> None:
        assert self.application.rounds[: len(self.closed)] == self.closed

    @invariant()
    def no_more_is_used_than_was_granted(self) -> None:
        granted = self.application.authorisation
        if granted is not None and granted.left is not None:
            assert 0 <= granted.left <= 2
            assert granted.spent == (self.application.state is State.SPENT)

    @invariant()
    def the_page_shows_each_stage_once_and_no_stage_took_less_than_no_time(self) -> None:
        lines = standing(self.application)
        assert [line.stage for line in lines] == list(self.application.route.stages)
        for line in lines:
            assert line.took is None or line.took >= timedelta()
            if line.state in (StageState.AGREED, StageState.DISAGREED):
                assert line.took is not None

    @invariant()
    def what_is_written_down_is_read_back(self) -> None:
        written = msgspec.json.encode(self.application)
        assert msgspec.json.decode(written, type=Application) == self.application


TestAnyCourse = AnyCourse.TestCase
TestAnyCourse.settings = settings(stateful_step_count=40, max_examples=150)
