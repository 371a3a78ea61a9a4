"""Who signs sees what is named: in SQL as in Python, on both databases, day by day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connections

from shoumi.acts.thing import Thing
from shoumi.decision.people import Office
from shoumi.decision.sight import groups_of
from shoumi.matters.applications.things import ApplicationRow
from shoumi.matters.applications.waiting import waiting_for
from shoumi.matters.carriers.things import Carrier, Edition
from shoumi.server.perform import one_moment
from shoumi.server.verify import verify_ledger
from shoumi.server.visibility import NotFoundError, Order, Sight, Wanted, viewer_of
from tests.server.houses import House, enrolled

KINDS: tuple[type[Thing], ...] = (ApplicationRow, Carrier, Edition)
ORDERS: tuple[Order, ...] = ("newest", "number")
SIGNERS = {"leader": "important", "newcomer": "important", "deputy": "important", "low": "general"}


@pytest.fixture
def house(alias: str) -> House:
    """A house in which a reader's application for a copy waits for the leader."""
    house = House(alias)
    for name, tier in SIGNERS.items():
        for step in enrolled(name, None, tier):
            payload = {
                key: house.cast[value[1:]] if str(value).startswith("$") else value
                for key, value in step.payload.items()
            }
            made = house.door.do(payload, house.cast["secretary"]).made
            house.cast.setdefault(name, made[-1])
    house.adopt("jm-carriers")
    appoint(house, "leader")
    return house


def appoint(house: House, name: str, **more: object) -> str:
    told = {"role": "leader_in_charge", "since": "2026-03-02", **more}
    return house.do("organisation.appoint", "principal", person=house.cast[name], **told).made[0]


def asked(house: House) -> tuple[str, str, str]:
    """An edition, one of its carriers, and the application to copy that."""
    carrier, _ = house.paper()
    payload = {"do": "carriers.copy", "carriers": [carrier], "purpose": "会议用"}
    outcome = house.door.do(payload, house.cast["reader"])
    assert outcome.ruling.verdict.value == "waiting"
    with one_moment(connections[house.door.using]) as direct:
        found = house.door.registers(direct).get(Carrier, carrier)
    assert found is not None
    assert found.edition is not None
    return found.edition, carrier, outcome.made[0]


def seen(house: House) -> dict[str, set[str]]:
    """What each of the cast sees today; each way of reading shows it, and nothing else."""
    with one_moment(connections[house.door.using]) as direct:
        known = house.door.registers(direct)
        today = house.clock.now.date()
        _, standing = house.door.asked("", house.clock.now, known, house.door._make_book())
        levels, office = standing.law.levels, Office(known, today)
        found: dict[str, set[str]] = {}
        for name, person in house.cast.items():
            if known.find(ApplicationRow) == () or not office.exists(person):
                continue
            sight = Sight(direct, house.unit, viewer_of(person, office, levels))
            for kind in KINDS:
                things = known.find(kind)
                right = {
                    one.id: groups
                    for one in things
                    if (groups := groups_of(person, one, known=known, people=office, levels=levels))
                }
                assert sight.groups([(one.id, one.face().level) for one in things]) == right
                for order in ORDERS:
                    lines = sight.page(Wanted(kind=kind, order=order)).lines
                    assert {line.id for line in lines} == (
                        {one.id for one in things if one.id in right}
                        if order == "newest"
                        else {one.id for one in things if one.id in right and one.face().number}
                    )
                assert sight.count(Wanted(kind=kind)).number == len(right)
                for one in things:
                    if one.id in right:
                        fields = sight.thing(known, kind, one.id)
                        if kind is Edition:
                            assert ("title" in fields) == ("know" in right[one.id])
                    else:
                        with pytest.raises(NotFoundError):
                            sight.thing(known, kind, one.id)
                found.setdefault(name, set()).update(
                    one for one, groups in right.items() if "know" in groups
                )
        return found


def waits(house: House, name: str) -> list[str]:
    with one_moment(connections[house.door.using]) as direct:
        known = house.door.registers(direct)
        asking, _ = house.door.asked(
            house.cast[name], house.clock.now, known, house.door._make_book()
        )
        return [row.id for row in waiting_for(house.cast[name], asking)]


def test_each_signer_sees_all_of_it_in_the_own_days_and_nobody_else_does(house: House) -> None:
    all_of_it = set(asked(house))
    before = seen(house)
    assert before["leader"] == all_of_it
    assert before["newcomer"] == before["deputy"] == before["low"] == set()

    today = house.clock.now.date()
    days = {"since": str(today + timedelta(days=1)), "until": str(today + timedelta(days=2))}
    told = {"role": "leader_in_charge", "reason": "出差", **days}
    for name in ("deputy", "low"):
        house.do("applications.delegate", "leader", person=house.cast[name], **told)
    appoint(house, "newcomer", **days)
    for has in (False, True, True, False):
        now = seen(house)
        assert now["leader"] == all_of_it
        assert now["deputy"] == now["newcomer"] == (all_of_it if has else set())
        assert now["low"] == set()
        assert bool(waits(house, "deputy")) == bool(waits(house, "newcomer")) == has
        assert waits(house, "low") == []
        house.clock.now += timedelta(days=1)


def test_who_signed_sees_it_ever_after_and_who_did_not_no_longer(house: House) -> None:
    edition, carrier, application = asked(house)
    appoint(house, "newcomer")
    assert seen(house)["newcomer"] == {edition, carrier, application}
    disagreed = {"decision": "disagree", "opinion": "不必", "application": application}
    house.do("applications.sign", "leader", **disagreed)
    house.clock.now += timedelta(days=30)
    now = seen(house)
    assert now["leader"] == {edition, carrier, application}
    assert now["newcomer"] == set()


def test_the_ledger_verifies_with_all_keys_of_signers(house: House) -> None:
    _, _, application = asked(house)
    appoint(house, "newcomer")
    house.do("applications.recall", "reader", application=application, reason="不用了")
    with one_moment(connections[house.door.using]) as direct:
        rows = direct.ask(
            "SELECT subject FROM scope WHERE unit = %s AND (subject LIKE %s OR subject LIKE %s)",
            [house.unit, "post:%", "deputy:%"],
        )
        links = direct.ask(
            "SELECT target FROM link WHERE unit = %s AND relation LIKE %s", [house.unit, "awaits%"]
        )
    assert rows == []
    assert links == []
    assert list(verify_ledger(house.door)) == []
