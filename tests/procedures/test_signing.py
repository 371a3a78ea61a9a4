from __future__ import annotations

from datetime import date

import msgspec
import pytest

from shoumi.procedures.application import (
    Application,
    Decision,
    Minutes,
    Paper,
    Signature,
    State,
    apply_for,
)
from shoumi.procedures.delegation import Delegation
from shoumi.procedures.route import Asked, Mode, compose
from shoumi.procedures.signing import sign_stage
from tests.procedures.cast import (
    MONDAY,
    agreement,
    an_application,
    asked,
    done,
    later,
    refused,
    settled,
    signed,
)

TWO_STEPS = settled(asked("department_head", rank=20), asked("leader_in_charge", rank=40))


def test_the_last_agreement_grants_what_was_wanted() -> None:
    application = signed(an_application(TWO_STEPS), "s1", "head")
    assert (application.state, application.authorisation) == (State.OPEN, None)
    granted = signed(application, "s2", "leader")
    assert granted.state is State.GRANTED
    assert granted.authorisation is not None
    assert (granted.authorisation.what.act, granted.authorisation.left) == ("carriers.copy", 2)


@pytest.mark.parametrize(
    ("asked_until", "valid_until", "ends"),
    [
        (None, None, None),
        (None, date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 3, 10), date(2026, 4, 1), date(2026, 3, 10)),
    ],
)
def test_a_grant_ends_on_the_earlier_of_the_days(
    asked_until: date | None, valid_until: date | None, ends: date | None
) -> None:
    application = an_application(settled(asked("leader_in_charge")), until=asked_until)
    agreed = msgspec.structs.replace(agreement("s1", "leader"), valid_until=valid_until)
    granted = done(sign_stage(application, agreed, signers=["leader"]))
    assert granted.authorisation is not None
    assert granted.authorisation.what.until == ends


def test_the_strictest_day_of_all_signers_counts() -> None:
    first = msgspec.structs.replace(agreement("s1", "head"), valid_until=date(2026, 3, 10))
    application = done(sign_stage(an_application(TWO_STEPS), first, signers=["head"]))
    late = msgspec.structs.replace(agreement("s2", "leader"), valid_until=date(2026, 5, 1))
    granted = done(sign_stage(application, late, signers=["leader"]))
    assert granted.authorisation is not None
    assert granted.authorisation.what.until == date(2026, 3, 10)
    after = agreement("s2", "leader", later(days=30))
    assert "2026-03-10" in refused(sign_stage(application, after, signers=["leader"]))


NEEDS = {"needs": ("issuer_allows_copying",)}
ANSWERED = {"answers": {"issuer_allows_copying": "来文注明可复印"}}


def test_who_signs_for_another_answers_what_the_stage_asks() -> None:
    asks = msgspec.structs.replace(asked("leader_in_charge"), **NEEDS)
    application = an_application(settled(asks))
    given = Delegation(
        role="leader_in_charge",
        principal="leader",
        delegate="p1",
        since=MONDAY.date(),
        until=MONDAY.date(),
        reason="出差",
    )
    silent = msgspec.structs.replace(agreement("s1", "p1"), on_behalf_of="leader")
    for wrong in (silent, msgspec.structs.replace(silent, answers={"issuer_allows_copying": " "})):
        said = refused(sign_stage(application, wrong, signers=["leader"], under=(given,)))
        assert "issuer_allows_copying" in said
    answered = msgspec.structs.replace(silent, **ANSWERED)
    done(sign_stage(application, answered, signers=["leader"], under=(given,)))
    disagreed = msgspec.structs.replace(silent, decision=Decision.DISAGREE, opinion="不必")
    done(sign_stage(application, disagreed, signers=["leader"], under=(given,)))
    done(sign_stage(application, agreement("s1", "leader"), signers=["leader"]))


