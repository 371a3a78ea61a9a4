"""What may be asked of the registers. Two implementations: the database, and memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from shoumi.acts.thing import Thing
from shoumi.law.clause import Json
from shoumi.law.levels import Levels, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from shoumi.deadlines.duties import Duty
    from shoumi.law.pack import Parameter

T = TypeVar("T", bound=Thing)


class Held(msgspec.Struct, frozen=True):
    """A role that a person holds now or later, and the appointment by which."""

    appointment: str
    person: str


class Known(Protocol):
    """The registers as they stand before the act."""

    def get(self, kind: type[T], identifier: str, /) -> T | None:
        """The thing of that kind and id, or None."""
        ...

    def find(
        self,
        kind: type[T],
        /,
        *,
        number: str | None = None,
        name: str | None = None,
        state: str | None = None,
        holder: str | None = None,
        department: str | None = None,
    ) -> tuple[T, ...]:
        """All things of a kind whose face has these values, in the order of their making."""
        ...

    def linked(self, source: str, relation: str, /) -> tuple[str, ...]:
        """The ids that `source` points to by `relation`."""
        ...

    def linking(self, target: str, relation: str, /) -> tuple[str, ...]:
        """The ids that point to `target` by `relation`."""
        ...

    def audience(self, identifier: str, /) -> frozenset[str]:
        """The audience keys of a thing (see Thing.audience)."""
        ...

    def duties(self, *, thing: str | None = None, person: str | None = None) -> tuple[Duty, ...]:
        """The open duties about a thing, of a person, or both."""
        ...

    def next_number(self, series: str, /) -> int:
        """The next number of a running series, 1 if none was given yet."""
        ...

    def texts_told(self, entry: int, fields: tuple[str, ...], /) -> tuple[str, ...]:
        """The commitments of the sealed texts that an entry told and that are still there.

        `fields` names the fields in which they stand, empty: any. In memory nothing is sealed.
        """
        ...

    def same_texts(self, commitments: tuple[str, ...], /) -> tuple[str, ...]:
        """These commitments and those of the same texts elsewhere in the unit."""
        ...


class People(Protocol):
    """Who is who on the day of the act, as the office and personnel registers say."""

    def roles(self, person: str, /) -> frozenset[str]:
        """The roles a person holds that day, unit-wide and departmental alike."""
        ...

    def roles_in(self, person: str, department: str, /) -> frozenset[str]:
        """The roles a person holds for a department or for the whole unit."""
        ...

    def holders(self, role: str, /, department: str | None = None) -> tuple[str, ...]:
        """Who holds a role; for a departmental role, in that department."""
        ...

    def department(self, person: str, /) -> str | None:
        """The department of a person."""
        ...

    def tier(self, person: str, /) -> str | None:
        """The clearance tier of a person, None without clearance."""
        ...

    def ahead(self, role: str, /, department: str | None = None) -> tuple[Held, ...]:
        """Who holds a role, or will; for a departmental role, in that department or above."""
        ...

    def passes(self, person: str, /) -> frozenset[str]:
        """The posts and delegations under which a person may act that day, as subjects."""
        ...

    def subjects(self, person: str, /) -> frozenset[str]:
        """The subjects that audience keys may name for this person (see Thing.audience)."""
        ...

    def exists(self, person: str, /) -> bool:
        """Whether that person is of this unit and has not left."""
        ...


def is_cleared(tier: str | None, level: str, levels: Levels) -> bool:
    """Whether a tier covers a level; what is no secret needs none, and no tier covers no secret."""
    if levels.in_reference(level).standing is not Standing.SECRET:
        return True
    return tier is not None and levels.may_know(tier, level)


class Settings(Protocol):
    """The unit's parameters on the day."""

    def parameter(self, code: str, /) -> Json:
        """The value set by the unit, else the proposal, else None."""
        ...

    def pack_digest(self, pack: str, /) -> str | None:
        """The digest of a pack on the shelf, adopted or not; None if there is none of that id."""
        ...

    def parameter_behind(self, clause: str, figure: str, /) -> str | None:
        """The code of the parameter that fills a figure of a clause in force, if one does."""
        ...

    def definition(self, code: str, /) -> Parameter | None:
        """What the packs in force say of a parameter."""
        ...

    def exclusive_with(self, role: str, /) -> frozenset[str]:
        """The roles that nobody may hold beside `role`."""
        ...


class Asking:
    """Who asks, when, and what may be known: what a facts function is given."""

    __slots__ = ("at", "by", "known", "levels", "people", "settings")

    def __init__(
        self,
        *,
        at: datetime,
        by: str,
        known: Known,
        people: People,
        levels: Levels,
        settings: Settings,
    ) -> None:
        """Bind the moment, the person and the registers together."""
        self.at, self.by = at, by
        self.known, self.people = known, people
        self.levels, self.settings = levels, settings

    @property
    def on(self) -> date:
        """The day of the act."""
        return self.at.date()

    def covers(self, tier: str | None, level: str) -> bool:
        """Whether a tier covers a level; what is no secret needs none."""
        return is_cleared(tier, level, self.levels)

    def may_know(self, person: str, levels: Iterable[str]) -> bool:
        """Whether a person is cleared for all of these levels."""
        tier = self.people.tier(person)
        return all(self.covers(tier, level) for level in levels)

    def over(self, known: Known, people: People) -> Asking:
        """The same question, asked of other registers."""
        return Asking(
            at=self.at,
            by=self.by,
            known=known,
            people=people,
            levels=self.levels,
            settings=self.settings,
        )

    def on_behalf(self, person: str) -> Asking:
        """The same question, asked by another person."""
        return Asking(
            at=self.at,
            by=person,
            known=self.known,
            people=self.people,
            levels=self.levels,
            settings=self.settings,
        )
