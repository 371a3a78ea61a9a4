"""The unit's law and calendar, read from its registers, ready for the day of an act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timezone

import msgspec

from shoumi.acts.known import Known
from shoumi.deadlines.calendar import (
    Day,
    UnitHours,
    UnitTime,
    WorkingCalendar,
    Year,
    with_day,
    with_year,
)
from shoumi.deadlines.due import Due, due_at
from shoumi.deadlines.periods import parse
from shoumi.law.adoption import Adoption, DayLaw, LawInForce, Setting
from shoumi.law.clause import Clause, Json
from shoumi.law.conditions import Scale
from shoumi.law.figures import Figures
from shoumi.law.levels import Levels
from shoumi.law.pack import Library
from shoumi.law.rules import RuleCatalogue
from shoumi.law.stages import RouteRule, route_of
from shoumi.matters.calendar.things import AnnouncedYear, ChangedDay
from shoumi.matters.law.things import AdoptedPack, SetParameter


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on the shelf of this installation: packs, canonical rules, calendar, hours."""

    library: Library
    rules: RuleCatalogue
    calendar: WorkingCalendar
    hours: UnitHours
    zone: timezone

    def digest(self, pack: str) -> str | None:
        """The digest of a pack on the shelf, None if there is none of that id."""
        found = self.library.get(pack)
        return found.digest if found else None


class TodaysLaw:
    """The law of one day, as decisions ask for it."""

    def __init__(
        self,
        law: LawInForce,
        settings: Iterable[Setting],
        *,
        day: date,
        time: UnitTime,
        shelf: Shelf,
    ) -> None:
        """Work out every clause's figures and stages of that day once."""
        self._law: DayLaw = law.on(day)
        self._parameters = {code: each.proposal for code, each in law.parameters(day).items()}
        self._parameters.update(_set(settings, day))
        self._routes: dict[str, RouteRule] = {}
        self._clauses = {clause.id: clause for clause in self._law.clauses}
        self._shelf = shelf
        self._roles = dict(law.catalogue.roles)
        for pack in law.packs(day):
            self._roles.update(pack.roles)
        self.scale = Scale(
            levels=self._law.levels,
            kinds={code: field.kind for code, field in law.catalogue.fields.items()},
            until=lambda period: _until(period, day, time),
        )

    @property
    def day(self) -> date:
        """The day."""
        return self._law.day

    @property
    def digest(self) -> str:
        """The digest of the packs and settings that decide on that day."""
        return self._law.digest

    @property
    def levels(self) -> Levels:
        """The level schemes and tiers in force."""
        return self._law.levels

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses in force."""
        return self._law.clauses

    def of_rule(self, rule: str, /) -> tuple[Clause, ...]:
        """The clauses in force that name a rule."""
        return self._law.rule(rule)

    def figures(self, clause: Clause, /) -> Figures:
        """A clause's figures on that day."""
        return self._law.figures(clause)

    def route(self, clause: Clause, /) -> RouteRule:
        """The route that an approve clause draws, those it follows taken over."""
        if clause.id not in self._routes:
            self._routes[clause.id] = route_of(self._law.figures(clause).values)
        return self._routes[clause.id]

    def clause(self, identifier: str, /) -> Clause | None:
        """The clause of that id, if it is in force."""
        return self._clauses.get(identifier)

    def parameter(self, code: str, /) -> Json:
        """A parameter of the unit: as set, else as proposed, else None."""
        return self._parameters.get(code)

    def pack_digest(self, pack: str, /) -> str | None:
        """The digest of a pack on the shelf, adopted or not."""
        return self._shelf.digest(pack)

    def exclusive_with(self, role: str, /) -> frozenset[str]:
        """The roles that nobody may hold beside `role`, as base pack and packs in force say."""
        found = self._roles.get(role)
        return frozenset(found.exclusive_with) if found else frozenset()


def _set(settings: Iterable[Setting], day: date) -> Mapping[str, str | int]:
    return {
        setting.parameter: setting.value
        for setting in sorted(settings, key=lambda each: each.since)
        if setting.parameter is not None and setting.since <= day
    }


def _until(period: str, day: date, time: UnitTime) -> date:
    due = due_at(parse(period), time.opening(day), time)
    return due.at.date() if isinstance(due, Due) else day


class LawBook:
    """Reads law and calendar out of the registers; keeps what it read until they change."""

    def __init__(self, shelf: Shelf) -> None:
        """Nothing has been read yet."""
        self.shelf = shelf
        self._law: LawInForce | None = None
        self._settings: tuple[Setting, ...] = ()
        self._time: UnitTime | None = None
        self._days: dict[date, TodaysLaw] = {}

    def forget(self) -> None:
        """Read again next time: an act changed the law or the calendar."""
        self._law = None

    def today(self, known: Known, day: date) -> tuple[TodaysLaw, UnitTime]:
        """The law and the calendar of `day` as the registers have them."""
        if self._law is None or self._time is None:
            self._law, self._time = self._read(known)
        if day not in self._days:
            self._days[day] = TodaysLaw(
                self._law, self._settings, day=day, time=self._time, shelf=self.shelf
            )
        return self._days[day], self._time

    def timed(self, known: Known, /) -> UnitTime:
        """The calendar and hours as some registers have them, read anew."""
        calendar = _calendar(self.shelf.calendar, known)
        return UnitTime(calendar=calendar, hours=self.shelf.hours, zone=self.shelf.zone)

    def _read(self, known: Known) -> tuple[LawInForce, UnitTime]:
        self._days = {}
        self._settings = tuple(_settings(known))
        law = LawInForce(
            library=self.shelf.library,
            adoptions=_adoptions(known),
            settings=self._settings,
            catalogue=self.shelf.rules,
        )
        return law, self.timed(known)


def _adoptions(known: Known) -> Iterable[Adoption]:
    for row in known.find(AdoptedPack):
        yield Adoption(pack=row.pack, digest=row.digest, since=row.since, until=row.until)


def _settings(known: Known) -> Iterable[Setting]:
    for row in known.find(SetParameter, state="set"):
        yield Setting(
            since=row.since,
            value=row.value,
            parameter=row.code,
            clause=row.clause,
            figure=row.figure,
        )


def _calendar(calendar: WorkingCalendar, known: Known) -> WorkingCalendar:
    for year in known.find(AnnouncedYear, state="announced"):
        days = [Day(day=line.day, kind=line.kind, source=year.notice) for line in year.days]
        calendar = with_year(
            calendar,
            Year(year=year.year, source=year.notice, settled_through=date(year.year, 12, 31)),
            days,
        )
    for row in known.find(ChangedDay, state="changed"):
        calendar = with_day(calendar, Day(day=row.day, kind=row.kind, source=row.notice))
    return calendar
