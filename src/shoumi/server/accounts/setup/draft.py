"""What is entered step by step before anything is written to the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from shoumi.law.words import N_, Message

ADMINISTRATORS: Final = ("system_administrator", "security_administrator", "audit_administrator")
NEEDED: Final = ("principal", "secrecy_office", "secrecy_officer", *ADMINISTRATORS)
ASKED: Final = (
    "principal",
    "leader_in_charge",
    "secrecy_office",
    "secrecy_officer",
    *ADMINISTRATORS,
)
"""Roles that the set-up asks for; all but those in NEEDED may stay empty for now."""

Faults = dict[str, Message]


class Entrant(msgspec.Struct, frozen=True, kw_only=True):
    """One of the first people; `department` is the name of one in the draft."""

    name: str
    log_in: str
    department: str
    tier: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A unit to be; `roles` names a person by log-in name, `paper` the document that decides it."""

    level: str = ""
    name: str = ""
    unit_kind: str = "agency"
    code: str = ""
    departments: tuple[str, ...] = ()
    people: tuple[Entrant, ...] = ()
    roles: Mapping[str, str] = {}
    regulations: tuple[str, ...] = ()
    paper: str = ""

    def kind_of(self, log_in: str) -> str:
        """The kind of the account that a person gets."""
        held = {role for role, who in self.roles.items() if who == log_in}
        return next((role for role in ADMINISTRATORS if role in held), "ordinary")


def level_faults(draft: Draft) -> Faults:
    """Without a declared level no rule of logging in is known."""
    if draft.level:
        return {}
    return {"level": Message(N_("Choose the highest level that this installation may hold."))}


def unit_faults(draft: Draft) -> Faults:
    """A unit has a name."""
    return {} if draft.name else {"name": Message(N_("Enter the name of the unit."))}


def department_faults(draft: Draft) -> Faults:
    """At least one department, each name once."""
    if not draft.departments:
        return {"departments": Message(N_("Enter at least one department, one in a line."))}
    twice = _doubled(draft.departments)
    if not twice:
        return {}
    template = N_("Each department once; entered twice: {names}.")
    return {"departments": Message(template, {"names": ", ".join(twice)})}


def people_faults(draft: Draft) -> Faults:
    """Complete lines, known departments, each log-in name once."""
    found: Faults = {}
    for place, one in enumerate(draft.people):
        if not one.name or not one.log_in:
            found[f"person-{place}"] = Message(N_("Enter a name and a log-in name."))
        elif one.department not in draft.departments:
            found[f"person-{place}"] = Message(N_("Choose one of the departments."))
    for name in _doubled(one.log_in for one in draft.people):
        template = N_("Each log-in name once; entered twice: {name}.")
        found["people"] = Message(template, {"name": name})
    if not draft.people:
        found["people"] = Message(N_("Enter the first people of the unit."))
    return found


def role_faults(draft: Draft) -> Faults:
    """The roles without which nobody could go on; the three administrators are three people."""
    known = {one.log_in for one in draft.people}
    found: Faults = {
        role: Message(N_("Choose a person."))
        for role in NEEDED
        if draft.roles.get(role) not in known
    }
    held = [draft.roles.get(role, "") for role in ADMINISTRATORS]
    for role in ADMINISTRATORS:
        if role not in found and held.count(draft.roles[role]) > 1:
            found[role] = Message(N_("The three administrators exclude one another."))
        elif role not in found and _has_other_office(draft, role):
            template = N_("An administrator holds no other of these roles.")
            found[role] = Message(template)
    return found


def _has_other_office(draft: Draft, role: str) -> bool:
    others = {who for other, who in draft.roles.items() if other not in ADMINISTRATORS}
    return draft.roles[role] in others


def paper_faults(draft: Draft) -> Faults:
    """Adopting takes two people; at the set-up the signed paper is the second one's word."""
    if draft.paper:
        return {}
    return {"paper": Message(N_("Enter the number of the signed decision that sets the unit up."))}


def all_faults(draft: Draft) -> Faults:
    """Everything that stands in the way of founding the unit."""
    found: Faults = {}
    for check in (
        level_faults,
        unit_faults,
        department_faults,
        people_faults,
        role_faults,
        paper_faults,
    ):
        found |= check(draft)
    return found


def _doubled(names: Iterable[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]
