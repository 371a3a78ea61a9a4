"""A year of the office, day by day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise
from random import Random

from shoumi.deadlines.calendar import UnitTime
from shoumi.decision.law_book import Shelf
from shoumi.matters.law.things import AdoptedPack
from shoumi.server.demo.accounts import open_accounts
from shoumi.server.demo.deeds.affairs import adopt, delegate, publish, set_parameters, stand_in
from shoumi.server.demo.deeds.attempts import attempt
from shoumi.server.demo.deeds.copying import ask_for_copies
from shoumi.server.demo.deeds.counting import count_stock
from shoumi.server.demo.deeds.desks import LENT_BEFORE, lay_out, lend_for_too_long
from shoumi.server.demo.deeds.ending import clear_last_year, list_for_destruction
from shoumi.server.demo.deeds.reading import give_out
from shoumi.server.demo.deeds.receiving import buy_medium, receive
from shoumi.server.demo.door import PlayDoor
from shoumi.server.demo.founding import first_acts
from shoumi.server.demo.people import plan_people
from shoumi.server.demo.play import Cast, Play, Size
from shoumi.server.shelf import BASE

SEED = 20_260_101
COPIES_A_PAPER = 1.77
"""How many copies a paper has in the mean; papers.py says how they are mixed."""

ACTS_A_ROUND = 4
FIRST_QUARTER, MONDAY = 3, 0
FEWEST_MEDIA = 12
JUST_NOW = timedelta(minutes=25)
"""So long before the end a medium is missed: its clock runs when the visitor arrives."""


def play_year(door: PlayDoor, *, shelf: Shelf, until: datetime, size: Size, chance: Random) -> Play:
    """Found the unit a year before `until` and play every working day up to that moment."""
    clock = UnitTime(calendar=shelf.calendar, hours=shelf.hours, zone=shelf.zone)
    first = clock.first_working(clock.day_of(until) - timedelta(days=364))
    begins = clock.opening(first) - timedelta(minutes=90)
    workers = plan_people(chance, size.people)
    digest = str(shelf.digest(BASE))
    ground = AdoptedPack(id="ground", pack=BASE, digest=digest, since=first)
    ids = door.found(first_acts(workers, first, BASE, digest), ground, begins)
    play = Play(
        door=door, cast=Cast(workers, ids), chance=chance, clock=clock, until=clock.local(until)
    )
    play.performed = len(ids)
    _days(play, first, clock.day_of(until), shelf, size)
    return play


def _days(play: Play, first: date, last: date, shelf: Shelf, size: Size) -> None:
    days = _working_days(play.clock, first, last)
    _begin(play, play.clock.opening(first), shelf)
    _by_the_calendar(play, days)
    for number, day in enumerate(days, 1):
        part = number / len(days)
        _put_down(play, day, size, part, len(days))
        with play.door.together(play.clock.opening(day)):
            play.live(day)


def _begin(play: Play, opening: datetime, shelf: Shelf) -> None:
    """What is done in the hour before the first day's work."""
    hour = opening - timedelta(minutes=60)
    with play.door.together(hour):
        adopt(play, hour, shelf)
        set_parameters(play, opening - timedelta(minutes=30))
        publish(play, opening - timedelta(minutes=20))
        play.accounts = open_accounts(play, opening - timedelta(minutes=10))


def _working_days(clock: UnitTime, first: date, last: date) -> list[date]:
    every = (first + timedelta(days=one) for one in range((last - first).days + 1))
    return [day for day in every if clock.calendar.is_working(day)]


def _put_down(play: Play, day: date, size: Size, part: float, days: int) -> None:
    """Put down what begins on a day, so that size is reached when all parts are done."""
    papers = round((size.carriers * part - play.registered) / COPIES_A_PAPER)
    for _ in range(max(0, papers)):
        play.at(play.within(day), partial(receive, play))
    rounds = round((size.acts * part - play.performed - papers) / ACTS_A_ROUND)
    for _ in range(max(0, rounds)):
        play.at(play.within(day), partial(give_out, play))
    for deed, often in ((ask_for_copies, size.carriers / 15), (attempt, size.acts / 250)):
        for _ in range(_times(play, often / days)):
            play.at(play.within(day), partial(deed, play))
    for deed, often in (
        (buy_medium, max(FEWEST_MEDIA, size.carriers / 60)),
        (delegate, 6),
        (stand_in, 3),
    ):
        for _ in range(_times(play, often / days)):
            play.at(play.within(day), partial(deed, play))


def _times(play: Play, mean: float) -> int:
    """A whole number of times, `mean` in the long run."""
    whole = int(mean)
    return whole + play.likely(mean - whole)


def _by_the_calendar(play: Play, days: list[date]) -> None:
    """Counts at the end of each month, of all at the end of a quarter; lists in between."""
    ends = [day for day, after in pairwise(days) if day.month != after.month]
    officers = play.cast.officers
    for number, day in enumerate(ends):
        quarterly = day.month % 3 == 0
        counted = officers if quarterly else officers[number % len(officers) :][:1]
        for place, keeper in enumerate(counted):
            at = play.clock.closing(day) + timedelta(minutes=15 * place)
            purpose = "quarterly" if quarterly else "monthly"
            play.at(at, partial(count_stock, play, keeper, purpose))
        listing = officers[(number + 1) % len(officers)]
        play.at(play.clock.opening(day), partial(list_for_destruction, play, listing))
    for day in days:
        if day.year > days[0].year and day.month <= FIRST_QUARTER and day.weekday() == MONDAY:
            for keeper in officers:
                play.at(play.within(day), partial(clear_last_year, play, keeper))
    # Media do not circulate, so that this count may be held while the office works.
    at = min(play.until - JUST_NOW, play.clock.closing(days[-1]))
    play.at(at, partial(count_stock, play, play.cast["media-keeper"], "monthly", losing=1))
    play.at(at, partial(lay_out, play))
    play.at(play.within(days[-1 - LENT_BEFORE]), partial(lend_for_too_long, play))
