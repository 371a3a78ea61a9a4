"""Who may learn of what. The database's filter says the same in SQL; tests hold them together."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.acts.known import Known, People, is_cleared
from shoumi.acts.thing import WHILE_CLEARED, WHO_SIGNS, Thing
from shoumi.law.levels import Levels


def counts_while_cleared(subject: str) -> bool:
    """Whether the subject counts only while the person is cleared for the thing's level."""
    return subject.startswith(WHILE_CLEARED)


def is_of_signers(key: str) -> bool:
    """Whether an audience key lets somebody see what an application names."""
    return key.partition(":")[2].startswith(WHO_SIGNS)


def groups_of(
    person: str, thing: Thing, *, known: Known, people: People, levels: Levels
) -> frozenset[str]:
    """The groups in which `person` stands for `thing`; empty: for that person it does not exist."""
    if thing.open_to_all:
        return frozenset({"row", "know"})
    found = frozenset(_named(person, thing, known=known, people=people, levels=levels))
    return found | {"row"} if found else found


def _named(
    person: str, thing: Thing, *, known: Known, people: People, levels: Levels
) -> Iterator[str]:
    """The group of each key that names this person; clearance is asked only where it counts."""
    mine = people.subjects(person)
    for key in known.audience(thing.id):
        group, _, subject = key.partition(":")
        if subject not in mine:
            continue
        if not counts_while_cleared(subject) or _is_cleared(person, thing, people, levels):
            yield group


def _is_cleared(person: str, thing: Thing, people: People, levels: Levels) -> bool:
    level = thing.face().level
    return level is None or is_cleared(people.tier(person), level, levels)


def may_see(person: str, thing: Thing, *, known: Known, people: People, levels: Levels) -> bool:
    """Whether `person` may learn that `thing` exists."""
    if thing.open_to_all:
        return True
    return any(_named(person, thing, known=known, people=people, levels=levels))
