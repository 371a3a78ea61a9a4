"""What the law in force demands of logging in; every figure comes from its clauses."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final, Protocol

import msgspec
from django.db import connections

from shoumi.deadlines.periods import Hours, parse
from shoumi.law.clause import Clause, Json
from shoumi.law.figures import Figures
from shoumi.law.levels import Levels
from shoumi.law.words import N_, Message
from shoumi.server.pages.house import PagesHouse
from shoumi.server.perform import one_moment

STRENGTH: Final = "access.password.strength"
ONE_TIME: Final = "access.log-in.one-time-password"
FAILURES: Final = "access.log-in.locked-after-failures"
IDLE: Final = "access.session.locked-when-idle"


class NoFigureError(LookupError):
    """The law in force says nothing on a point without which nobody may log in."""

    def __init__(self, what: str) -> None:
        """Name the rule or the parameter."""
        super().__init__(
            f"ACCT-E001 {what}: no clause in force sets it; nobody logs in until one does"
        )


class Law(Protocol):
    """What is asked of the law in force."""

    @property
    def levels(self) -> Levels:
        """The level schemes."""
        ...

    def of_rule(self, rule: str, /) -> tuple[Clause, ...]:
        """The clauses in force that name a rule."""
        ...

    def figures(self, clause: Clause, /) -> Figures:
        """A clause's figures."""
        ...

    def parameter(self, code: str, /) -> str | int | None:
        """A parameter of the unit."""
        ...


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of logging in for the level that this installation is declared for.

    `kinds` are the kinds of characters that count. `at_most` ends a log-in whatever is done.
    """

    level: str
    min_length: int
    kinds_needed: int
    kinds: tuple[str, ...]
    one_time: bool
    wrong_allowed: int
    idle: timedelta
    at_most: timedelta
    pin_digits: int

    @property
    def method(self) -> str:
        """How one proves who one is."""
        return "one_time_password" if self.one_time else "password"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A policy and the head behind which it was read."""

    unit: str
    digest: bytes
    day: date
    policy: Policy


def policy_of(law: Law) -> Policy:
    """The rules of logging in on the day of `law`; of several clauses the stricter binds."""
    level = str(_parameter(law, "installation_level"))
    strength = _binding(law, STRENGTH, level)
    return Policy(
        level=level,
        min_length=max(_numbers(strength, "min_length"), default=0) or _missing(STRENGTH),
        kinds_needed=max(_numbers(strength, "kinds_needed"), default=1),
        kinds=_kinds(strength),
        one_time=bool(_binding(law, ONE_TIME, level)),
        wrong_allowed=min(_numbers(_binding(law, FAILURES, level), "wrong_allowed"), default=None)
        or _missing(FAILURES),
        idle=min((_length(one["idle"]) for one in _binding(law, IDLE, level)), default=None)
        or _missing(IDLE),
        at_most=_length(_parameter(law, "session_at_most")),
        pin_digits=int(_parameter(law, "signing_pin_digits")),
    )


def _missing(what: str) -> Json:
    raise NoFigureError(what)


def _parameter(law: Law, code: str) -> str | int:
    found = law.parameter(code)
    return found if found is not None else _missing(code)


def _binding(law: Law, rule: str, level: str) -> list[Figures]:
    """The figures of the clauses whose level this installation reaches."""
    every = [law.figures(clause) for clause in law.of_rule(rule)]
    return [one for one in every if _reached(one.get("level"), level, law.levels)]


def _reached(named: Json, level: str, levels: Levels) -> bool:
    return named is None or (levels.difference(level, str(named)) or 0) >= 0


def _numbers(every: list[Figures], name: str) -> list[int]:
    return [one.number(name) for one in every if one.get(name) is not None]


def _kinds(every: list[Figures]) -> tuple[str, ...]:
    """Only kinds that every clause counts."""
    told = [one.codes("kinds") for one in every if one.codes("kinds")]
    return tuple(kind for kind in told[0] if all(kind in each for each in told)) if told else ()


def _length(period: Json) -> timedelta:
    found = parse(str(period))
    if not isinstance(found, Hours):
        raise NoFigureError(str(period))
    return found.length


def faults(policy: Policy, password: str, *, name: str = "") -> tuple[Message, ...]:
    """What keeps a password from being used, and what would make it right."""
    return tuple(_faults(policy, password, name))


def _faults(policy: Policy, password: str, name: str) -> list[Message]:
    found = []
    if len(password) < policy.min_length:
        found.append(
            Message(N_("Use at least {number} characters."), {"number": policy.min_length})
        )
    kinds = {kind_of(character) for character in password} & set(policy.kinds)
    if len(kinds) < policy.kinds_needed:
        template = N_("Mix at least {number} of these: letters, digits, special characters.")
        found.append(Message(template, {"number": policy.kinds_needed}))
    if name and name.casefold() in password.casefold():
        found.append(Message(N_("Do not use your log-in name in the password.")))
    return found


def kind_of(character: str) -> str:
    """The kind of a character; letters in two cases are one kind."""
    category = unicodedata.category(character)
    if category.startswith("L"):
        return "letters"
    return "digits" if category == "Nd" else "special"


def policy_now(
    pages: PagesHouse, kept: Kept | None, at: datetime, remember: Callable[[Kept], None]
) -> Policy:
    """The rules of logging in of now; read again when the journal has moved on."""
    day = at.astimezone(pages.shelf.zone).date()
    connection = connections[pages.door.using]
    with connection.wrap_database_errors, one_moment(connection) as direct:
        ((digest,),) = direct.ask("SELECT digest FROM head WHERE unit = %s", [pages.unit])
        digest = bytes(digest)
        if kept and (kept.unit, kept.digest, kept.day) == (pages.unit, digest, day):
            return kept.policy
        law, _time = pages.make_book().today(pages.door.registers(direct), day)
        policy = policy_of(law)
    remember(Kept(unit=pages.unit, digest=digest, day=day, policy=policy))
    return policy
