from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec
import pytest

from shoumi.acts.consequence import Became, Made
from shoumi.acts.thing import kind_of
from shoumi.decision.entry import changes_of
from shoumi.decision.follow import body_of, face_of
from shoumi.decision.inbox import standing_duties
from shoumi.decision.ledger import Ledger, Recorded
from shoumi.decision.people import Office
from shoumi.decision.perform import Performed
from shoumi.evidence import registers as folded
from shoumi.evidence.sm3 import digest
from shoumi.matters.applications.things import ApplicationRow
from shoumi.matters.carriers.things import ENDED, Carrier, Edition, HandOver
from shoumi.matters.carriers.work import Batch, Inventory, Job
from shoumi.matters.incidents.things import Incident
from shoumi.matters.organisation.things import Department, Person
from tests.server.demo.years import SMALL, Year, a_ledger, a_year, the_year, until

FILING = "incidents.filing.due"


@pytest.fixture(scope="module")
def year() -> Year:
    return the_year()


def digest_of(ledger: Ledger) -> str:
    told = [
        (one.number, one.at, one.performed.by, changes_of(one.performed)) for one in ledger.journal
    ]
    return digest("a year", msgspec.json.encode(told, order="deterministic")).hex()


def test_the_same_seed_plays_the_same_year(year: Year) -> None:
    assert digest_of(a_year(a_ledger()).ledger) == digest_of(year.ledger)


def test_another_seed_plays_another_year(year: Year) -> None:
    assert digest_of(a_year(a_ledger(), seed=2).ledger) != digest_of(year.ledger)


def test_the_year_is_of_the_size_asked_for(year: Year) -> None:
    known = year.ledger.registers
    assert len(known.find(Department)) == 12
    assert len(known.find(Person)) == SMALL.people
    assert abs(len(known.find(Carrier)) - SMALL.carriers) <= 12
    assert abs(len(year.ledger.journal) - SMALL.acts) <= 60


def test_folding_the_changes_gives_the_registers(year: Year) -> None:
    known, fold = year.ledger.registers, folded.Registers()
    for entry in year.ledger.journal:
        for change in changes_of(entry.performed):
            assert folded.apply(change, fold) == ""
    things = {
        (kind_of(one), one.id): one for rows in known.things.values() for one in rows.values()
    }
    assert fold.things.keys() == things.keys()
    for key, thing in things.items():
        told = fold.things[key]
        assert {name: value for name, value in told.face.items() if value is not None} == face_of(
            thing
        )
        kept = {name: value for name, value in told.body.items() if value is not None}
        assert kept == {name: value for name, value in body_of(thing).items() if value is not None}
    scopes = {(thing, key) for thing, keys in known.scopes.items() for key in keys}
    assert fold.scopes == scopes
    assert fold.series == known.series
    assert {one for one, duty in fold.duties.items() if duty.open} == {
        duty.id for duty in known.duties()
    }


def parts(performed: Performed) -> Iterator[Performed]:
    yield performed
    for part in performed.contained:
        yield from parts(part)


class Custody:
    """The stints of every carrier, told from the journal step by step."""

    def __init__(self) -> None:
        self.now: dict[str, Carrier] = {}
        self.confirmed: dict[str, int] = {}
        self.stints: dict[str, int] = {}

    def step(self, entry: Recorded) -> None:
        for part in parts(entry.performed):
            for one in part.consequences:
                if isinstance(one, Made | Became):
                    self.see(one.thing if isinstance(one, Made) else one.after, part.by, entry.at)

    def see(self, after: object, by: str, at: datetime) -> None:
        if isinstance(after, HandOver) and after.state == "confirmed":
            assert by == after.receiver != after.giver
            for carrier in set(after.carriers) - set(after.missing):
                self.confirmed[carrier] = self.confirmed.get(carrier, 0) + 1
        if isinstance(after, Carrier):
            before = self.now.get(after.id)
            assert before is None or before.state not in ENDED
            assert before is None or before.since <= after.since <= at
            if before is None or before.holder != after.holder:
                self.stints[after.id] = self.stints.get(after.id, 0) + 1
            self.now[after.id] = after


