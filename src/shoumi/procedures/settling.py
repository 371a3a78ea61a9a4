"""From roles to persons: deputies for those who are concerned, one signature a person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import combinations

import msgspec

from shoumi.procedures.route import Mode, Route, Stage, Step

Candidates = Callable[[Stage], tuple[str, ...]]
"""Who holds the roles of a stage; of a chain, the superiors in turn."""

Deputies = Callable[[Stage, str], tuple[str, ...]]
"""Who stands in for a holder at a stage."""


def settle(
    route: Route,
    candidates: Candidates,
    *,
    deputies: Deputies,
    applicant: str,
    parties: Collection[str] = (),
) -> Route:
    """The route with the persons who may sign each stage, before anybody has signed.

    A holder who is applicant or party is replaced by his deputies; a stage without anybody keeps
    no persons and waits. Who is bound to sign one stage and holds a role of another signs both at
    once, at the later place, unless a clause demands separate persons. So do stages for which
    there are not enough different persons. Persons named before are
    taken for holders; settling a settled route again changes nothing.
    """
    excluded = frozenset((applicant, *parties))
    linked = _linked(route, candidates, applicant)
    steps = (
        Step(stages=tuple(_manned(stage, candidates, deputies, excluded) for stage in step.stages))
        for step in linked.steps
    )
    return _merged(Route(steps=tuple(steps)))


def coverable(stages: Iterable[Stage], used: Collection[str] = ()) -> bool:
    """Whether every signed stage that has persons can have one of its own, none of them `used`."""
    manned = [stage for stage in stages if stage.signed_in_person and stage.persons]
    signs: dict[str, Stage] = {}
    return all(_seat(stage, signs, set(used)) for stage in manned)


def _seat(stage: Stage, signs: dict[str, Stage], tried: set[str]) -> bool:
    """Give `stage` a person, moving others to another of theirs where that frees one."""
    for person in stage.persons:
        if person in tried:
            continue
        tried.add(person)
        if person not in signs or _seat(signs[person], signs, tried):
            signs[person] = stage
            return True
    return False


def _linked(route: Route, candidates: Candidates, applicant: str) -> Route:
    """Each chain as one stage for each superior, one step after the other."""
    steps: list[Step] = []
    for step in route.steps:
        columns = [_links(stage, candidates, applicant) for stage in step.stages]
        depth = max(len(column) for column in columns)
        steps.extend(
            Step(stages=tuple(column[level] for column in columns if level < len(column)))
            for level in range(depth)
        )
    return Route(steps=tuple(steps))


def _links(stage: Stage, candidates: Candidates, applicant: str) -> tuple[Stage, ...]:
    if stage.mode is not Mode.CHAIN or stage.superior is not None:
        return (stage,)
    superiors = tuple(person for person in candidates(stage) if person != applicant)
    links = tuple(
        msgspec.structs.replace(stage, id=f"{stage.id}.{number}", superior=superior)
        for number, superior in enumerate(superiors, start=1)
    )
    return links or (stage,)


def _manned(
    stage: Stage, candidates: Candidates, deputies: Deputies, excluded: frozenset[str]
) -> Stage:
    holders = stage.persons or _holders(stage, candidates)
    stand_ins = {
        deputy: holder
        for holder in holders
        if holder in excluded
        for deputy in deputies(stage, holder)
        if deputy not in excluded and deputy not in holders
    }
    present = [holder for holder in holders if holder not in excluded]
    return msgspec.structs.replace(
        stage, persons=(*present, *stand_ins), instead_of=stage.instead_of | stand_ins
    )


def _holders(stage: Stage, candidates: Candidates) -> tuple[str, ...]:
    if stage.superior is not None:
        return (stage.superior,)
    if stage.mode is Mode.CHAIN or not stage.roles:
        return ()  # nobody is known to be superior, or the text names nobody: it waits
    return tuple(dict.fromkeys(candidates(stage)))


def _merged(route: Route) -> Route:
    while (pair := _to_merge(route.stages)) is not None:
        route = _with_one(route, *pair)
    return route


def _to_merge(stages: Sequence[Stage]) -> tuple[Stage, Stage] | None:
    """The next two stages, in order, that one person signs at once."""
    shared = [
        (earlier, later) for earlier, later in combinations(stages, 2) if _may_merge(earlier, later)
    ]
    bound = [pair for pair in shared if min(len(stage.persons) for stage in pair) == 1]
    if bound:
        return bound[0]
    return shared[0] if shared and not coverable(stages) else None


def _may_merge(earlier: Stage, later: Stage) -> bool:
    in_person = earlier.signed_in_person and later.signed_in_person
    separate = earlier.separate_persons or later.separate_persons
    return in_person and not separate and bool(set(earlier.persons) & set(later.persons))


def _with_one(route: Route, earlier: Stage, later: Stage) -> Route:
    """The route with the later stage signed for both."""
    steps = (
        Step(stages=tuple(stage for stage in step.stages if stage.id != earlier.id))
        for step in route.with_stage(_both(earlier, later)).steps
    )
    return Route(steps=tuple(step for step in steps if step.stages))


def _both(earlier: Stage, later: Stage) -> Stage:
    persons = tuple(person for person in later.persons if person in earlier.persons)
    deputed = earlier.instead_of | later.instead_of
    return msgspec.structs.replace(
        later,
        mode=Mode.ONE,
        roles=_union(earlier.roles, later.roles),
        clauses=_union(earlier.clauses, later.clauses),
        needs=_union(earlier.needs, later.needs),
        tasks=_union(earlier.tasks, later.tasks),
        decisions=_union(earlier.decisions, later.decisions),
        gap=earlier.gap or later.gap,
        personal=earlier.personal or later.personal,
        persons=persons,
        instead_of={person: deputed[person] for person in persons if person in deputed},
        capacities=tuple(sorted({*earlier.signs_as, *later.signs_as})),
    )


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other}))
