"""When people are told: reminders relative to the due time, and who learns of it after a lapse."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Annotated

import msgspec

from shoumi.deadlines.calendar import UnitTime
from shoumi.deadlines.duties import Duty
from shoumi.deadlines.periods import Days, Weeks, WorkingDays, parse

_WHOLE = 100


class _Step(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="when"
):
    """A step of a plan; the tag says of which sort."""


class Before(_Step, frozen=True, kw_only=True, tag="before"):
    """So many days or working days before the due day, when work begins."""

    by: str


class After(_Step, frozen=True, kw_only=True, tag="after"):
    """So many days or working days after the due day, when work begins."""

    by: str


class OnTheDay(_Step, frozen=True, kw_only=True, tag="on_the_day"):
    """When work begins on the due day."""


class AtClock(_Step, frozen=True, kw_only=True, tag="at_clock"):
    """At a time of the due day."""

    clock: time


class AtShare(_Step, frozen=True, kw_only=True, tag="at_share"):
    """When so many hundredths of the time from start to due time have passed."""

    percent: Annotated[int, msgspec.Meta(ge=1, le=_WHOLE)]


class Again(_Step, frozen=True, kw_only=True, tag="again"):
    """Again and again after the step before it, when work begins; stands last."""

    every: str


Step = Before | After | OnTheDay | AtClock | AtShare | Again
Plan = tuple[Step, ...]
Distance = Days | Weeks | WorkingDays


class Rung(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step of the ladder: who is told so long after the due day, when work begins."""

    role: str
    after: str


class Plans(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The reminder plans of a unit by name, and its ladder."""

    plan: Mapping[str, Plan]
    ladder: tuple[Rung, ...]


class Raised(msgspec.Struct, frozen=True, kw_only=True):
    """An overdue duty brought before a role at an instant."""

    role: str
    at: datetime


class PlanError(ValueError):
    """A reminder plan that cannot be followed; says what would be right."""


def plans_from(text: str) -> Plans:
    """Plans and ladder out of TOML. Raises ``PlanError`` or ``PeriodError`` for an unusable one."""
    try:
        plans = msgspec.convert(tomllib.loads(text), Plans)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        message = f"not a file of reminder plans: {error}; write it like the packaged one"
        raise PlanError(message) from error
    for name, plan in plans.plan.items():
        _check(name, plan)
    for rung in plans.ladder:
        distance(rung.after)
    return plans


def _check(name: str, plan: Plan) -> None:
    for step in plan:
        match step:
            case Before(by=code) | After(by=code) | Again(every=code):
                distance(code)
    repeating = [number for number, step in enumerate(plan) if isinstance(step, Again)]
    if repeating not in ([], [len(plan) - 1]) or repeating == [0]:
        message = f"plan {name} repeats before its end; let one step repeat, the last of several"
        raise PlanError(message)


def distance(code: str) -> Distance:
    """A code as a distance in days. Raises ``PlanError`` for other periods."""
    period = parse(code)
    if not isinstance(period, Distance):
        message = f"{code} is no number of days; write days P1D, working days P1WD or weeks P1W"
        raise PlanError(message)
    return period


def reminders(duty: Duty, plan: Plan, unit: UnitTime, until: datetime) -> tuple[datetime, ...]:
    """When the duty is reminded of, up to ``until``: in order, each instant once.

    What would lie before the duty was opened or after it ended is left out; a duty without due
    time has none.
    """
    if duty.due_at is None:
        return ()
    last = until if duty.ended_at is None else min(until, duty.ended_at)
    instants = _instants(duty.starts_at, duty.due_at, plan, unit, last)
    return tuple(sorted({at for at in instants if duty.opened_at <= at <= last}))


def _instants(
    start: datetime, due: datetime, plan: Plan, unit: UnitTime, until: datetime
) -> Iterator[datetime]:
    at = due
    for step in plan:
        if isinstance(step, Again):
            yield from takewhile(lambda again: again <= until, _again(at, step, unit))
        else:
            at = _instant(start, due, step, unit)
            yield at


def _instant(
    start: datetime,
    due: datetime,
    step: Before | After | OnTheDay | AtClock | AtShare,
    unit: UnitTime,
) -> datetime:
    day = unit.day_of(due)
    match step:
        case Before(by=code):
            return unit.opening(_earlier(day, distance(code), unit))
        case After(by=code):
            return unit.opening(_later(day, distance(code), unit))
        case OnTheDay():
            return unit.opening(day)
        case AtClock(clock=clock):
            return unit.at(day, clock)
        case AtShare(percent=percent):
            return start + (due - start) * percent / _WHOLE


def _again(after: datetime, step: Again, unit: UnitTime) -> Iterator[datetime]:
    day = unit.day_of(after)
    while True:
        day = _later(day, distance(step.every), unit)
        yield unit.opening(day)


def _later(day: date, by: Distance, unit: UnitTime) -> date:
    if isinstance(by, WorkingDays):
        return unit.calendar.working_days_after(day, by.count)
    return day + _length(by)


def _earlier(day: date, by: Distance, unit: UnitTime) -> date:
    if isinstance(by, WorkingDays):
        return unit.calendar.working_days_before(day, by.count)
    return day - _length(by)


def _length(by: Days | Weeks) -> timedelta:
    return timedelta(days=by.count) if isinstance(by, Days) else timedelta(weeks=by.count)


def reminded_on(duty: Duty, plan: Plan, day: date, unit: UnitTime) -> bool:
    """Whether the duty is reminded of on that day."""
    end_of_day = unit.at(day, time.max)
    return any(unit.day_of(at) == day for at in reminders(duty, plan, unit, end_of_day))


def raised(
    duty: Duty, ladder: tuple[Rung, ...], unit: UnitTime, at: datetime
) -> tuple[Raised, ...]:
    """To whom the duty has been brought by ``at``, in order; nobody once it has ended in time."""
    if duty.due_at is None:
        return ()
    last = at if duty.ended_at is None else min(at, duty.ended_at)
    due_on = unit.day_of(duty.due_at)
    steps = (
        Raised(role=rung.role, at=unit.opening(_later(due_on, distance(rung.after), unit)))
        for rung in ladder
    )
    return tuple(sorted((step for step in steps if step.at <= last), key=lambda step: step.at))
