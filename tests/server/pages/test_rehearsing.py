"""What a regulation would have changed in the last year is told, to each as much as he may know."""

import pytest
from django.db import connections

from shoumi.server.pages.beside.rehearsing import Rehearsed, Told, rehearse, told_to
from shoumi.server.pages.beside.works import CancelledError, Work
from shoumi.server.pages.desk import Desk
from shoumi.server.pages.house import PagesHouse
from shoumi.server.perform import one_moment
from tests.server.houses import House, shelf
from tests.server.ledgers import every_row


@pytest.fixture
def house(alias: str) -> House:
    """A unit under the base pack alone, in which a paper without a stamp was registered."""
    house = House(alias)
    edition = {"open_name": "通知第7号", "level": "secret", "readers": [house.cast["reader"]]}
    copies = [{"copy_number": "000007", "stamp_on_first_page": False}]
    house.do("carriers.register", "officer", new_edition=edition, copies=copies)
    return house


def pages_of(house: House) -> PagesHouse:
    return PagesHouse(door=house.door, shelf=shelf(), clock=house.clock)


def rehearsed(house: House, work: Work | None = None) -> Rehearsed:
    return rehearse(pages_of(house), "jm-carriers", work or Work("secretary", "rehearsal"))


def told(house: House, person: str, found: Rehearsed) -> Told:
    pages = pages_of(house)
    with one_moment(connections[house.door.using]) as direct:
        return told_to(Desk(pages, house.door.registers(direct), house.cast[person]), found)


def test_acts_that_it_would_have_refused_and_duties_that_would_arise_are_told(
    house: House,
) -> None:
    found = told(house, "secretary", rehearsed(house))
    assert [one.act for one in found.refused] == ["carriers.register"]
    assert "jm-carriers/1.1.3b" in dict(found.by_clause)


def test_an_act_that_it_permits_opens_its_duties(house: House) -> None:
    house.paper()
    found = told(house, "secretary", rehearsed(house))
    assert "carriers.return.year-end" in {one.rule for one in found.duties}
    assert found.opened == sum(one.times for one in found.duties) > 0


def test_consent_that_it_would_have_asked_for_is_told_with_whose(house: House) -> None:
    first, _ = house.paper()
    house.do("carriers.copy", "officer", carriers=[first], copies=1, purpose="会议讨论")
    found = told(house, "secretary", rehearsed(house))
    assert "carriers.copy" in {one.act for one in found.routes}
    assert all(one.stages for one in found.routes if one.act == "carriers.copy")


def test_nobody_is_told_not_even_in_a_count_of_acts_on_what_he_may_not_see(house: House) -> None:
    house.paper()
    found = rehearsed(house)
    assert told(house, "officer", found).refused != ()
    nothing = told(house, "system_administrator", found)
    assert (nothing.refused, nothing.opened, nothing.waiting, nothing.by_clause) == ((), 0, 0, ())


def test_a_rehearsal_changes_nothing(house: House) -> None:
    def rows() -> list[object]:
        tables = ("entry", "thing", "duty")
        return [row for table in tables for row in every_row(house.door.using, table, house.unit)]

    before = rows()
    rehearsed(house)
    assert rows() == before


def test_a_rehearsal_that_nobody_waits_for_ends_at_its_next_beat(house: House) -> None:
    work = Work("secretary", "rehearsal")
    work.stop()
    with pytest.raises(CancelledError):
        rehearsed(house, work)


def test_ids_of_a_rehearsal_give_carriers_numbers_of_their_own(house: House) -> None:
    house.paper()
    heard = rehearsed(house).heard
    things = {duty.thing for one in heard for duty in one.opened}
    assert len(things) > 1
