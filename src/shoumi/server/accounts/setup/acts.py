"""The first acts of a unit, as a draft says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from shoumi.law.clause import Json
from shoumi.law.levels import Levels
from shoumi.server.accounts.setup.draft import Draft, Entrant
from shoumi.server.journal.founding import SETUP

BASE = "shoumi"
Digests = Mapping[str, str]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One act; `$name` in it stands for what the step of that name made.

    `on_paper`: the act is entered from the signed decision, for the person who signed it.
    """

    name: str
    do: dict[str, Json]
    by: str = SETUP
    on_paper: bool = False


def first_acts(
    draft: Draft, digests: Digests, levels: Levels, method: str, on: date
) -> Iterator[Step]:
    """Unit, departments, people, offices, clearances, accounts; then the law, by two people."""
    yield _step(
        "unit",
        "organisation.register-unit",
        name=draft.name,
        unit_kind=draft.unit_kind,
        code=draft.code,
    )
    for name in draft.departments:
        yield _step(f"department {name}", "organisation.open-department", name=name)
    since = on.isoformat()
    for one in draft.people:
        yield from _entering(draft, one, levels, method, since)
    yield from _law(draft, digests, since)


def _entering(
    draft: Draft, one: Entrant, levels: Levels, method: str, since: str
) -> Iterator[Step]:
    person = f"$person {one.log_in}"
    yield _step(
        f"person {one.log_in}",
        "organisation.enrol-person",
        name=one.name,
        department=f"$department {one.department}",
        started_on=since,
    )
    for role in sorted(role for role, who in draft.roles.items() if who == one.log_in):
        yield _step(
            f"{role} {one.log_in}",
            "organisation.appoint",
            person=person,
            role=role,
            since=since,
            document=draft.paper,
        )
    if one.tier:
        yield _step(
            f"tier {one.log_in}",
            "personnel.grant-clearance",
            person=person,
            tier=one.tier,
            since=since,
        )
    yield _step(
        f"account {one.log_in}",
        "access.open-account",
        person=person,
        account_kind=draft.kind_of(one.log_in),
        methods=[method],
        highest_level=_highest(draft, one, levels),
    )


def _highest(draft: Draft, one: Entrant, levels: Levels) -> str | None:
    """The level of the clearance, but never above that of the installation."""
    if not one.tier:
        return None
    cleared = levels.tiers[one.tier].level
    above = levels.difference(cleared, draft.level)
    return draft.level if above is not None and above > 0 else cleared


def _law(draft: Draft, digests: Digests, since: str) -> Iterator[Step]:
    """The level, the base pack and the regulations chosen."""
    principal = f"$person {draft.roles['principal']}"
    office = f"$person {draft.roles['secrecy_office']}"
    level: dict[str, Json] = {"code": "installation_level", "value": draft.level, "since": since}
    yield from _by_two("level", "law.set-parameter", level, office)
    for pack in (BASE, *draft.regulations):
        told: dict[str, Json] = {"pack": pack, "digest": digests[pack], "since": since}
        yield from _by_two(pack, "law.adopt", told, principal)


def _by_two(name: str, slug: str, told: dict[str, Json], second: str) -> Iterator[Step]:
    yield _step(name, slug, **told)
    yield Step(
        name=f"{name} confirmed",
        do={"do": slug, "confirms": f"${name}", **told},
        by=second,
        on_paper=True,
    )


def _step(name: str, slug: str, /, **told: Json) -> Step:
    return Step(name=name, do={"do": slug, **told})
