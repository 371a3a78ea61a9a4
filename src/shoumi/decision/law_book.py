"""The unit's law and calendar, read from its registers, ready for the day of an act."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date, timezone
from typing import TypeVar, cast

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
from shoumi.law.filling import parameter_of
from shoumi.law.levels import Levels
from shoumi.law.pack import Library, Pack, Parameter
from shoumi.law.rules import RuleCatalogue
from shoumi.law.stages import RouteRule, route_of
from shoumi.matters.calendar.things import AnnouncedYear, ChangedDay
from shoumi.matters.law.things import AdoptedPack, SetParameter

W = TypeVar("W")


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


class LawSpan:
    """The law of all days between two of its changes, worked out once."""

    def __init__(self, law: LawInForce, settings: Iterable[Setting], day: date) -> None:
        """Work out every clause's figures and stages as they are on `day`."""
        self.law: DayLaw = law.on(day)
        self.definitions = law.parameters(day)
        self.parameters: dict[str, Json] = {
            code: each.proposal for code, each in self.definitions.items()
        }
        self.parameters.update(_set(settings, day))
        packs = law.packs(day)
        self.roles = dict(law.catalogue.roles)
        for pack in packs:
            self.roles.update(pack.roles)
        self.codes = _codes(packs, self.law.levels, self.roles)
        self.kinds = {code: field.kind for code, field in law.catalogue.fields.items()}
        self.clauses = {clause.id: clause for clause in self.law.clauses}
        self.routes: dict[str, RouteRule] = {}
        self.worked_out: dict[Hashable, object] = {}


class TodaysLaw:
    """The law of one day, as decisions ask for it."""

    def __init__(self, span: LawSpan, *, day: date, time: UnitTime, shelf: Shelf) -> None:
        """The law of `span` on one of its days."""
        self._span, self._law, self._day, self._shelf = span, span.law, day, shelf
        self.scale = Scale(
            levels=span.law.levels,
            kinds=span.kinds,
            until=lambda period: _until(period, day, time),
        )

    @property
    def day(self) -> date:
        """The day."""
        return self._day

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
        routes = self._span.routes
        if clause.id not in routes:
            routes[clause.id] = route_of(self._law.figures(clause).values)
        return routes[clause.id]

    def clause(self, identifier: str, /) -> Clause | None:
        """The clause of that id, if it is in force."""
        return self._span.clauses.get(identifier)

    def parameter(self, code: str, /) -> Json:
        """A parameter of the unit: as set, else as proposed, else None."""
        return self._span.parameters.get(code)

    def pack_digest(self, pack: str, /) -> str | None:
        """The digest of a pack on the shelf, adopted or not."""
        return self._shelf.digest(pack)

    def once(self, key: Hashable, work_out: Callable[[], W], /) -> W:
        """What was worked out of the law before under `key`, or is now."""
        kept = self._span.worked_out
        if key not in kept:
            kept[key] = work_out()
        return cast("W", kept[key])

    def parameter_behind(self, clause: str, figure: str, /) -> str | None:
        """The code of the parameter that fills a figure of a clause in force, if one does."""
        found = self._span.clauses.get(clause)
        if found is None or figure not in found.figures:
            return None
        return parameter_of(found, figure, self._day)

    def definition(self, code: str, /) -> Parameter | None:
        """What the packs in force say of a parameter."""
        return self._span.definitions.get(code)

    def codes(self, sort: str, /) -> frozenset[str]:
        """The codes of a list in the packs in force; empty where no pack lists that sort."""
        return self._span.codes.get(sort, frozenset())

    def exclusive_with(self, role: str, /) -> frozenset[str]:
        """The roles that nobody may hold beside `role`, as base pack and packs in force say."""
        found = self._span.roles.get(role)
        return frozenset(found.exclusive_with) if found else frozenset()


def _codes(
    packs: Iterable[Pack], levels: Levels, roles: Iterable[str]
) -> Mapping[str, frozenset[str]]:
    """The codes by their sort: terms of the packs, and levels, tiers, roles and audiences."""
    found: dict[str, set[str]] = {}
    for pack in packs:
        for sort, code in pack.terms:
            found.setdefault(sort, set()).add(code)
        found.setdefault("audience", set()).update(pack.audiences, roles)
    found["role"] = set(roles)
    found["tier"] = set(levels.tiers)
    own = f"{levels.reference}:"
    found["level"] = {*levels.levels, *(one.removeprefix(own) for one in levels.levels)}
    return {sort: frozenset(codes) for sort, codes in found.items()}


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
        self._changes: tuple[date, ...] = ()
        self._spans: dict[int, LawSpan] = {}

    def forget(self) -> None:
        """Read again next time: an act changed the law or the calendar."""
        self._law = None

    def today(self, known: Known, day: date) -> tuple[TodaysLaw, UnitTime]:
        """The law and the calendar of `day` as the registers have them."""
        if self._law is None or self._time is None:
            self._law, self._time = self._read(known)
        if day not in self._days:
            span = self._span(self._law, day)
            self._days[day] = TodaysLaw(span, day=day, time=self._time, shelf=self.shelf)
        return self._days[day], self._time

    def in_force(self, known: Known) -> LawInForce:
        """The law of all days as the registers have it: for what is asked before an adoption."""
        if self._law is None or self._time is None:
            self._law, self._time = self._read(known)
        return self._law

    def _span(self, law: LawInForce, day: date) -> LawSpan:
        place = bisect_right(self._changes, day)
        if place not in self._spans:
            self._spans[place] = LawSpan(law, self._settings, day)
        return self._spans[place]

    def timed(self, known: Known, /) -> UnitTime:
        """The calendar and hours as some registers have them, read anew."""
        calendar = _calendar(self.shelf.calendar, known)
        return UnitTime(calendar=calendar, hours=self.shelf.hours, zone=self.shelf.zone)

    def _read(self, known: Known) -> tuple[LawInForce, UnitTime]:
        self._days, self._spans = {}, {}
        self._settings = tuple(_settings(known))
        adoptions = tuple(_adoptions(known))
        self._changes = _changes(self.shelf.library, adoptions, self._settings)
        law = LawInForce(
            library=self.shelf.library,
            adoptions=adoptions,
            settings=self._settings,
            catalogue=self.shelf.rules,
        )
        return law, self.timed(known)


def _changes(
    library: Library, adoptions: Iterable[Adoption], settings: Iterable[Setting]
) -> tuple[date, ...]:
    """Every day on which the law is other than the day before: all else follows from these."""
    days: set[date | None] = {setting.since for setting in settings}
    for adoption in adoptions:
        days |= {adoption.since, adoption.until}
    for pack in library.values():
        for clause in pack.clauses:
            days |= {clause.since, clause.until}
            days |= {value.since for each in clause.figures.values() for value in each.values}
    return tuple(sorted(day for day in days if day is not None))


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
