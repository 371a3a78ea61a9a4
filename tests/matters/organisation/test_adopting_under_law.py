"""Adoption through the one door, judged by the base pack."""

from datetime import datetime, timedelta

from shoumi.acts.act import slug_of
from shoumi.acts.consequence import Made
from shoumi.decision.ledger import Ledger
from shoumi.decision.verdict import Verdict
from shoumi.law.clause import Json
from shoumi.matters.organisation.things import Appointment
from tests.cast import MORNING, a_unit, shelf

PACK = "jm-staff"
LATER = MORNING + timedelta(hours=1)


def adopting() -> dict[str, Json]:
    return {
        "do": "organisation.adopt-regulation",
        "title": "职工守则",
        "pack": PACK,
        "digest": shelf().digest(PACK),
        "effective_on": MORNING.date().isoformat(),
    }


def a_house() -> Ledger:
    """The cast, with a principal."""
    house = a_unit()
    principal = Appointment(
        id="P", person="leader", role="principal", since=MORNING.date().replace(year=2020)
    )
    house.enter((Made(principal),))
    return house


def in_force(house: Ledger, at: datetime) -> bool:
    law, _ = house.book.today(house.registers, at.date())
    return any(clause.pack == PACK for clause in law.clauses)


def test_a_regulation_binds_when_two_people_have_put_it_into_force() -> None:
    house = a_house()
    first = house.do(adopting(), "office", MORNING)
    assert first.ruling.verdict is Verdict.PERMITTED, first.ruling
    assert [slug_of(part.act) for part in first.contained] == ["law.adopt"]
    confirm: dict[str, Json] = {
        "do": "organisation.adopt-regulation",
        "confirms": first.made[-1],
    }
    assert house.do(confirm, "office", LATER).ruling.verdict is Verdict.REFUSED
    assert house.do(confirm, "outsider", LATER).ruling.verdict is Verdict.REFUSED
    assert not in_force(house, LATER)
    second = house.do(confirm, "leader", LATER)
    assert second.ruling.verdict is Verdict.PERMITTED, second.ruling
    assert in_force(house, LATER)


def test_the_secrecy_office_does_not_enlarge_itself() -> None:
    house = a_house()
    appoint: dict[str, Json] = {
        "do": "organisation.appoint",
        "person": "handler",
        "role": "secrecy_office",
        "since": "2026-03-02",
    }
    refused = house.do(appoint, "office", MORNING).ruling
    assert [finding.clause for finding in refused.refusing()] == ["shoumi/organisation.3"]
    assert house.do(appoint, "leader", MORNING).ruling.verdict is Verdict.PERMITTED
