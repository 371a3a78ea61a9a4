"""Which duties a permitted act opens and closes, as changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TypeGuard

import msgspec

from shoumi.acts.act import Act, slug_of
from shoumi.acts.consequence import Became, Consequence, Made
from shoumi.acts.known import Asking, Known
from shoumi.acts.rule import Opening, Rule
from shoumi.deadlines.calendar import UnitTime
from shoumi.deadlines.duties import Duty, Term, dated, discharge, recompute
from shoumi.deadlines.periods import parse
from shoumi.deadlines.reckoning import ByDate, ByWork
from shoumi.decision.catalogue import Catalogue
from shoumi.decision.law_today import LawToday
from shoumi.decision.overlay import Overlay
from shoumi.decision.verdict import Finding, Said
from shoumi.decision.weighing import condition_of, that_hold
from shoumi.evidence.changes import AlterDuty, Change, CloseDuty, OpenDuty
from shoumi.law.clause import Clause
from shoumi.law.conditions import Condition
from shoumi.law.figures import Figures
from shoumi.matters.calendar.things import AnnouncedYear, ChangedDay


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The entry that opens and closes: its number and its moment."""

    number: int
    at: datetime


class Owed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One clause's opening with the period that it allows; None: a gap."""

    clause: Clause
    opening: Opening
    period: str | None


def opened(
    act: Act,
    facts: object,
    asking: Asking,
    law: LawToday,
    catalogue: Catalogue,
    time: UnitTime,
    *,
    entry: Entry,
    new_ids: Iterator[str],
) -> tuple[tuple[Duty, ...], tuple[Finding, ...]]:
    """The duties that the act opens, one for each rule, person and thing; all clauses beside."""
    duties: list[Duty] = []
    findings: list[Finding] = []
    slug = slug_of(act)
    openers = law.once(("opening", slug), lambda: _openers(catalogue, slug, law))
    told = catalogue.acts[slug].told(act, facts) if openers else {}
    for rule, opening in openers:
        grouped: dict[tuple[str, str], list[Owed]] = {}
        for term in _terms(rule, that_hold(opening, told, law.scale), act, facts):
            who, thing = term.opening.who, term.opening.thing or ""
            grouped.setdefault((who, thing), []).append(term)
        for (who, thing), terms in grouped.items():
            undated = _duty(rule, who, thing, terms, asking, entry, next(new_ids))
            duty = _with_date(undated, law, time) if undated else None
            if duty is not None:
                duties.append(duty)
            findings.extend(_found(rule, terms, duty))
    return tuple(duties), tuple(findings)


class Opener(msgspec.Struct, frozen=True, kw_only=True):
    """A clause that may open a duty, with its figures and its condition."""

    clause: Clause
    figures: Figures
    when: Condition | None = None


Openers = tuple[Opener, ...]


def _openers(catalogue: Catalogue, slug: str, law: LawToday) -> tuple[tuple[Rule, Openers], ...]:
    """The rules that may open a duty after an act, with their clauses in force."""
    rules = (rule for rule in catalogue.binding[slug] if rule.opens is not None)
    found = (
        (rule, tuple(_opener(clause, law.figures(clause)) for clause in law.of_rule(rule.slug)))
        for rule in rules
    )
    return tuple((rule, clauses) for rule, clauses in found if clauses)


def _opener(clause: Clause, figures: Figures) -> Opener:
    return Opener(clause=clause, figures=figures, when=condition_of(figures))


def _terms(rule: Rule, openers: Openers, act: Act, facts: object) -> Iterator[Owed]:
    if rule.opens is None:
        return
    for opener in openers:
        for opening in rule.opens(act, facts, opener.figures):
            stated = opening.within if opening.within is not None else opener.figures.get("within")
            if opening.due_at is not None:
                stated = opening.due_at.isoformat()
            yield Owed(clause=opener.clause, opening=opening, period=stated)


