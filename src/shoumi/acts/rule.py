"""Rules: what Python does for the clauses that name them. A rule never names a clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

import msgspec

from shoumi.acts.act import Act
from shoumi.acts.known import Known
from shoumi.law.breach import Breach
from shoumi.law.clause import Effect
from shoumi.law.figures import Figures

# Each rule states its own act and facts types; a table of rules cannot (contravariance).
Check: TypeAlias = Callable[[Any, Any, Figures], Breach | None]
Applies: TypeAlias = Callable[[Any, Any, Figures], bool]


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """A duty that an act opens: whose, about what, from when.

    `within` overrides the clause's figure of that name (a period code); `due_at` overrides both.
    """

    who: str
    thing: str | None = None
    since: datetime | None = None
    within: str | None = None
    due_at: datetime | None = None


Opens: TypeAlias = Callable[[Any, Any, Figures], tuple[Opening, ...]]
Closes: TypeAlias = Callable[[Any, Any], tuple[str, ...]]
Kept: TypeAlias = Callable[[Known, Figures], tuple[datetime, ...]]


def always(_act: Act, _facts: object, _figures: Figures) -> bool:
    """The rule applies to every one of its acts."""
    return True


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule's slug, effect and acts, and the functions that carry it.

    `check` serves refuse, attest, record, acknowledge and form: what is wrong, or None. A record
    or form without it is kept by the entry itself: its clauses are cited as recorded.
    `applies` serves approve: whether the clause's stages are asked for at all.
    `opens` and `closes` serve duty; `closes` gives the ids of the things whose duty has ended.
    `every` says that the duty recurs and names who has it (role codes); `kept` gives the times
    at which it was met.
    `reads` names figures of which the function reads these codes alone: a clause that states
    another is not served as it is written.
    """

    slug: str
    effect: Effect
    acts: tuple[type[Act], ...] = ()
    says: str = ""
    check: Check | None = None
    applies: Applies = always
    opens: Opens | None = None
    closes: Closes | None = None
    closing_acts: tuple[type[Act], ...] = ()
    every: tuple[str, ...] = ()
    kept: Kept | None = None
    reads: Mapping[str, frozenset[str]] = {}


def reading(rule: Rule, **figures: Iterable[str]) -> Rule:
    """The rule, which reads of these figures these codes alone."""
    told = {name: frozenset(codes) for name, codes in figures.items()}
    return msgspec.structs.replace(rule, reads=told)


def _declared(effect: Effect) -> Callable[..., Callable[[Check], Rule]]:
    def declare(slug: str, *acts: type[Act]) -> Callable[[Check], Rule]:
        def bind(check: Check) -> Rule:
            return Rule(slug=slug, effect=effect, acts=acts, says=check.__doc__ or "", check=check)

        return bind

    return declare


refusal = _declared(Effect.REFUSE)
attestation = _declared(Effect.ATTEST)
record = _declared(Effect.RECORD)
form = _declared(Effect.FORM)
acknowledgement = _declared(Effect.ACKNOWLEDGE)


def approval(slug: str, *acts: type[Act], applies: Applies = always, says: str = "") -> Rule:
    """A rule whose clauses compose the route of `acts`."""
    return Rule(slug=slug, effect=Effect.APPROVE, acts=acts, applies=applies, says=says)


def duty(
    slug: str,
    *,
    after: tuple[type[Act], ...],
    closed_by: tuple[type[Act], ...],
    closes: Closes,
) -> Callable[[Opens], Rule]:
    """A rule whose clauses open a duty after an act, until another act closes it."""

    def bind(opens: Opens) -> Rule:
        return Rule(
            slug=slug,
            effect=Effect.DUTY,
            acts=after,
            says=opens.__doc__ or "",
            opens=opens,
            closes=closes,
            closing_acts=closed_by,
        )

    return bind


def recurring_duty(slug: str, *, who: tuple[str, ...]) -> Callable[[Kept], Rule]:
    """A rule whose clauses make something fall due in every period, for holders of a role.

    It wraps the function that tells at which times it was met.
    """

    def bind(kept: Kept) -> Rule:
        says = kept.__doc__ or ""
        return Rule(slug=slug, effect=Effect.DUTY, says=says, every=who, kept=kept)

    return bind


def kept_by_the_entry(slug: str, effect: Effect, says: str, *acts: type[Act]) -> Rule:
    """A record or form that the entry of the act, or the program, makes without anybody's help."""
    return Rule(slug=slug, effect=effect, acts=acts, says=says)


def declared(slug: str, effect: Effect, says: str, *acts: type[Act]) -> Rule:
    """A rule that works by being shown, printed or listed: define, principle, a checklist."""
    return Rule(slug=slug, effect=effect, acts=acts, says=says)
