"""Who may sign a stage today: holders of its roles, stand-ins, delegates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from shoumi.acts.consequence import Consequence, Linked, Unlinked
from shoumi.acts.known import Asking
from shoumi.matters.applications.things import AWAITS, DelegationRow, Naming
from shoumi.procedures.application import Application
from shoumi.procedures.delegation import Delegation
from shoumi.procedures.route import Mode, Stage
from shoumi.procedures.settling import Candidates, Deputies
from shoumi.procedures.signing import signers_so_far

CLERKS = ("secrecy_officer", "secrecy_office")
"""Who enters what a body or an outer body decided."""

STANDS_FOR: Mapping[str, tuple[str, ...]] = {
    "handling_department_head": ("department_head",),
    "keeper_department_head": ("department_head",),
    "borrower_department_head": ("department_head",),
    "leader": ("leader_in_charge",),
    "secrecy_body": ("committee", "secrecy_office"),
}
"""Roles that a case gives: who has them is known from the lasting role of the same people."""

SUPERIORS = ("department_head", "leader_in_charge", "principal")
"""Whose turn it is in a chain, one after the other."""


def lasting(role: str) -> tuple[str, ...]:
    """The lasting roles that answer for `role`."""
    return STANDS_FOR.get(role, (role,))


def roles_asked(stage: Stage) -> tuple[str, ...]:
    """The lasting roles whose holders may sign the stage or enter its answer."""
    named = tuple(each for role in stage.roles for each in lasting(role))
    return named if stage.signed_in_person else (*CLERKS, *named)


def candidates_for(asking: Asking) -> Candidates:
    """Holders of a stage's roles in the applicant's department; of a chain, superiors in turn."""
    people, place = asking.people, asking.people.department(asking.by)

    def candidates(stage: Stage) -> tuple[str, ...]:
        roles = SUPERIORS if stage.mode is Mode.CHAIN else roles_asked(stage)
        return tuple(dict.fromkeys(one for role in roles for one in people.holders(role, place)))

    return candidates


def named_later(stage: Stage, asking: Asking, *, act: str) -> Stage:
    """A stage whose signer the text and the unit's parameters leave open, as two people said."""
    if stage.roles or stage.persons:
        return stage
    for clause in stage.clauses:
        for naming in asking.known.find(Naming, name=clause, state="named"):
            if naming.act == act:
                return filled(stage, naming)
    return stage


def filled(stage: Stage, naming: Naming) -> Stage:
    """The stage as the naming fills it."""
    if naming.person is not None:
        return _with(stage, persons=(naming.person,))
    return _with(stage, roles=(naming.role,) if naming.role else ())


def _with(stage: Stage, *, roles: tuple[str, ...] = (), persons: tuple[str, ...] = ()) -> Stage:
    return msgspec.structs.replace(stage, roles=roles, persons=persons, gap=False)


def deputies_for(asking: Asking, *, act: str) -> Deputies:
    """To whom an applicant or a person concerned has delegated the role that is asked for."""

    def deputies(stage: Stage, holder: str) -> tuple[str, ...]:
        roles = roles_asked(stage)
        given = delegated_by(holder, asking)
        return tuple(each.delegate for each in given if each.covers(act, roles, asking.on))

    return deputies


def delegated_by(principal: str, asking: Asking) -> tuple[Delegation, ...]:
    """What a person delegates, today or later."""
    rows = asking.known.find(DelegationRow, holder=principal)
    return tuple(row.delegation for row in rows if asking.on <= row.delegation.until)


def signers_now(application: Application, stage: Stage, asking: Asking) -> tuple[str, ...]:
    """Who may sign the stage today, after all appointments since the application was opened."""
    place = asking.people.department(application.applicant)
    still = [one for one in stage.persons if _still(one, stage, place, asking)]
    if stage.superior is not None or stage.mode is Mode.CHAIN or not stage.roles:
        return tuple(still)
    held = (one for role in roles_asked(stage) for one in asking.people.holders(role, place))
    fresh = [one for one in held if _entitled(one, stage, place, asking)]
    return tuple(one for one in dict.fromkeys((*still, *fresh)) if one not in application.excluded)


def _still(person: str, stage: Stage, place: str | None, asking: Asking) -> bool:
    if not asking.people.exists(person):
        return False
    lasts = person in stage.instead_of or stage.superior is not None or not stage.roles
    return lasts or _entitled(person, stage, place, asking)


def _entitled(person: str, stage: Stage, place: str | None, asking: Asking) -> bool:
    people = asking.people
    held = people.roles_in(person, place) if place else people.roles(person)
    if not stage.signed_in_person and held & set(CLERKS):
        return True
    return all(
        any(each in held for role in capacity for each in lasting(role))
        for capacity in stage.signs_as
    )


def awaited(
    application: Application,
    signers: Mapping[str, Iterable[str]],
    delegations: Iterable[Delegation],
) -> frozenset[str]:
    """Everyone who may sign an open stage now, and their delegates of today and later.

    `delegations` are those that have not ended.
    """
    found: set[str] = set()
    for stage in application.open_stages:
        used = signers_so_far(application) if stage.signed_in_person else frozenset()
        here = set(signers.get(stage.id, stage.persons)) - used - application.excluded
        found |= here
        if not stage.personal:
            found |= _delegates(stage, here, delegations, application.act) - used
    return frozenset(found - application.excluded)


def _delegates(
    stage: Stage,
    principals: set[str],
    delegations: Iterable[Delegation],
    act: str,
) -> set[str]:
    roles = set(roles_asked(stage)) | set(stage.roles)
    return {
        each.delegate
        for each in delegations
        if each.principal in principals
        and each.role in roles
        and (not each.acts or act in each.acts)
    }


def relinked(
    identifier: str, before: frozenset[str], after: frozenset[str]
) -> tuple[Consequence, ...]:
    """The links from an application to those whom it waits for, brought up to date."""
    gone = tuple(Unlinked(identifier, AWAITS, person) for person in sorted(before - after))
    come = tuple(Linked(identifier, AWAITS, person) for person in sorted(after - before))
    return (*gone, *come)