def test_custody_has_no_gap_at_any_step(year: Year) -> None:
    custody = Custody()
    for entry in year.ledger.journal:
        custody.step(entry)
        for carrier in {c.id for c in _touched(entry)}:
            assert custody.stints[carrier] == 1 + custody.confirmed.get(carrier, 0)


def _touched(entry: Recorded) -> Iterator[Carrier]:
    for part in parts(entry.performed):
        for one in part.consequences:
            thing = one.thing if isinstance(one, Made) else getattr(one, "after", None)
            if isinstance(thing, Carrier):
                yield thing


def test_every_copy_is_as_secret_as_its_edition_and_was_granted(year: Year) -> None:
    known = year.ledger.registers
    for carrier in known.find(Carrier):
        edition = known.get(Edition, carrier.edition) if carrier.edition else None
        assert carrier.level == (edition.level if edition else carrier.own_level)
    jobs = known.find(Job)
    assert jobs
    for job in jobs:
        made = [one for one in known.find(Carrier) if one.job == job.id]
        assert len(made) == (job.made or 0) <= job.approved_copies


def test_what_is_destroyed_was_on_a_list_watched_by_two(year: Year) -> None:
    known = year.ledger.registers
    closed = known.find(Batch, state="closed")
    listed = {line.carrier for batch in closed for line in batch.lines}
    assert listed
    assert listed == {one.id for one in known.find(Carrier, state="destroyed")}
    assert all(len({one.person for one in batch.confirmations}) == 2 for batch in closed)


def test_the_day_ends_with_work_that_waits_and_a_loss_whose_clock_runs(year: Year) -> None:
    known = year.ledger.registers
    assert len(known.find(Carrier, state="missing")) == 1
    assert len(known.find(Incident)) == 1
    assert known.find(ApplicationRow, state="open")
    states = {line.state for line in standing_duties(year.ledger, until())}
    assert {"due", "overdue", "discharged", "discharged_late"} <= states
    clocks = [one.state for one in standing_duties(year.ledger, until()) if one.rule == FILING]
    assert clocks == ["due"]
    assert all(count.state == "settled" for count in known.find(Inventory))


@pytest.mark.parametrize(
    ("part", "waiting"),
    [
        ("officer", {"to receive", "not confirmed"}),
        ("head-geology", {"to receive", "outside", "overdue"}),
        ("principal", {"to receive"}),
        ("archivist", {"not confirmed"}),
        ("colleague", {"outside"}),
        ("leader", {"to sign"}),
    ],
)
def test_whose_part_a_visitor_takes_finds_something_on_the_desk(
    year: Year, part: str, waiting: set[str]
) -> None:
    known, person = year.ledger.registers, year.play.cast[part]
    office = {*year.play.cast.officers, year.play.cast["media-keeper"]}
    offered = known.find(HandOver, state="offered")
    held = known.find(Carrier, holder=person)
    duties = standing_duties(year.ledger, until())
    applications = known.find(ApplicationRow, state="open")
    passes = Office(known, until().date()).passes(person)
    found = {
        "to receive": any(one.receiver == person for one in offered),
        "not confirmed": any(one.giver == person for one in offered),
        "outside": bool(held) and person not in office,
        "overdue": any(one.who == person and one.state == "overdue" for one in duties),
        "to sign": any(passes & one.signers(known) for one in applications),
    }
    assert waiting <= {name for name, there in found.items() if there}


def test_the_law_refuses_some_of_it(year: Year) -> None:
    refused = {slug for slug, verdict in year.play.outcomes if verdict == "refused"}
    assert {"carriers.destroy", "carriers.register"} <= refused
