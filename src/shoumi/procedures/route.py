"""From the stages that clauses ask for to one route: who signs, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Final, Literal, TypeAlias

import msgspec

from shoumi.law.stages import StageMode

# The scale of ranks ends with bodies outside the unit (from 70) and papers from outside (80).
# What the unit has still to place comes when everybody inside has spoken, and before those.
UNPLACED_RANK: Final = 69
OUTSIDE_RANK: Final = 80


Mode: TypeAlias = StageMode
"""How the roles of a stage are asked: one word for what the law prints and the route does."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One stage as clauses in force ask for it; its conditions are known to hold.

    No roles: the text names none, and the unit has still to name one. Rank None: the unit has
    still to place it. `gap` marks a stage in which the text leaves something else open.
    """

    roles: tuple[str, ...] = ()
    rank: int | None = None
    mode: Mode = Mode.ONE
    clauses: tuple[str, ...]
    needs: tuple[str, ...] = ()
    task: str | None = None
    decision: str | None = None
    gap: bool = False
    personal: bool = False
    separate_persons: bool = False


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """Who added a stage to a route under way, and why."""

    by: str
    place: Literal["before", "after"]
    reason: str
    at: datetime


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One signature of a route, with every clause that asks for it.

    `persons` may sign it; empty until the route is settled, and where nobody can.
    `instead_of` says for which holder a deputy among them stands. `capacities` are the roles in
    which one person signs once for several merged stages; `superior` is whose turn a link of a
    chain is.
    """

    id: str
    roles: tuple[str, ...]
    mode: Mode
    rank: int | None
    clauses: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    gap: bool = False
    personal: bool = False
    separate_persons: bool = False
    persons: tuple[str, ...] = ()
    instead_of: dict[str, str] = {}
    capacities: tuple[tuple[str, ...], ...] = ()
    superior: str | None = None
    added: Added | None = None

    @property
    def unnamed(self) -> bool:
        """Nobody can sign it before the unit names a role or a person."""
        return not self.roles and not self.persons

    @property
    def signs_as(self) -> tuple[tuple[str, ...], ...]:
        """The capacities of its signer; of the roles within one capacity any is enough."""
        return self.capacities or (self.roles,)

    @property
    def signed_in_person(self) -> bool:
        """A signature of a person, not the entry of what a body or an outer body decided."""
        return self.mode not in (Mode.BODY, Mode.OUTSIDE)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Stages that are open at the same time; the next step waits for all of them."""

    stages: tuple[Stage, ...]


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """Steps in the order in which they open."""

    steps: tuple[Step, ...]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """All stages, in order."""
        return tuple(stage for step in self.steps for stage in step.stages)

    @property
    def gaps(self) -> tuple[Stage, ...]:
        """Stages in which a text leaves open what the unit has to say."""
        return tuple(stage for stage in self.stages if stage.gap)

    def stage(self, stage_id: str) -> Stage | None:
        """The stage of that id, if the route has it."""
        return next((stage for stage in self.stages if stage.id == stage_id), None)

    def before(self, stage_id: str) -> set[str]:
        """The stages of the steps before the one that holds the stage."""
        earlier: set[str] = set()
        for step in self.steps:
            here = {stage.id for stage in step.stages}
            if stage_id in here:
                return earlier
            earlier |= here
        return earlier

    def with_stage(self, changed: Stage) -> Route:
        """The same route with the stage of the same id changed."""
        steps = tuple(
            Step(stages=tuple(changed if old.id == changed.id else old for old in step.stages))
            for step in self.steps
        )
        return Route(steps=steps)


def compose(asked: Iterable[Asked]) -> Route:
    """One route from all that is asked: by rank, equal ranks side by side, each role once.

    Two clauses that ask the same roles in the same mode make one stage that cites both. It comes
    at the later of their ranks, so that nobody before it in either text is overtaken. `all`
    becomes one stage for each role. The order of `asked` makes no difference.
    """
    stages = sorted(_merged(each for one in asked for each in _single(one)), key=_order)
    named = (_with_id(stage, number) for number, stage in enumerate(stages, start=1))
    return Route(steps=tuple(Step(stages=tuple(group)) for _, group in groupby(named, key=_place)))


def _single(asked: Asked) -> Iterable[Asked]:
    """`all` of several roles is one stage for each of them."""
    roles = tuple(sorted(set(asked.roles)))
    if asked.mode is not Mode.ALL:
        return (msgspec.structs.replace(asked, roles=roles),)
    each: list[tuple[str, ...]] = [(role,) for role in roles]
    return [msgspec.structs.replace(asked, roles=one, mode=Mode.ONE) for one in each or [()]]


def _merged(asked: Iterable[Asked]) -> Iterable[Stage]:
    alike: dict[tuple[object, ...], list[Asked]] = {}
    for one in asked:
        alike.setdefault(_likeness(one), []).append(one)
    return [_one_stage(group) for group in alike.values()]


def _likeness(asked: Asked) -> tuple[object, ...]:
    """What makes two stages one. Roles that two texts leave open need not be the same role."""
    if asked.roles:
        return (asked.roles, asked.mode)
    return ((), asked.mode, asked.rank, asked.clauses, asked.task)


def _one_stage(group: list[Asked]) -> Stage:
    first = group[0]
    ranks = [one.rank for one in group if one.rank is not None]
    rank = max(ranks) if ranks else None
    return Stage(
        id="",
        roles=first.roles,
        mode=first.mode,
        rank=rank,
        clauses=tuple(sorted({clause for one in group for clause in one.clauses})),
        needs=tuple(sorted({need for one in group for need in one.needs})),
        tasks=tuple(sorted({one.task for one in group if one.task is not None})),
        decisions=tuple(sorted({one.decision for one in group if one.decision is not None})),
        gap=not first.roles or rank is None or all(one.gap for one in group),
        personal=any(one.personal for one in group),
        separate_persons=any(one.separate_persons for one in group),
    )


def _place(stage: Stage) -> int:
    if stage.rank is not None:
        return stage.rank
    return OUTSIDE_RANK if stage.mode is Mode.OUTSIDE else UNPLACED_RANK


def _order(stage: Stage) -> tuple[object, ...]:
    return (_place(stage), stage.roles, stage.mode, stage.clauses, stage.tasks)


def _with_id(stage: Stage, number: int) -> Stage:
    return msgspec.structs.replace(stage, id=f"s{number}")
