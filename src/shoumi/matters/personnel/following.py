"""What follows from granting, suspending and changing clearances."""

from __future__ import annotations

from datetime import timedelta

from shoumi.acts.consequence import Consequence, Made, Moment, Noticed, become
from shoumi.law.words import N_, Message
from shoumi.matters.personnel.acts import ChangeDuties, GrantClearance, SuspendClearance
from shoumi.matters.personnel.facts import ClearanceFacts, GrantFacts
from shoumi.matters.personnel.things import Clearance


def granted(act: GrantClearance, _facts: GrantFacts, moment: Moment) -> tuple[Consequence, ...]:
    """The clearance; the person is told that something changed, not what."""
    clearance = Clearance(
        id=moment.new_id(), person=act.person, tier=act.tier, since=act.since, until=act.until
    )
    return (Made(clearance), _told(clearance))


def suspended(
    act: SuspendClearance, facts: ClearanceFacts, moment: Moment
) -> tuple[Consequence, ...]:
    """Nothing is open to the person from this day on."""
    if facts.clearance is None:
        return ()
    change = become(facts.clearance, suspended_on=moment.on, suspended_why=act.why)
    return (change, _told(facts.clearance))


def changed(act: ChangeDuties, facts: ClearanceFacts, moment: Moment) -> tuple[Consequence, ...]:
    """The old tier ends on the day before the new one begins."""
    held = facts.clearance
    if held is None:
        return ()
    new = Clearance(
        id=moment.new_id(), person=held.person, tier=act.tier, since=act.since, until=held.until
    )
    return (become(held, until=act.since - timedelta(days=1)), Made(new), _told(new))


def _told(clearance: Clearance) -> Noticed:
    return Noticed(clearance.person, Message(N_("Your clearance has changed.")), clearance.id)
