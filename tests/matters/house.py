"""A small house in memory: officer, handler, leader, outsider, and what they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import msgspec

from shoumi.acts.act import Act
from shoumi.acts.consequence import (
    Became,
    Consequence,
    Linked,
    Made,
    Moment,
    Noticed,
    Numbered,
    Unlinked,
)
from shoumi.acts.known import Asking
from shoumi.acts.matter import ActKind, Matter
from shoumi.decision.memory import Registers
from shoumi.decision.overlay import Overlay
from shoumi.decision.people import Office
from shoumi.decision.renewing import renewed
from shoumi.law.figures import Figures
from shoumi.law.levels import Level, Levels, Standing, Tier
from shoumi.law.pack import Parameter
from shoumi.law.words import Text
from shoumi.matters.organisation.things import Appointment, Department, Person

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)

CAST = {
    "handler": (),
    "head": ("department_head",),
    "officer": ("secrecy_officer",),
    "office": ("secrecy_office",),
    "second-office": ("secrecy_office",),
    "leader": ("leader_in_charge",),
    "principal": ("principal",),
    "outsider": (),
}


def later(days: int = 0, hours: int = 0) -> datetime:
    return MONDAY + timedelta(days=days, hours=hours)


def the_levels(tiers: tuple[str, ...]) -> Levels:
    """The three levels of state secrets, with those of the tiers that are wanted."""
    ranks = {"confidential": 10, "secret": 20, "top_secret": 30}
    reach = {"general": "confidential", "important": "secret", "core": "top_secret"}
    named = Text(zh="", en="")
    levels = [
        Level(scheme="s", code=code, name=named, rank=rank, standing=Standing.SECRET)
        for code, rank in ranks.items()
    ]
    return Levels(
        levels={level.address: level for level in levels},
        tiers={
            code: Tier(code=code, name=named, rank=ranks[reach[code]], level=reach[code])
            for code in tiers
        },
        reference="s",
    )


class Parameters(msgspec.Struct, frozen=True, kw_only=True):
    """What the unit has set, and the digests of the library."""

    values: dict[str, Any] = {}
    digests: dict[str, str] = {}
    exclusive: dict[str, frozenset[str]] = {}
    behind: dict[str, str] = {}
    definitions: dict[str, Parameter] = {}

    def parameter(self, code: str, /) -> Any:  # noqa: ANN401 whatever was set
        return self.values.get(code)

    def pack_digest(self, pack: str, /) -> str | None:
        return self.digests.get(pack)

    def parameter_behind(self, clause: str, figure: str, /) -> str | None:
        return self.behind.get(f"{clause}.{figure}")

    def definition(self, code: str, /) -> Parameter | None:
        return self.definitions.get(code)

    def exclusive_with(self, role: str, /) -> frozenset[str]:
        return self.exclusive.get(role, frozenset())


class House:
    """Registers with a department of people; acts are checked by a matter's rules alone."""

    def __init__(
        self,
        matter: Matter,
        roles: Mapping[str, tuple[str, ...]] = CAST,
        *,
        tiers: tuple[str, ...] = (),
    ) -> None:
        self.matter, self.known = matter, Registers()
        self.levels = the_levels(tiers)
        self.settings = Parameters()
        self.notices: list[Noticed] = []
        self._ids = (f"id{number}" for number in count(1))
        self.known.keep(Department(id="D", name="一处"))
        for person, held in roles.items():
            self.known.keep(Person(id=person, name=person, department="D"))
            for role in held:
                self.appoint(person, role)

    def appoint(self, person: str, role: str, *, until: date | None = None) -> Appointment:
        place = "D" if role == "department_head" else None
        made = Appointment(
            id=self.new_id(),
            person=person,
            role=role,
            department=place,
            since=LONG_AGO,
            until=until,
        )
        self.known.keep(made)
        return made

    def new_id(self) -> str:
        return next(self._ids)

    def asking(self, by: str, at: datetime = MONDAY) -> Asking:
        return Asking(
            at=at,
            by=by,
            known=self.known,
            people=Office(self.known, at.date()),
            levels=self.levels,
            settings=self.settings,
        )

    def kind(self, act: Act) -> ActKind:
        return next(kind for kind in self.matter.acts if kind.act is type(act))

    def refusals(
        self,
        act: Act,
        by: str,
        at: datetime = MONDAY,
        figures: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> dict[str, str]:
        facts = self.kind(act).facts(act, self.asking(by, at))
        said: dict[str, str] = {}
        for rule in self.matter.rules:
            if rule.check is None or type(act) not in rule.acts:
                continue
            values = Figures(values=(figures or {}).get(rule.slug, {}))
            found = rule.check(act, facts, values)
            if found is not None:
                said[rule.slug] = str(found.message)
        return said

    def perform(
        self,
        act: Act,
        by: str,
        at: datetime = MONDAY,
        figures: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> tuple[Consequence, ...]:
        assert self.refusals(act, by, at, figures) == {}
        kind = self.kind(act)
        facts = kind.facts(act, self.asking(by, at))
        found = kind.follows(act, facts, Moment(at=at, by=by, new_id=self.new_id))
        whole = (*found, *renewed(found, self.asking(by, at)))
        self.keep(whole)
        return whole

    def keep(self, consequences: tuple[Consequence, ...]) -> None:
        touched = Overlay(self.known, consequences).touched
        for consequence in consequences:
            self._lay(consequence)
        for thing in touched.values():
            self.known.scopes[thing.id] = thing.audience(self.known)

    def _lay(self, consequence: Consequence) -> None:
        if isinstance(consequence, Made):
            self.known.keep(consequence.thing)
        elif isinstance(consequence, Became):
            self.known.keep(consequence.after)
        elif isinstance(consequence, Linked):
            self.known.link(consequence.source, consequence.relation, consequence.target)
        elif isinstance(consequence, Unlinked):
            self.known.unlink(consequence.source, consequence.relation, consequence.target)
        elif isinstance(consequence, Numbered):
            self.known.series[consequence.series] = consequence.value
        elif isinstance(consequence, Noticed):
            self.notices.append(consequence)


def made(consequences: tuple[Consequence, ...]) -> Iterator[Any]:
    """The things that were made, in order."""
    return (each.thing for each in consequences if isinstance(each, Made))
