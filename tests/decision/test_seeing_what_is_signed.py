"""Who signs sees what is named, as long as there is a reason, and never above the own tier."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shoumi.acts.consequence import Made
from shoumi.acts.thing import Thing
from shoumi.decision.ledger import Ledger
from shoumi.decision.sight import groups_of
from shoumi.matters.applications.things import ApplicationRow
from shoumi.matters.applications.waiting import waiting_for
from shoumi.matters.carriers.things import Carrier, Edition
from shoumi.matters.organisation.things import Appointment
from shoumi.matters.personnel.things import Clearance
from tests.cast import MORNING, a_unit, did, refusing, registered

TODAY = MORNING.date()
LATER = MORNING + timedelta(hours=1)
UNCLEARED = "applications.base.cleared"


def copying(unit: Ledger) -> tuple[str, str]:
    """A carrier of which the handler asks for a copy, and that application."""
    (carrier,) = registered(unit, issuer_allows_copying="yes", readers=["handler"])
    asked = did(unit, "handler", "carriers.copy", carriers=[carrier], purpose="会议用")
    assert asked.ruling.verdict == "waiting"
    return carrier, asked.made[0]


def groups(
    unit: Ledger, person: str, kind: type[Thing], one: str, at: datetime = MORNING
) -> frozenset[str]:
    thing = unit.registers.get(kind, one)
    assert thing is not None
    asking = unit.asking(person, at)
    return groups_of(
        person, thing, known=unit.registers, people=asking.people, levels=asking.levels
    )


def sees(unit: Ledger, person: str, carrier: str, at: datetime = MORNING) -> bool:
    """Whether the person sees the carrier, and then also the title that tells what it is."""
    found = unit.registers.get(Carrier, carrier)
    assert found is not None
    assert found.edition is not None
    of_carrier = bool(groups(unit, person, Carrier, carrier, at))
    assert of_carrier == ("know" in groups(unit, person, Edition, found.edition, at))
    return of_carrier


def signs(unit: Ledger, by: str, application: str, at: datetime = LATER, **more: object) -> None:
    told = {"application": application, "decision": "agree", **more}
    done = did(unit, by, "applications.sign", at, **told)
    assert done.ruling.verdict == "permitted", refusing(done)


def waits(unit: Ledger, person: str, at: datetime = MORNING) -> list[str]:
    return [row.id for row in waiting_for(person, unit.asking(person, at))]


def seated(unit: Ledger) -> None:
    """Let the office sit in the committee, which appoints leaders."""
    seat = Appointment(id="seat", person="office", role="committee", since=TODAY)
    unit.enter((Made(seat),))


def appointed(unit: Ledger, person: str, role: str, since: date = TODAY, **more: object) -> str:
    """The id of an appointment that the committee made."""
    seated(unit)
    stated = {"person": person, "role": role, "since": since.isoformat(), **more}
    done = did(unit, "office", "organisation.appoint", **stated)
    assert done.ruling.verdict == "permitted", refusing(done)
    return done.made[0]


def test_a_signer_sees_the_carrier_while_it_waits_and_after_signing() -> None:
    unit = a_unit("jm-carriers")
    carrier, application = copying(unit)
    assert sees(unit, "leader", carrier)
    assert not sees(unit, "reader", carrier)
    signs(unit, "leader", application)
    assert sees(unit, "leader", carrier)


def test_who_has_not_signed_sees_it_no_longer_when_it_is_recalled() -> None:
    unit = a_unit("jm-carriers")
    carrier, application = copying(unit)
    did(unit, "handler", "applications.recall", LATER, application=application, reason="不用了")
    assert not sees(unit, "leader", carrier)
    assert groups(unit, "leader", ApplicationRow, application) == frozenset()


def test_what_one_application_no_longer_shows_another_may() -> None:
    unit = a_unit("jm-carriers")
    carrier, application = copying(unit)
    again = did(unit, "handler", "carriers.copy", carriers=[carrier], purpose="再用")
    assert again.made
    did(unit, "handler", "applications.recall", LATER, application=application, reason="不用了")
    assert sees(unit, "leader", carrier)


def test_another_act_on_the_carrier_leaves_the_signers_their_sight() -> None:
    unit = a_unit("jm-carriers")
    carrier, _ = copying(unit)
    did(unit, "officer", "carriers.hand-over", carriers=[carrier], receiver="reader", basis="run")
    assert sees(unit, "leader", carrier)


def test_an_opinion_is_given_by_who_may_see_it_all() -> None:
    unit = a_unit("jm-carriers")
    carrier, application = copying(unit)
    told = {"application": application, "question": "可以吗"}
    assert not sees(unit, "reader", carrier)
    asked = did(unit, "leader", "applications.countersign", persons=["outsider"], **told)
    assert refusing(asked) == {UNCLEARED}
    did(unit, "leader", "applications.countersign", persons=["reader"], **told)
    assert sees(unit, "reader", carrier)


def test_a_signatory_is_added_only_if_cleared_and_then_sees_it() -> None:
    unit = a_unit("jm-carriers")
    carrier, application = copying(unit)
    told = {"application": application, "reason": "专业意见"}
    added = did(unit, "leader", "applications.add-signatory", person="outsider", **told)
    assert refusing(added) == {UNCLEARED}
    did(unit, "leader", "applications.add-signatory", person="reader", **told)
    assert sees(unit, "reader", carrier)
    assert waits(unit, "reader") == [application]


def test_whoever_loses_the_tier_sees_nothing_of_it_and_signs_nothing() -> None:
    unit = a_unit("jm-carriers")
    carrier, application = copying(unit)
    (clearance,) = unit.registers.find(Clearance, holder="leader")
    done = did(
        unit,
        "office",
        "personnel.suspend-clearance",
        clearance=clearance.id,
        why="change_open",
        text="复审",
    )
    assert done.ruling.verdict == "permitted", refusing(done)
    assert not sees(unit, "leader", carrier)
    assert waits(unit, "leader") == []
    told = {"application": application, "decision": "agree"}
    assert did(unit, "leader", "applications.sign", LATER, **told).ruling.verdict == "refused"


def test_where_nobody_who_signs_is_cleared_the_asking_says_so_at_once() -> None:
    unit = a_unit("jm-carriers")
    (clearance,) = unit.registers.find(Clearance, holder="leader")
    suspending = {"clearance": clearance.id, "why": "change_open", "text": "复审"}
    did(unit, "office", "personnel.suspend-clearance", **suspending)
    (carrier,) = registered(unit, issuer_allows_copying="yes", readers=["handler"])
    payload = {"do": "carriers.copy", "carriers": [carrier], "purpose": "会议用"}
    may_i = unit.may(payload, "handler", MORNING)
    asked = unit.do(payload, "handler", MORNING)
    assert asked.ruling == may_i
    said = asked.ruling.refusing()[0].breach
    assert said is not None
    assert (said.missing, said.cure) == ("tier", "personnel.grant-clearance")
    assert "leader_in_charge" in str(said.message)
    assert unit.registers.find(ApplicationRow) == ()


def test_who_is_appointed_later_has_it_at_once_on_the_list_and_sees_it() -> None:
    unit = a_unit("jm-carriers")
    carrier, application = copying(unit)
    appointed(unit, "reader", "leader_in_charge")
    assert waits(unit, "reader") == [application]
    assert sees(unit, "reader", carrier)
    signs(unit, "reader", application)
    assert waits(unit, "leader", LATER) == []
    assert not sees(unit, "leader", carrier)


def test_an_appointment_of_a_later_day_shows_nothing_before() -> None:
    unit = a_unit("jm-carriers")
    carrier, application = copying(unit)
    appointed(unit, "reader", "leader_in_charge", since=TODAY + timedelta(days=3))
    assert (waits(unit, "reader"), sees(unit, "reader", carrier)) == ([], False)
    then = MORNING + timedelta(days=3)
    assert (waits(unit, "reader", then), sees(unit, "reader", carrier, then)) == (
        [application],
        True,
    )


def test_an_appointment_that_ends_by_its_date_ends_it_without_another_act() -> None:
    unit = a_unit("jm-carriers")
    carrier, application = copying(unit)
    last = TODAY + timedelta(days=2)
    appointed(unit, "reader", "leader_in_charge", until=last.isoformat())
    assert waits(unit, "reader", MORNING + timedelta(days=2)) == [application]
    after = MORNING + timedelta(days=3)
    assert (waits(unit, "reader", after), sees(unit, "reader", carrier, after)) == ([], False)
    assert not groups(unit, "reader", ApplicationRow, application, after)


def test_who_is_relieved_has_it_no_longer() -> None:
    unit = a_unit("jm-carriers")
    carrier, application = copying(unit)
    own = appointed(unit, "reader", "leader_in_charge")
    done = did(unit, "office", "organisation.relieve", LATER, appointment=own, reason="调整")
    assert done.ruling.verdict == "permitted", refusing(done)
    assert (waits(unit, "reader", LATER), sees(unit, "reader", carrier, LATER)) == ([], False)
    assert waits(unit, "leader", LATER) == [application]


def delegated(unit: Ledger, since: date, until: date, person: str = "reader") -> None:
    done = did(
        unit,
        "leader",
        "applications.delegate",
        role="leader_in_charge",
        person=person,
        since=since.isoformat(),
        until=until.isoformat(),
        reason="出差",
    )
    assert done.ruling.verdict == "permitted", refusing(done)


def test_a_delegate_has_it_from_the_first_day_to_the_last() -> None:
    unit = a_unit("jm-carriers")
    carrier, application = copying(unit)
    delegated(unit, TODAY + timedelta(days=1), TODAY + timedelta(days=2))
    for days, has in ((0, False), (1, True), (2, True), (3, False)):
        at = MORNING + timedelta(days=days)
        assert bool(waits(unit, "reader", at)) == has
        assert sees(unit, "reader", carrier, at) == has
        assert bool(groups(unit, "reader", ApplicationRow, application, at)) == has


def test_a_delegate_who_signed_still_sees_it_when_the_delegation_is_over() -> None:
    unit = a_unit("jm-carriers")
    carrier, application = copying(unit)
    delegated(unit, TODAY, TODAY)
    told = {"application": application, "decision": "agree", "on_behalf_of": "leader"}
    unanswered = did(unit, "reader", "applications.sign", LATER, **told)
    assert refusing(unanswered) == {"applications.base.signature-complete"}
    answers = {"issuer_allows_copying": "来文注明可复印"}
    signs(unit, "reader", application, on_behalf_of="leader", answers=answers)
    assert sees(unit, "reader", carrier, MORNING + timedelta(days=9))
    row = unit.registers.get(ApplicationRow, application)
    assert row is not None
    assert row.application.signatures[0].names == ("reader", "leader")


def test_a_delegate_without_the_tier_has_nothing_on_the_list() -> None:
    unit = a_unit("jm-carriers")
    carrier, _ = copying(unit)
    delegated(unit, TODAY, TODAY, person="outsider")
    assert waits(unit, "outsider") == []
    assert not sees(unit, "outsider", carrier)


def test_a_delegation_falls_with_the_role_of_who_gave_it() -> None:
    unit = a_unit("jm-carriers")
    carrier, _ = copying(unit)
    delegated(unit, TODAY, TODAY + timedelta(days=9))
    assert sees(unit, "reader", carrier)
    (own,) = unit.registers.find(Appointment, holder="leader")
    seated(unit)
    did(unit, "office", "organisation.relieve", LATER, appointment=own.id, reason="调整")
    assert (waits(unit, "reader", LATER), sees(unit, "reader", carrier, LATER)) == ([], False)


def test_the_stand_in_of_a_leader_who_asks_signs_only_in_the_days_of_the_delegation() -> None:
    unit = a_unit("jm-carriers")
    delegated(unit, TODAY, TODAY + timedelta(days=1))
    (carrier,) = registered(unit, issuer_allows_copying="yes", readers=["leader"])
    asked = did(unit, "leader", "carriers.copy", carriers=[carrier], purpose="会议用")
    assert waits(unit, "reader") == [asked.made[0]]
    assert sees(unit, "reader", carrier)
    after = MORNING + timedelta(days=2)
    assert waits(unit, "reader", after) == []
    told = {"application": asked.made[0], "decision": "agree"}
    assert did(unit, "reader", "applications.sign", after, **told).ruling.verdict == "refused"
