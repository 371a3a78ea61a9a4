"""Whom an application waits for today, and by what rights it is seen by whom it waits for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from shoumi.acts.consequence import Consequence, Linked, Noticed, Unlinked
from shoumi.acts.known import Asking, Known
from shoumi.law.words import N_, Message
from shoumi.matters.applications.signers import (
    SUPERIORS,
    answered_by,
    delegates_of,
    delegation_rows,
    is_of_roles,
    is_superior,
    roles_asked,
    signers_now,
    superiors_of,
)
from shoumi.matters.applications.things import (
    AWAITS,
    BY_DELEGATION,
    BY_POST,
    IN_PERSON,
    WAITING,
    ApplicationRow,
)
from shoumi.procedures.application import Application
from shoumi.procedures.route import Stage
from shoumi.procedures.signing import signers_so_far

WAITS_FOR_YOU = N_("An application waits for your signature.")
Links = frozenset[tuple[str, str]]
"""Relations and what an application points to by them."""


class Right(msgspec.Struct, frozen=True, kw_only=True):
    """By what a person may sign a stage: a relation, what it points to, and for whom."""

    person: str
    relation: str = IN_PERSON
    target: str = ""
    principal: str | None = None


Rights = Mapping[str, tuple[Right, ...]]
"""By the id of a stage."""


def rights_today(application: Application, asking: Asking) -> dict[str, tuple[Right, ...]]:
    """Who may sign each open stage today: holders first, then delegates."""
    return {stage.id: _today(application, stage, asking) for stage in application.open_stages}


def _today(application: Application, stage: Stage, asking: Asking) -> tuple[Right, ...]:
    wanted = application.wanted
    own = signers_now(application, stage, asking)
    delegates = (
        Right(person=one, principal=principal)
        for principal in own
        for one in delegates_of(principal, stage, asking, act=wanted.act, levels=wanted.levels)
    )
    return (*(Right(person=one) for one in own), *delegates)


def rights_ahead(application: Application, asking: Asking) -> dict[str, tuple[Right, ...]]:
    """Every right to sign an open stage that runs or will run, with what it rests on."""
    return {stage.id: _ahead(application, stage, asking) for stage in application.open_stages}


def _ahead(application: Application, stage: Stage, asking: Asking) -> tuple[Right, ...]:
    holders = tuple(dict.fromkeys(_holders(application, stage, asking)))
    principals = dict.fromkeys(right.person for right in holders)
    delegates = (each for one in principals for each in _delegates(one, application, stage, asking))
    return tuple(
        right for right in (*holders, *delegates) if right.person not in application.excluded
    )


def _holders(application: Application, stage: Stage, asking: Asking) -> Iterator[Right]:
    place = asking.people.department(application.applicant)
    if stage.superior is None and not is_of_roles(stage):
        for person in stage.persons:
            yield in_person(person)
        return
    roles = roles_asked(stage) if stage.superior is None else SUPERIORS
    for role in roles:
        for held in asking.people.ahead(role, place):
            if stage.superior is None or _in_the_line(held.person, application, stage, asking):
                yield Right(person=held.person, relation=BY_POST, target=held.appointment)


def _in_the_line(person: str, application: Application, stage: Stage, asking: Asking) -> bool:
    """The superior whose turn it is; who came after, if that one is none any more."""
    if stage.superior is not None and is_superior(stage.superior, asking):
        return person == stage.superior
    return person not in superiors_of(application)


def in_person(person: str) -> Right:
    """The right of who was named or added."""
    return Right(person=person, relation=IN_PERSON, target=person)


def _delegates(
    principal: str, application: Application, stage: Stage, asking: Asking
) -> Iterator[Right]:
    if stage.personal:
        return
    roles = {role for capacity in stage.signs_as for role in capacity}
    for row in delegation_rows(principal, asking):
        given = row.delegation
        signs = not roles.isdisjoint(answered_by(given.role))
        if signs and (not given.acts or application.act in given.acts):
            yield Right(
                person=given.delegate, relation=BY_DELEGATION, target=row.id, principal=principal
            )


def _left(application: Application, rights: Rights) -> Iterator[tuple[Stage, Right]]:
    """The rights of those who have not signed elsewhere."""
    for stage in application.open_stages:
        used = signers_so_far(application) if stage.signed_in_person else frozenset()
        for right in rights[stage.id]:
            if used.isdisjoint({right.person, right.principal}):
                yield stage, right


def awaited(application: Application, asking: Asking) -> frozenset[str]:
    """Everyone who may sign an open stage today."""
    today = rights_today(application, asking)
    return frozenset(right.person for _, right in _left(application, today))


def hand_of(person: str, application: Application, asking: Asking) -> tuple[Stage, Right] | None:
    """The stage that the person may sign today, and by what right; the own one comes first."""
    found = (
        (stage, right)
        for stage, right in _left(application, rights_today(application, asking))
        if right.person == person
    )
    return min(found, key=lambda each: each[1].principal is not None, default=None)


def waiting_for(person: str, asking: Asking) -> tuple[ApplicationRow, ...]:
    """The applications that the person may sign today."""
    rows = (asking.known.get(ApplicationRow, one) for one in asking.known.linking(person, AWAITS))
    found = (row for row in rows if row is not None)
    return tuple(row for row in found if person in awaited(row.application, asking))


def as_of_today(application: Application, asking: Asking) -> Application:
    """The application with those who may sign its open stages today, delegates included."""
    today = rights_today(application, asking)
    route = application.route
    for stage in application.open_stages:
        persons = tuple(dict.fromkeys(right.person for right in today[stage.id]))
        route = route.with_stage(msgspec.structs.replace(stage, persons=persons))
    return application.with_route(route)


def links_of(application: Application, asking: Asking) -> Links:
    """To whom and to what an application points while it waits."""
    return frozenset(
        pointer
        for _, right in _left(application, rights_ahead(application, asking))
        for pointer in ((AWAITS, right.person), (right.relation, right.target))
    )


def links_in(identifier: str, known: Known) -> Links:
    """To whom and to what it points as the registers say."""
    return frozenset(
        (relation, target) for relation in WAITING for target in known.linked(identifier, relation)
    )


def waits_anew(row: ApplicationRow, before: Asking, after: Asking) -> tuple[Consequence, ...]:
    """What brings an application's links up to date, and a notice for whom it waits newly.

    `row` is the application as an act leaves it; `before` and `after` ask the registers before and
    after that act.
    """
    old, new = links_in(row.id, before.known), links_of(row.application, after)
    gone = tuple(Unlinked(row.id, *pointer) for pointer in sorted(old - new))
    come = tuple(Linked(row.id, *pointer) for pointer in sorted(new - old))
    was = before.known.get(ApplicationRow, row.id)
    told = awaited(was.application, before) if was else frozenset()
    fresh = awaited(row.application, after) - told - {after.by}
    return (
        *gone,
        *come,
        *(Noticed(one, Message(WAITS_FOR_YOU), row.id) for one in sorted(fresh)),
    )
