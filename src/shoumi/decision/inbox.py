"""What is due at a moment: duties that acts opened, and those that come back every period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from shoumi.acts.known import Known, People
from shoumi.acts.rule import Rule
from shoumi.deadlines.duties import Duty, standing
from shoumi.deadlines.periods import parse
from shoumi.deadlines.recurring import as_interval, outcomes, recurring
from shoumi.decision.decide import House
from shoumi.law.clause import Clause
from shoumi.matters.law.things import AdoptedPack

if TYPE_CHECKING:
    from shoumi.decision.ledger import Ledger

STATE_OF = {"running": "due", "missed": "overdue", "kept": "discharged"}


class DutyLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One duty as it stands: due, overdue, discharged, discharged_late, undated or cancelled."""

    rule: str
    who: str
    state: str
    clauses: tuple[str, ...]
    thing: str = ""
    due_at: datetime | None = None
    provisional: bool = False
    closes_by: tuple[str, ...] = ()
    occasion: str = ""
    id: str = ""


def line_of(duty: Duty, at: datetime) -> DutyLine:
    """A duty that an act opened, as it stands at a moment."""
    return DutyLine(
        rule=duty.rule,
        who=duty.who,
        state=standing(duty, at),
        clauses=duty.clauses,
        thing=duty.thing,
        due_at=duty.due_at,
        provisional=duty.provisional,
        closes_by=duty.closes_by,
        id=duty.id,
    )


def standing_duties(ledger: Ledger, at: datetime) -> tuple[DutyLine, ...]:
    """Every duty of a unit in memory at a moment, kept and missed ones too."""
    opened = tuple(line_of(duty, at) for duty in ledger.registers.every_duty.values())
    asking = ledger.asking("", at)
    return (*opened, *periodic_duties(ledger.registers, asking.people, ledger.house(at), at))


def periodic_duties(
    known: Known, people: People, house: House, at: datetime
) -> tuple[DutyLine, ...]:
    """The duties of every period since the clause has been in force."""
    rules = (rule for rule in house.catalogue.rules.values() if rule.kept is not None)
    return tuple(
        line
        for rule in rules
        for clause in house.law.of_rule(rule.slug)
        for line in _periods(rule, clause, known, people, house, at)
    )


def _periods(
    rule: Rule, clause: Clause, known: Known, people: People, house: House, at: datetime
) -> Iterator[DutyLine]:
    figures = house.law.figures(clause)
    every = figures.get("every")
    adopted = known.find(AdoptedPack, name=clause.pack)
    if not isinstance(every, str) or not adopted or rule.kept is None:
        return
    anchor, today = min(row.since for row in adopted), house.time.day_of(at)
    intervals = recurring(as_interval(parse(every)), anchor, anchor, today, house.time)
    for kept in outcomes(intervals, rule.kept(known, figures), at):
        if kept.outcome not in STATE_OF:
            continue
        for who in [one for role in rule.every for one in people.holders(role)]:
            yield DutyLine(
                rule=rule.slug,
                who=who,
                state=STATE_OF[kept.outcome],
                clauses=(clause.id,),
                due_at=kept.occurrence.due_at,
                provisional=kept.occurrence.provisional,
                occasion=kept.occurrence.occasion,
            )
