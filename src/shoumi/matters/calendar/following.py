"""What follows from entering the calendar."""

from __future__ import annotations

from shoumi.acts.confirming import confirmed, proposed
from shoumi.acts.consequence import Consequence, Made, Moment, become
from shoumi.matters.calendar.acts import ChangeDay, EnterYear
from shoumi.matters.calendar.facts import DayFacts, YearFacts
from shoumi.matters.calendar.things import AnnouncedYear, ChangedDay


def entered(act: EnterYear, facts: YearFacts, moment: Moment) -> tuple[Consequence, ...]:
    """A year waits for the second person, and counts from the confirmation on."""
    if facts.row is not None and facts.row.proposal is not None:
        return (become(facts.row, proposal=confirmed(facts.row.proposal, moment)),)
    year = AnnouncedYear(
        id=moment.new_id(),
        year=act.year or 0,
        days=act.days,
        notice=act.notice,
        proposal=proposed(moment),
    )
    return (Made(year),)


def moved(act: ChangeDay, facts: DayFacts, moment: Moment) -> tuple[Consequence, ...]:
    """A changed day waits for the second person, and counts from the confirmation on."""
    if facts.row is not None and facts.row.proposal is not None:
        return (become(facts.row, proposal=confirmed(facts.row.proposal, moment)),)
    if act.day is None or act.kind is None:
        return ()
    day = ChangedDay(
        id=moment.new_id(),
        day=act.day,
        kind=act.kind,
        notice=act.notice,
        proposal=proposed(moment),
    )
    return (Made(day),)