def test_what_a_body_decided_is_entered_with_its_answers() -> None:
    asks = msgspec.structs.replace(asked("committee", mode=Mode.BODY), **NEEDS)
    application = an_application(settled(asks, holders={"committee": ("p1",)}))
    minutes = Minutes(number="第2次", names=("p2",))
    silent = msgspec.structs.replace(agreement("s1", "p1"), minutes=minutes)
    assert "issuer_allows_copying" in refused(sign_stage(application, silent, signers=["p1"]))
    done(sign_stage(application, msgspec.structs.replace(silent, **ANSWERED), signers=["p1"]))


def test_a_disagreement_ends_the_application_and_says_why() -> None:
    no = Signature(stage="s1", by="head", at=MONDAY, decision=Decision.DISAGREE, opinion="太多")
    application = an_application(TWO_STEPS)
    assert done(sign_stage(application, no, signers=["head"])).state is State.REFUSED
    silent = msgspec.structs.replace(no, opinion=" ")
    assert "why" in refused(sign_stage(application, silent, signers=["head"]))


def test_the_applicant_never_signs_even_as_a_holder() -> None:
    answer = sign_stage(
        an_application(TWO_STEPS), agreement("s1", "handler"), signers=["handler", "head"]
    )
    assert "applicant signs no stage" in refused(answer)


def test_whom_the_act_concerns_signs_no_stage_of_it() -> None:
    application = an_application(TWO_STEPS, parties=("head",))
    answer = sign_stage(application, agreement("s1", "head"), signers=["head"])
    assert "concerns" in refused(answer)


def test_only_a_holder_signs() -> None:
    answer = sign_stage(an_application(TWO_STEPS), agreement("s1", "outsider"), signers=["head"])
    assert "holds a role" in refused(answer)


def test_a_later_stage_waits_for_the_earlier() -> None:
    answer = sign_stage(an_application(TWO_STEPS), agreement("s2", "leader"), signers=["leader"])
    assert "not open" in refused(answer)


def test_nobody_signs_two_stages() -> None:
    application = signed(an_application(TWO_STEPS), "s1", "head")
    answer = sign_stage(application, agreement("s2", "head"), signers=["head", "leader"])
    assert "two stages" in refused(answer)


def test_nobody_signs_where_he_takes_the_last_holder_of_another_stage() -> None:
    route = settled(
        asked("a", rank=20),
        asked("b", rank=30),
        asked("c", rank=40),
        holders={"a": ("x", "y"), "b": ("y", "z"), "c": ("z", "x")},
    )
    application = signed(an_application(route), "s1", "x")
    answer = sign_stage(application, agreement("s2", "z"), signers=["y", "z"])
    assert "another stage" in refused(answer)
    assert signed(signed(application, "s2", "y"), "s3", "z").state is State.GRANTED


def test_a_stage_for_which_the_text_names_nobody_cannot_be_signed() -> None:
    answer = sign_stage(
        an_application(settled(asked())), agreement("s1", "leader"), signers=["leader"]
    )
    assert "names nobody" in refused(answer)


def test_an_application_without_any_stage_is_not_decided() -> None:
    assert "draw the route" in refused(apply_for(an_application(compose([]))))


def test_a_body_decides_with_minutes_and_names() -> None:
    application = an_application(settled(asked("committee", rank=50, mode=Mode.BODY)))
    bare = agreement("s1", "secretary")
    assert "minutes" in refused(sign_stage(application, bare, signers=["secretary"]))
    minutes = Minutes(number="2026-3", names=("leader", "principal"))
    entered = msgspec.structs.replace(bare, minutes=minutes)
    assert done(sign_stage(application, entered, signers=["secretary"])).state is State.GRANTED


def test_the_applicant_does_not_sit_in_the_body_that_decides() -> None:
    application = an_application(settled(asked("committee", rank=50, mode=Mode.BODY)))
    minutes = Minutes(number="2026-3", names=("leader", "handler"))
    entered = msgspec.structs.replace(agreement("s1", "secretary"), minutes=minutes)
    assert "sat in the body" in refused(sign_stage(application, entered, signers=["secretary"]))


