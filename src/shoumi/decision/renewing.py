"""Whom applications wait for, brought up to date by every act that makes it other."""

from __future__ import annotations

from shoumi.acts.act import Act
from shoumi.acts.consequence import Consequence, become
from shoumi.acts.known import Asking
from shoumi.acts.shape import references
from shoumi.acts.thing import Thing, kind_of
from shoumi.decision.catalogue import Catalogue
from shoumi.decision.overlay import Overlay
from shoumi.decision.people import Office
from shoumi.matters.applications.things import About, ApplicationRow, DelegationRow, Named
from shoumi.matters.applications.waiting import waits_anew
from shoumi.matters.organisation.things import Appointment, Person
from shoumi.matters.personnel.things import Clearance

WHO_IS_WHO = (Appointment, Person, Clearance, DelegationRow)


def renewed(
    laid: tuple[Consequence, ...], asking: Asking, *, apart: str | None = None
) -> tuple[Consequence, ...]:
    """What follows for applications when they, or the roles in the house, change.

    `apart` is the application whose granted act this is: its last signature has ended it.
    """
    over = Overlay(asking.known, laid)
    touched = tuple(over.touched.values())
    own = [one for one in touched if isinstance(one, ApplicationRow)]
    of_office = any(isinstance(one, WHO_IS_WHO) for one in touched)
    if not own and not of_office:
        return ()
    people = Office(over, asking.on) if of_office else asking.people
    after = asking.over(over, people)
    rows = {row.id: row for row in own}
    others: tuple[ApplicationRow, ...] = ()
    if of_office:
        waiting = asking.known.find(ApplicationRow, state="open")
        others = tuple(row for row in waiting if row.id not in rows and row.id != apart)
    found = [each for row in own for each in waits_anew(row, asking, after)]
    for row in others:
        changes = waits_anew(row, asking, after)
        found += (become(row), *changes) if changes else ()
    return tuple(found)


def about(act: Act, asking: Asking, catalogue: Catalogue) -> About:
    """What an act is about: what is open to all is named, but needs nobody's leave to be seen."""
    named = tuple(references(act))
    things: dict[str, Thing] = {}
    for _, kind, identifier in named:
        thing = asking.known.get(catalogue.things[kind], identifier)
        if thing is not None and not thing.open_to_all:
            things[thing.id] = thing
            things.update((one.id, one) for one in thing.read_with(asking.known))
    levels = {level for one in things.values() if (level := one.face().level) is not None}
    return About(
        subjects=tuple(dict.fromkeys(identifier for _, _, identifier in named)),
        names=tuple(Named(kind=kind_of(one), thing=one.id) for one in things.values()),
        levels=tuple(sorted(levels, key=lambda level: _rank(level, asking), reverse=True)),
    )


def _rank(level: str, asking: Asking) -> tuple[int, str]:
    """Levels of different schemes compared through the reference; the word decides at last."""
    return (asking.levels.in_reference(level).rank or 0, level)