def _duty(
    rule: Rule,
    who: str,
    thing: str,
    terms: list[Owed],
    asking: Asking,
    entry: Entry,
    identifier: str,
) -> Duty | None:
    stated = [term for term in terms if term.period is not None]
    if not stated:
        return None
    since = min(term.opening.since or asking.at for term in stated)
    return Duty(
        id=identifier,
        rule=rule.slug,
        terms=tuple(Term(clause=term.clause.id, period=str(term.period)) for term in stated),
        who=who,
        department=asking.people.department(who) or "",
        thing=thing,
        closes_by=tuple(slug_of(act) for act in rule.closing_acts),
        opened_by=entry.number,
        opened_at=entry.at,
        starts_at=since,
    )


def _with_date(duty: Duty, law: LawToday, time: UnitTime) -> Duty:
    """The duty with its due time; duties that begin on one day and end at a closing time agree."""
    parsed = [parse(term.period) for term in duty.terms]
    if not all(isinstance(period, ByWork | ByDate) for period in parsed):
        return dated(duty, time)
    day, starts = time.day_of(duty.starts_at), duty.starts_at
    closing = time.closing(day)
    periods = tuple(term.period for term in duty.terms)
    key = ("due", periods, day, starts >= closing, starts > closing)

    def work_out() -> tuple[datetime | None, bool]:
        first = dated(duty, time)
        return first.due_at, first.provisional

    due, provisional = law.once(key, work_out)
    return msgspec.structs.replace(duty, due_at=due, provisional=provisional)


def _found(rule: Rule, terms: Iterable[Owed], duty: Duty | None) -> Iterator[Finding]:
    for term in terms:
        yield Finding(
            clause=term.clause.id,
            rule=rule.slug,
            effect=term.clause.effect.value,
            said=Said.GAP if term.period is None else Said.OPENED,
            due_at=duty.due_at if duty and term.period is not None else None,
        )


def closed(
    act: Act, facts: object, asking: Asking, catalogue: Catalogue, *, entry: Entry
) -> tuple[tuple[Duty, ...], tuple[Finding, ...]]:
    """The open duties that the act discharges, in time or late."""
    ended: dict[str, Duty] = {}
    for rule in catalogue.closing[slug_of(act)]:
        if rule.closes is None:
            continue
        for thing in rule.closes(act, facts):
            for duty in asking.known.duties(thing=thing):
                if duty.rule == rule.slug:
                    ended[duty.id] = discharge(duty, entry.number, entry.at)
    findings = tuple(
        Finding(clause=clause, rule=duty.rule, effect="duty", said=Said.CLOSED, due_at=duty.due_at)
        for duty in ended.values()
        for clause in duty.clauses
    )
    return tuple(ended.values()), findings


def moved(
    consequences: Iterable[Consequence], asking: Asking, timed: Callable[[Known], UnitTime] | None
) -> tuple[Duty, ...]:
    """The open duties whose due time another calendar moves, or makes sure; old times are kept."""
    laid = tuple(consequences)
    touched = [one.thing if isinstance(one, Made) else one.after for one in laid if _makes(one)]
    if timed is None or not any(isinstance(one, AnnouncedYear | ChangedDay) for one in touched):
        return ()
    time = timed(Overlay(asking.known, laid))
    renewed = ((duty, recompute(duty, time)) for duty in asking.known.duties())
    return tuple(new for old, new in renewed if new != old)


def _makes(consequence: Consequence) -> TypeGuard[Made | Became]:
    return isinstance(consequence, Made | Became)


def changes_of(
    opened_: Iterable[Duty], closed_: Iterable[Duty], moved_: Iterable[Duty] = ()
) -> tuple[Change, ...]:
    """Opened, closed and moved duties as changes of the duty register."""
    opening = tuple(OpenDuty(id=duty.id, body=_body(duty)) for duty in opened_)
    closing = tuple(CloseDuty(id=duty.id, body=_ending(duty)) for duty in closed_)
    moving = tuple(AlterDuty(id=duty.id, body=_timing(duty)) for duty in moved_)
    return (*opening, *closing, *moving)


def _body(duty: Duty) -> dict[str, object]:
    body: dict[str, object] = msgspec.to_builtins(duty)
    body.pop("id")
    return body


def _timing(duty: Duty) -> dict[str, object]:
    body = _body(duty)
    return {key: body[key] for key in ("due_at", "provisional", "moved")}


def _ending(duty: Duty) -> dict[str, object]:
    body = _body(duty)
    return {key: body[key] for key in ("state", "ended_by", "ended_at", "late")}
