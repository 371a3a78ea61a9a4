"""A holder of a role lets another sign for some days; both names are shown."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import msgspec

from shoumi.law.breach import Breach, breach
from shoumi.law.words import N_


class Delegation(
    msgspec.Struct, frozen=True, kw_only=True, rename={"since": "from", "until": "to"}
):
    """Both days are included. No acts: every act for which the role signs."""

    role: str
    acts: tuple[str, ...] = ()
    principal: str
    delegate: str
    since: date
    until: date
    reason: str

    def covers(self, act: str, roles: Collection[str], on: date) -> bool:
        """It allows a signature for one of `roles` under `act` on that day."""
        return (
            self.since <= on <= self.until
            and self.role in roles
            and (not self.acts or act in self.acts)
        )


def delegate(
    delegation: Delegation, *, held: Collection[str], personal: Collection[str]
) -> Delegation | Breach:
    """The delegation, if the principal may give it.

    `held` are the roles that the principal holds himself, not those he signs for by delegation;
    `personal` are the roles that nobody may hand to another.
    """
    if delegation.role in personal:
        return breach(
            N_("The role {role} is personal: its holder signs in person."),
            missing="role",
            role=delegation.role,
        )
    if delegation.role not in held:
        return breach(
            N_("Only who holds the role {role} himself, not by delegation, may delegate it."),
            missing="role",
            role=delegation.role,
        )
    return _improper(delegation) or delegation


def _improper(delegation: Delegation) -> Breach | None:
    if delegation.delegate == delegation.principal:
        return breach(N_("Name another person to sign for you."), missing="person")
    if delegation.until < delegation.since:
        return breach(
            N_("The delegation ends on {until}, before it begins on {since}."),
            missing="to",
            since=delegation.since.isoformat(),
            until=delegation.until.isoformat(),
        )
    if not delegation.reason.strip():
        return breach(N_("Say why another person signs for you."), missing="reason")
    return None
