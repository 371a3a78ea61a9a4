"""What the self-check looks at, each with the clauses that ask for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, Literal, Protocol

import msgspec
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from shoumi.deadlines.calendar import WorkingCalendar
from shoumi.law.clause import Clause
from shoumi.law.words import N_, Message
from shoumi.server.accounts.policy import (
    FAILURES,
    IDLE,
    ONE_TIME,
    STRENGTH,
    NoFigureError,
    policy_of,
)
from shoumi.server.tables.checks import missing_guards
from shoumi.server.tables.statements import Direct, as_moment

FAILS: Final = "fails"
ROOM: Final = 1 << 30
SECRETS: Final = ("master.key", "cookies.key")


class Law(Protocol):
    """What is asked of the law in force."""

    def of_rule(self, rule: str, /) -> tuple[Clause, ...]:
        """The clauses in force that name a rule."""
        ...


class Symptom(msgspec.Struct, frozen=True, kw_only=True):
    """One check: fine, to be looked at, or failing."""

    check: str
    state: Literal["fine", "look", "fails"]
    message: Message
    clauses: tuple[str, ...] = ()

    @classmethod
    def fine(cls, template: str, check: str, /, **values: str | int) -> Symptom:
        """Nothing to do."""
        return cls(check=check, state="fine", message=Message(template, values))

    @classmethod
    def look(cls, template: str, check: str, /, **values: str | int) -> Symptom:
        """Somebody should look, and may go on."""
        return cls(check=check, state="look", message=Message(template, values))

    @classmethod
    def fails(cls, template: str, check: str, /, **values: str | int) -> Symptom:
        """Something must be done."""
        return cls(check=check, state="fails", message=Message(template, values))


def of_files(home: Path) -> Iterator[Symptom]:
    """Keys and folder are their owner's alone, and there is room."""
    open_ones = [str(path) for path in (home, *(home / name for name in SECRETS)) if _is_open(path)]
    if open_ones:
        yield Symptom.fails(
            N_("Others may read {files}; run: chmod go= {files}"), "keys", files=" ".join(open_ones)
        )
    elif not (home / "master.key").exists():
        yield Symptom.fails(N_("There is no master key in {home}."), "keys", home=str(home))
    else:
        yield Symptom.fine(N_("Only their owner reads the keys."), "keys")
    left = shutil.disk_usage(home).free
    if left < ROOM:
        yield Symptom.fails(N_("Only {count} MB are free; make room."), "disk", count=left >> 20)
    else:
        yield Symptom.fine(N_("{count} MB are free."), "disk", count=left >> 20)


def _is_open(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & 0o077)


def of_database(connection: BaseDatabaseWrapper) -> Iterator[Symptom]:
    """All migrations have run, and the triggers that guard the journal stand."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Symptom.fails(
            N_("{count} migrations have not run; shoumi serve runs them."),
            "migrations",
            count=len(waiting),
        )
    else:
        yield Symptom.fine(N_("The tables are those of this version."), "migrations")
    missing = missing_guards(connection)
    if missing:
        yield Symptom.fails(
            N_("Triggers are missing or changed: {names}."), "guards", names=" ".join(missing)
        )
    else:
        yield Symptom.fine(N_("The triggers that guard the journal stand."), "guards")


def of_clock(direct: Direct, unit: str, now: datetime) -> Iterator[Symptom]:
    """The clock does not lie before the last entry."""
    ((told,),) = direct.ask("SELECT at FROM head WHERE unit = %s", [unit])
    last = as_moment(told)
    if last is not None and now < last:
        yield Symptom.fails(
            N_("The clock shows {now}, before the last entry at {last}; set it right."),
            "clock",
            now=now.isoformat(),
            last=last.isoformat(),
        )
    else:
        yield Symptom.fine(N_("The clock does not lie before the last entry."), "clock")


def of_log_in(law: Any) -> Iterator[Symptom]:  # noqa: ANN401 the law of the day, as policy_of asks it
    """Clauses say how long a password is, when an account locks and when a session does."""
    try:
        policy = policy_of(law)
    except NoFigureError as error:
        yield Symptom.fails(N_("{why}"), "log-in", why=str(error))
        return
    yield _under(
        law,
        (STRENGTH, ONE_TIME),
        Symptom.fine(
            N_("Passwords of at least {count} characters of {kinds} kinds (level {level})."),
            "passwords",
            count=policy.min_length,
            kinds=policy.kinds_needed,
            level=policy.level,
        ),
    )
    yield _under(
        law,
        (FAILURES,),
        Symptom.fine(
            N_("An account locks after {count} wrong passwords."),
            "lock-out",
            count=policy.wrong_allowed,
        ),
    )
    yield _under(
        law,
        (IDLE,),
        Symptom.fine(
            N_("A session locks after {count} idle seconds."),
            "idle-lock",
            count=int(policy.idle.total_seconds()),
        ),
    )


def _under(law: Law, rules: tuple[str, ...], symptom: Symptom) -> Symptom:
    clauses = tuple(clause.id for rule in rules for clause in law.of_rule(rule))
    return msgspec.structs.replace(symptom, clauses=clauses)


def of_calendar(calendar: WorkingCalendar, on: date) -> Iterator[Symptom]:
    """The working days of this year, and from December of the next one, have been announced."""
    wanted = [date(on.year, 12, 1)]
    if on.month == 12:  # noqa: PLR2004 December
        wanted.append(date(on.year + 1, 12, 1))
    absent = [str(day.year) for day in wanted if calendar.provisional(day)]
    if absent:
        yield Symptom.look(
            N_("The holidays of {years} have not been entered (calendar.enter-year)."),
            "calendar",
            years=" ".join(absent),
        )
    else:
        yield Symptom.fine(N_("The holidays of this year have been entered."), "calendar")


def of_figures(law: Any) -> Iterator[Symptom]:  # noqa: ANN401 the law of the day with its clauses
    """No clause in force waits for a figure that its text leaves to the unit."""
    open_ones = [
        (f"{clause.id} {name}", law.figures(clause).get(name))
        for clause in law.clauses
        for name in sorted(law.figures(clause).proposed)
    ]
    unset = [name for name, value in open_ones if value is None]
    proposed = [name for name, value in open_ones if value is not None]
    if proposed:
        yield msgspec.structs.replace(
            Symptom.look(
                N_("{count} figures rest on a proposal; set them (law.set-parameter)."),
                "proposals",
                count=len(proposed),
            ),
            clauses=tuple(proposed),
        )
    if unset:
        yield msgspec.structs.replace(
            Symptom.look(
                N_("{count} figures are left to the unit and not set (law.set-parameter)."),
                "figures",
                count=len(unset),
            ),
            clauses=tuple(unset),
        )
    else:
        yield Symptom.fine(N_("No clause in force waits for a figure."), "figures")
