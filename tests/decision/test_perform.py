"""An act is decided whole: by all its clauses, with what it contains, or not at all."""

from __future__ import annotations

from datetime import timedelta

from shoumi.decision.entry import changes_of
from shoumi.matters.applications.things import ApplicationRow
from shoumi.matters.carriers.work import Job
from tests.cast import MORNING, a_unit, did, refusing, registered

LATER = MORNING + timedelta(hours=1)


def test_an_act_that_no_clause_governs_is_not_decided() -> None:
    unit = a_unit()
    unit.registers.things["law.adoption"].clear()
    unit.registers._by_face.clear()
    unit.book.forget()
    done = did(unit, "officer", "carriers.open-count", counters=["officer", "office"])
    assert done.ruling.verdict == "refused"
    assert refusing(done) == {"base.act.governed"}


def test_the_stricter_of_two_regulations_binds_and_both_are_cited() -> None:
    unit = a_unit("jm-carriers", "p6-bureau")
    (carrier,) = registered(unit, level="top_secret", issuer_kind="own")
    consent = {"kind": "classifying_unit", "number": "函1号"}
    asked = did(
        unit, "officer", "carriers.copy", carriers=[carrier], purpose="工作", consents=[consent]
    )
    by_clause = {found.clause: str(found.said) for found in asked.ruling.findings}
    assert asked.ruling.verdict == "refused"
    assert by_clause["p6-bureau/4d"] == "refused"
    assert by_clause["jm-carriers/1.9.1a"] == "satisfied"


def test_an_act_that_needs_consent_waits_and_is_done_by_the_last_signature() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit, issuer_allows_copying="yes", readers=["handler"])
    asked = did(unit, "handler", "carriers.copy", carriers=[carrier], copies=2, purpose="会议用")
    assert asked.ruling.verdict == "waiting"
    assert unit.registers.find(Job) == ()
    (application,) = asked.made
    assert unit.registers.linking("leader", "awaits") == (application,)
    signed = did(
        unit, "leader", "applications.sign", LATER, application=application, decision="agree"
    )
    (job,) = unit.registers.find(Job)
    assert signed.made == (job.id,)
    assert (job.applicant, job.approved_copies) == ("handler", 2)
    assert unit.registers.linked(job.id, "allowed-by") == (application,)
    assert unit.registers.linking("leader", "awaits") == ()


def test_the_applicant_never_signs() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit, issuer_allows_copying="yes", readers=["leader"])
    asked = did(unit, "leader", "carriers.copy", carriers=[carrier], purpose="会议用")
    own = did(
        unit, "leader", "applications.sign", LATER, application=asked.made[0], decision="agree"
    )
    assert own.ruling.verdict == "refused"
    assert unit.registers.find(Job) == ()


def test_what_the_law_no_longer_allows_is_not_done_by_the_last_signature() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit, issuer_allows_copying="yes", readers=["handler"])
    asked = did(unit, "handler", "carriers.copy", carriers=[carrier], purpose="会议用")
    offer = did(
        unit, "officer", "carriers.hand-over", carriers=[carrier], receiver="reader", basis="run"
    )
    did(unit, "reader", "carriers.accept", hand_over=offer.made[0])
    signed = did(
        unit, "leader", "applications.sign", LATER, application=asked.made[0], decision="agree"
    )
    assert signed.ruling.verdict == "refused"
    assert "carriers.base.original-at-hand" in refusing(signed)
    row = unit.registers.get(ApplicationRow, asked.made[0])
    assert row is not None
    assert row.application.signatures == ()


def test_an_application_with_its_reason_puts_the_act_itself_to_the_law() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit, issuer_allows_copying="yes", readers=["handler"])
    payload = {"carriers": [carrier], "purpose": "会议用"}
    done = did(
        unit,
        "handler",
        "applications.apply",
        act="carriers.copy",
        payload=payload,
        reason="三月会议",
    )
    row = unit.registers.get(ApplicationRow, done.made[0])
    assert row is not None
    assert row.application.act == "carriers.copy"
    assert row.application.round.reason == "三月会议"


def test_may_i_is_the_same_question_and_changes_nothing() -> None:
    unit = a_unit("jm-carriers")
    (carrier,) = registered(unit, readers=["handler"], issuer_allows_copying="yes")
    payload = {"do": "carriers.copy", "carriers": [carrier], "purpose": "会议用"}
    before = len(unit.journal)
    asked = unit.may(payload, "handler", MORNING)
    done = unit.do(payload, "handler", MORNING)
    assert len(unit.journal) == before + 1
    assert asked == done.ruling


def test_a_refusal_is_recorded_and_changes_nothing() -> None:
    unit = a_unit("jm-carriers")
    before = len(unit.journal)
    done = did(unit, "handler", "carriers.open-count", counters=["handler", "reader"])
    assert changes_of(done) == ()
    assert len(unit.journal) == before + 1
