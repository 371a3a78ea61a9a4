"""Whom a clause binds that speaks only of some: its selector `who`."""

from __future__ import annotations

from shoumi.law.figures import Figures

LEADING = frozenset(
    {"leader_in_charge", "principal", "leading_post", "line_leader", "department_head"}
)
EVERYBODY = frozenset({"all_staff", "everyone_in_scope"})


def binds_roles(figures: Figures, roles: frozenset[str]) -> bool:
    """Whether the clause binds a person with these roles.

    An audience that is not known here binds, so that a clause never falls silent by our ignorance.
    """
    who = frozenset(figures.codes("who"))
    if not who or who & EVERYBODY:
        return True
    return bool(roles & LEADING) if who == {"leaders"} else True
