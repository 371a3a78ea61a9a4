"""What must be known of an application before anybody acts on it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from shoumi.acts.confirming import Confirming
from shoumi.acts.known import Asking
from shoumi.matters.applications.acts import (
    AddSignatory,
    Apply,
    Countersign,
    Delegate,
    NameSigner,
    Recall,
    Return,
    Sign,
    Urge,
)
from shoumi.matters.applications.signers import delegated_by
from shoumi.matters.applications.things import ApplicationRow, Naming
from shoumi.matters.applications.waiting import (
    Right,
    rights_today,
)
from shoumi.procedures.application import Application
from shoumi.procedures.delegation import Delegation
from shoumi.procedures.route import Stage

UNKNOWN_TIME = datetime(2000, 1, 1, tzinfo=UTC)

OnApplication = Sign | Return | Recall | Countersign | AddSignatory | Urge


class ApplyFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Whether what is handed in again is the applicant's own and was returned."""

    by: str = ""
    again: Application | None = None


class ApplicationFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An application, who may sign which stage of it today, and whom it waits for.

    `stage` is the stage that is meant where the act names none: the one that is open to `by`.
    `today` says by an open stage's id who may sign it today; a stage that is not in it is signed
    by its own persons.
    `uncleared` are those whom the act lets see what they are not cleared for.
    """

    application: Application | None = None
    row: ApplicationRow | None = None
    by: str = ""
    at: datetime = UNKNOWN_TIME
    stage: str | None = None
    today: dict[str, tuple[Right, ...]] = {}
    delegations: tuple[Delegation, ...] = ()
    office: tuple[str, ...] = ()
    uncleared: tuple[str, ...] = ()

    def may_sign(self, stage: Stage) -> tuple[str, ...]:
        """Who may sign a stage today in the own name."""
        if stage.id not in self.today:
            return stage.persons
        return tuple(right.person for right in self.today[stage.id] if right.principal is None)


class DelegateFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The roles that the principal holds, and those of the delegate that exclude the role."""

    by: str = ""
    on: date = UNKNOWN_TIME.date()
    held: frozenset[str] = frozenset()
    delegate_exists: bool = True
    excluding: frozenset[str] = frozenset()


class NamingFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The naming that is confirmed, and the open applications in which a stage waits for it."""

    by: str = ""
    confirming: Confirming = Confirming()
    naming: Naming | None = None
    holders: tuple[str, ...] = ()
    waiting: tuple[ApplicationRow, ...] = ()


def apply_facts(act: Apply, asking: Asking) -> ApplyFacts:
    row = asking.known.get(ApplicationRow, act.again) if act.again else None
    return ApplyFacts(by=asking.by, again=row.application if row else None)


def application_facts(act: OnApplication, asking: Asking) -> ApplicationFacts:
    row = asking.known.get(ApplicationRow, act.application)
    if row is None:
        return ApplicationFacts(by=asking.by, at=asking.at)
    found = of_row(row, asking)
    behalf = act.on_behalf_of if isinstance(act, Sign | Return) else None
    levels = row.application.wanted.levels
    return msgspec.structs.replace(
        found,
        stage=_own_stage(found, behalf or asking.by),
        office=asking.people.holders("secrecy_office") if isinstance(act, Urge) else (),
        uncleared=tuple(one for one in _shown_to(act, asking) if not asking.may_know(one, levels)),
    )


def _shown_to(act: OnApplication, asking: Asking) -> tuple[str, ...]:
    """Whom the act lets judge what the application names."""
    if isinstance(act, AddSignatory):
        return (act.person,)
    if isinstance(act, Countersign) and act.answer is None:
        return act.persons
    return (asking.by,) if isinstance(act, Sign) else ()


def of_row(row: ApplicationRow, asking: Asking) -> ApplicationFacts:
    """An application with those who may sign it."""
    application = row.application
    today = rights_today(application, asking)
    everyone = dict.fromkeys(right.person for rights in today.values() for right in rights)
    return ApplicationFacts(
        application=application,
        row=row,
        by=asking.by,
        at=asking.at,
        today=today,
        delegations=tuple(each for one in everyone for each in delegated_by(one, asking)),
    )


def _own_stage(facts: ApplicationFacts, person: str) -> str | None:
    """The one open stage that the person may sign; who may sign none means the only open one."""
    application = facts.application
    open_stages = application.open_stages if application else ()
    own = [stage.id for stage in open_stages if person in facts.may_sign(stage)]
    found = own or [stage.id for stage in open_stages]
    return found[0] if len(found) == 1 else None


def delegate_facts(act: Delegate, asking: Asking) -> DelegateFacts:
    return DelegateFacts(
        by=asking.by,
        on=asking.on,
        held=asking.people.roles(asking.by),
        delegate_exists=asking.people.exists(act.person),
        excluding=asking.people.roles(act.person) & asking.settings.exclusive_with(act.role),
    )


def naming_facts(act: NameSigner, asking: Asking) -> NamingFacts:
    naming = asking.known.get(Naming, act.confirms) if act.confirms else None
    confirming = Confirming(
        meant=act.confirms is not None,
        by=asking.by,
        proposal=naming.proposal if naming else None,
    )
    if naming is None:
        return NamingFacts(by=asking.by, confirming=confirming)
    rows = asking.known.find(ApplicationRow, name=naming.act, state="open")
    return NamingFacts(
        by=asking.by,
        confirming=confirming,
        naming=naming,
        holders=asking.people.holders(naming.role) if naming.role else (),
        waiting=rows,
    )