def outside_paper(application: Application, paper: Paper | None) -> Application | object:
    entered = msgspec.structs.replace(agreement("s1", "officer"), paper=paper)
    return sign_stage(application, entered, signers=["officer"])


def test_an_outer_body_agrees_only_by_its_paper() -> None:
    application = an_application(settled(asked("issuer", rank=80, mode=Mode.OUTSIDE)))
    paper = Paper(number="密复〔2026〕7号", issuer="制发机关", dated_on=MONDAY.date())
    assert "outer body" in refused(outside_paper(application, None))
    unnumbered = msgspec.structs.replace(paper, number="")
    assert "number" in refused(outside_paper(application, unnumbered))
    tomorrow = msgspec.structs.replace(paper, dated_on=date(2026, 3, 3))
    assert "date" in refused(outside_paper(application, tomorrow))
    answer = outside_paper(application, paper)
    assert isinstance(answer, Application)
    assert answer.state is State.GRANTED


DELEGATED = Delegation(
    role="department_head",
    acts=("carriers.copy",),
    principal="head",
    delegate="second",
    since=MONDAY.date(),
    until=date(2026, 3, 6),
    reason="出差",
)


def for_the_head(by: str = "second", days: int = 0) -> Signature:
    return msgspec.structs.replace(agreement("s1", by, later(days)), on_behalf_of="head")


def test_a_delegate_signs_within_the_days_and_both_names_are_shown() -> None:
    application = an_application(TWO_STEPS)
    after = done(sign_stage(application, for_the_head(), signers=["head"], under=(DELEGATED,)))
    assert after.signatures[0].names == ("second", "head")
    late = sign_stage(application, for_the_head(days=5), signers=["head"], under=(DELEGATED,))
    assert "No delegation" in refused(late)
    assert "No delegation" in refused(sign_stage(application, for_the_head(), signers=["head"]))


def test_a_delegate_who_applies_does_not_sign() -> None:
    own = msgspec.structs.replace(DELEGATED, delegate="handler")
    answer = sign_stage(
        an_application(TWO_STEPS), for_the_head("handler"), signers=["head"], under=(own,)
    )
    assert "applicant signs no stage" in refused(answer)


def test_a_personal_stage_is_signed_by_no_delegate() -> None:
    personal = Asked(roles=("department_head",), rank=20, clauses=("p/1",), personal=True)
    answer = sign_stage(
        an_application(settled(personal)), for_the_head(), signers=["head"], under=(DELEGATED,)
    )
    assert "in person" in refused(answer)


def test_a_delegation_for_one_of_two_merged_capacities_is_not_enough() -> None:
    route = settled(
        asked("department_head", rank=20),
        asked("leader_in_charge", rank=40),
        holders={"department_head": ("head",), "leader_in_charge": ("head",)},
    )
    application = an_application(route)
    signature = msgspec.structs.replace(for_the_head(), stage="s2")
    answer = sign_stage(application, signature, signers=["head"], under=(DELEGATED,))
    assert "No delegation" in refused(answer)
    other = msgspec.structs.replace(DELEGATED, role="leader_in_charge")
    both = sign_stage(application, signature, signers=["head"], under=(DELEGATED, other))
    assert done(both).state is State.GRANTED


def test_who_signed_for_another_and_whose_name_was_used_sign_no_other_stage() -> None:
    application = done(
        sign_stage(an_application(TWO_STEPS), for_the_head(), signers=["head"], under=(DELEGATED,))
    )
    for person in ("head", "second"):
        answer = sign_stage(application, agreement("s2", person), signers=[person])
        assert "two stages" in refused(answer)


def test_an_application_survives_being_written_down() -> None:
    application = signed(signed(an_application(TWO_STEPS), "s1", "head"), "s2", "leader")
    written = msgspec.json.encode(application)
    assert msgspec.json.decode(written, type=Application) == application
