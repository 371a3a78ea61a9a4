"""Who may learn of what. The database's filter says the same in SQL; tests hold them together."""

from __future__ import annotations

from shoumi.acts.known import Known, People, is_cleared
from shoumi.acts.thing import Thing
from shoumi.law.levels import Levels

READER = "reader:"


def subjects_of(person: str, people: People) -> frozenset[str]:
    """The subjects that audience keys may name for this person."""
    place = people.department(person)
    found = {f"person:{person}", f"{READER}{person}"}
    for role in people.roles(person):
        found.add(f"role:{role}")
        if place and role in people.roles_in(person, place):
            found.add(f"role:{role}@{place}")
    if place:
        found.add(f"department:{place}")
    return frozenset(found)


def groups_of(
    person: str, thing: Thing, *, known: Known, people: People, levels: Levels
) -> frozenset[str]:
    """The groups in which `person` stands for `thing`; empty: for that person it does not exist."""
    if thing.open_to_all:
        return frozenset({"row", "know"})
    mine = subjects_of(person, people)
    level = thing.face().level
    cleared = level is None or is_cleared(people.tier(person), level, levels)
    found: set[str] = set()
    for key in known.audience(thing.id):
        group, _, subject = key.partition(":")
        if subject in mine and (cleared or not subject.startswith(READER)):
            found.add(group)
    return frozenset(found | {"row"}) if found else frozenset()


def may_see(person: str, thing: Thing, *, known: Known, people: People, levels: Levels) -> bool:
    """Whether `person` may learn that `thing` exists."""
    return bool(groups_of(person, thing, known=known, people=people, levels=levels))
