"""Who may sign a stage today: holders of its roles, stand-ins, delegates."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from shoumi.acts.known import Asking
from shoumi.matters.applications.things import DelegationRow, Naming
from shoumi.procedures.application import Application
from shoumi.procedures.delegation import Delegation
from shoumi.procedures.route import Mode, Stage
from shoumi.procedures.settling import Candidates, Deputies
from shoumi.procedures.signing import lets_sign

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


def answered_by(role: str) -> tuple[str, ...]:
    """The role, and those of a case for which its holders answer."""
    return (role, *(case for case, roles in STANDS_FOR.items() if role in roles))


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


def cleared(candidates: Candidates, levels: tuple[str, ...], asking: Asking) -> Candidates:
    """Those candidates who may know what is to be signed for; in a chain nobody is passed over."""

    def able(stage: Stage) -> tuple[str, ...]:
        if stage.mode is Mode.CHAIN:
            return candidates(stage)
        return tuple(one for one in candidates(stage) if asking.may_know(one, levels))

    return able


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


def deputies_for(asking: Asking, *, act: str, levels: tuple[str, ...] = ()) -> Deputies:
    """To whom an applicant or a person concerned has delegated the role that is asked for."""

    def deputies(stage: Stage, holder: str) -> tuple[str, ...]:
        return delegates_of(holder, stage, asking, act=act, levels=levels)

    return deputies


def delegates_of(
    principal: str, stage: Stage, asking: Asking, *, act: str, levels: tuple[str, ...]
) -> tuple[str, ...]:
    """Who may sign the stage today for `principal`, by delegation."""
    given = delegated_by(principal, asking)
    return tuple(
        one
        for one in dict.fromkeys(each.delegate for each in given)
        if not stage.personal
        and asking.people.exists(one)
        and asking.may_know(one, levels)
        and lets_sign([each for each in given if each.delegate == one], act, stage, asking.on)
    )


def delegated_by(principal: str, asking: Asking) -> tuple[Delegation, ...]:
    """What a person delegates, today or later, a role of a case with the lasting one."""
    return tuple(
        msgspec.structs.replace(row.delegation, role=role)
        for row in delegation_rows(principal, asking)
        for role in answered_by(row.delegation.role)
    )


def delegation_rows(principal: str, asking: Asking) -> tuple[DelegationRow, ...]:
    """The delegations of a person that have not ended."""
    rows = asking.known.find(DelegationRow, holder=principal)
    return tuple(row for row in rows if asking.on <= row.delegation.until)


def signers_now(application: Application, stage: Stage, asking: Asking) -> tuple[str, ...]:
    """Who may sign the stage today, after all appointments since the application was opened.

    For a holder who is applicant or concerned, whoever that holder lets sign that day.
    """
    place = asking.people.department(application.applicant)
    found = [one for one in stage.persons if _still(one, application, stage, asking)]
    if is_of_roles(stage):
        held = [one for role in roles_asked(stage) for one in asking.people.holders(role, place)]
        found += [one for one in held if _entitled(one, stage, place, asking)]
        found += [one for holder in held for one in _stand_ins(holder, application, stage, asking)]
    elif stage.superior is not None and not found:
        found = list(_successors(application, asking))
    return tuple(
        one
        for one in dict.fromkeys(found)
        if one not in application.excluded and asking.may_know(one, application.wanted.levels)
    )


def is_of_roles(stage: Stage) -> bool:
    """Whether whoever holds the roles signs; else it is the persons themselves."""
    return stage.superior is None and stage.mode is not Mode.CHAIN and bool(stage.roles)


def _still(person: str, application: Application, stage: Stage, asking: Asking) -> bool:
    """Whether a person who was found when the route was settled may still sign."""
    if not asking.people.exists(person):
        return False
    if person in stage.instead_of:
        return person in _stand_ins(stage.instead_of[person], application, stage, asking)
    if stage.superior is not None:
        return is_superior(person, asking)
    place = asking.people.department(application.applicant)
    return not stage.roles or _entitled(person, stage, place, asking)


def _stand_ins(
    holder: str, application: Application, stage: Stage, asking: Asking
) -> tuple[str, ...]:
    """Who signs today instead of a holder who is applicant or concerned."""
    if holder not in application.excluded:
        return ()
    wanted = application.wanted
    return delegates_of(holder, stage, asking, act=wanted.act, levels=wanted.levels)


def _successors(application: Application, asking: Asking) -> tuple[str, ...]:
    """Who is superior now, where a superior in a chain is none any more."""
    place = asking.people.department(application.applicant)
    others = superiors_of(application)
    held = (one for role in SUPERIORS for one in asking.people.holders(role, place))
    return tuple(one for one in held if one not in others)


def superiors_of(application: Application) -> frozenset[str | None]:
    """Whose turn the links of a chain were when it was settled."""
    return frozenset(stage.superior for stage in application.route.stages)


def is_superior(person: str, asking: Asking) -> bool:
    """Whether the person is still of the line."""
    return not asking.people.roles(person).isdisjoint(SUPERIORS)


def _entitled(person: str, stage: Stage, place: str | None, asking: Asking) -> bool:
    people = asking.people
    held = people.roles_in(person, place) if place else people.roles(person)
    if not stage.signed_in_person and held & set(CLERKS):
        return True
    return all(
        any(each in held for role in capacity for each in lasting(role))
        for capacity in stage.signs_as
    )
