"""`shoumi duties`: what is due, by whom, until when."""

from __future__ import annotations

import argparse

from shoumi.cli.asking.ledger import moment_of, person_named, registers, the_house
from shoumi.cli.voice.ending import DONE
from shoumi.cli.voice.speaker import Speaker
from shoumi.decision.inbox import DutyLine, line_of, periodic_duties
from shoumi.law.words import N_
from shoumi.matters.organisation.things import Person

OPEN = frozenset({"due", "overdue", "undated"})


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("--on", metavar="DATE", help=N_("as of the end of this day (default: now)"))
    parser.add_argument("--person", metavar="PERSON", help=N_("only the duties of one person"))
    parser.add_argument("--by", metavar="DATE", help=N_("only what falls due by this day"))


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """List open duties, the next one first."""
    house = the_house()
    at = moment_of(house, asked.on)
    whose = person_named(house, asked.person) if asked.person else None
    until = moment_of(house, asked.by) if asked.by else None
    with registers(house) as known:
        asking, law = house.door.asked("", at, known, house.make_book())
        opened = (line_of(duty, at) for duty in known.duties(person=whose))
        every = (*opened, *periodic_duties(known, asking.people, law, at))
        lines = [one for one in every if one.state in OPEN and whose in (None, one.who)]
        if until:
            lines = [one for one in lines if one.due_at is not None and one.due_at <= until]
        names = {one.who: _name(known.get(Person, one.who), one.who) for one in lines}
    lines.sort(key=lambda one: (one.due_at is None, one.due_at, one.rule, one.who))
    speaker.value({"at": at, "duties": lines})
    speaker.table([_row(one, names[one.who], speaker) for one in lines])
    overdue = sum(1 for one in lines if one.state == "overdue")
    speaker.tell(
        N_("{count} duties, {overdue} of them overdue."), count=len(lines), overdue=overdue
    )
    return DONE


def _name(person: Person | None, identifier: str) -> str:
    return person.name if person else identifier


def _row(line: DutyLine, name: str, speaker: Speaker) -> tuple[str, ...]:
    due = f"{line.due_at:%Y-%m-%d %H:%M}" if line.due_at else speaker.sentence(N_("no date yet"))
    if line.provisional:
        due += " " + speaker.sentence(N_("(provisional)"))
    state = {
        "due": speaker.sentence(N_("due")),
        "overdue": speaker.sentence(N_("overdue")),
        "undated": speaker.sentence(N_("undated")),
    }[line.state]
    return due, state, name, line.rule, " ".join(line.clauses), line.thing
