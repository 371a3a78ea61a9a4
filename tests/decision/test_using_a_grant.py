"""A grant says how many and until when; later acts use it up, in parts, and never more."""

from __future__ import annotations

from datetime import date, timedelta

from shoumi.decision.ledger import Ledger
from shoumi.matters.carriers.things import Carrier
from shoumi.matters.carriers.work import Job
from tests.cast import MORNING, a_unit, did, refusing, registered

LATER = MORNING + timedelta(hours=1)


def granted(unit: Ledger, copies: int, until: date | None = None) -> str:
    """A job of the handler for so many copies, allowed to that day."""
    (carrier,) = registered(unit, issuer_allows_copying="yes", readers=["handler"])
    asked = did(
        unit, "handler", "carriers.copy", carriers=[carrier], copies=copies, purpose="会议用"
    )
    told = {"application": asked.made[0], "decision": "agree"}
    limit = {"until": until.isoformat()} if until else {}
    return did(unit, "leader", "applications.sign", LATER, **told, **limit).made[0]


def job_of(unit: Ledger, job: str) -> Job:
    found = unit.registers.get(Job, job)
    assert found is not None
    return found


def copies_of(unit: Ledger, job: str) -> list[str | None]:
    return [one.copy_serial for one in unit.registers.find(Carrier) if one.job == job]


def test_three_of_five_copies_are_made_now_and_the_rest_later_but_no_more() -> None:
    unit = a_unit("jm-carriers")
    job = granted(unit, 5)
    told = {"job": job, "marks_checked": True}
    did(unit, "handler", "carriers.finish-job", LATER, made=3, more_to_come=True, **told)
    assert (job_of(unit, job).state, job_of(unit, job).made) == ("granted", 3)
    over = did(unit, "handler", "carriers.finish-job", LATER, made=3, **told)
    assert "carriers.base.made-is-approved" in refusing(over)
    did(unit, "handler", "carriers.finish-job", LATER, made=2, more_to_come=True, **told)
    assert (job_of(unit, job).state, job_of(unit, job).made) == ("closed", 5)
    assert len(set(copies_of(unit, job))) == 5
    again = did(unit, "handler", "carriers.finish-job", LATER, made=1, **told)
    assert "carriers.base.job-is-granted" in refusing(again)


def test_what_is_not_said_to_come_is_given_up() -> None:
    unit = a_unit("jm-carriers")
    job = granted(unit, 5)
    told = {"job": job, "marks_checked": True}
    did(unit, "handler", "carriers.finish-job", LATER, made=3, **told)
    assert job_of(unit, job).state == "closed"


def test_a_job_ends_with_the_last_day_that_its_signer_named() -> None:
    unit = a_unit("jm-carriers")
    job = granted(unit, 2, until=MORNING.date() + timedelta(days=1))
    told = {"job": job, "marks_checked": True, "made": 1, "more_to_come": True}
    last = MORNING + timedelta(days=1, hours=1)
    assert did(unit, "handler", "carriers.finish-job", last, **told).ruling.verdict == "permitted"
    after = did(unit, "handler", "carriers.finish-job", last + timedelta(days=1), **told)
    assert refusing(after) == {"carriers.base.job-is-granted"}
    assert len(copies_of(unit, job)) == 1


def test_waste_of_a_job_that_goes_on_is_destroyed_meanwhile() -> None:
    unit = a_unit("jm-carriers")
    job = granted(unit, 2)
    told = {"job": job, "marks_checked": True, "made": 1}
    did(unit, "handler", "carriers.finish-job", LATER, more_to_come=True, waste_pages=3, **told)
    gone = did(unit, "handler", "carriers.destroy-waste", LATER, job=job, pages=3)
    assert gone.ruling.verdict == "permitted", refusing(gone)
    assert job_of(unit, job).state == "granted"
    did(unit, "handler", "carriers.finish-job", LATER, **told)
    assert job_of(unit, job).state == "closed"
