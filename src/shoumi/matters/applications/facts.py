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
from shoumi.matters.applications.signers import delegated_by, signers_now
from shoumi.matters.applications.things import AWAITS, ApplicationRow, Naming
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
    `signers` goes by the stage's id; a stage that is not in it is signed by its own persons.
    """

    application: Application | None = None
    row: ApplicationRow | None = None
    by: str = ""
    at: datetime = UNKNOWN_TIME
    stage: str | None = None
    signers: dict[str, tuple[str, ...]] = {}
    delegations: tuple[Delegation, ...] = ()
    awaited: frozenset[str] = frozenset()
    office: tuple[str, ...] = ()

    def may_sign(self, stage: Stage) -> tuple[str, ...]:
        """Who may sign a stage today."""
        return self.signers.get(stage.id, stage.persons)


class DelegateFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The roles that the principal holds, and the open applications that wait for that person."""

    by: str = ""
    on: date = UNKNOWN_TIME.date()
    held: frozenset[str] = frozenset()
    delegate_exists: bool = True
    waiting: tuple[ApplicationFacts, ...] = ()


class NamingFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The naming that is confirmed, and the open applications in which a stage waits for it."""

    by: str = ""
    confirming: Confirming = Confirming()
    naming: Naming | None = None
    holders: tuple[str, ...] = ()
    waiting: tuple[ApplicationFacts, ...] = ()


def apply_facts(act: Apply, asking: Asking) -> ApplyFacts:
    row = asking.known.get(ApplicationRow, act.again) if act.again else None
    return ApplyFacts(by=asking.by, again=row.application if row else None)


def application_facts(act: OnApplication, asking: Asking) -> ApplicationFacts:
    row = asking.known.get(ApplicationRow, act.application)
    if row is None:
        return ApplicationFacts(by=asking.by, at=asking.at)
    found = of_row(row, asking)
    behalf = act.on_behalf_of if isinstance(act, Sign | Return) else None
    office = asking.people.holders("secrecy_office") if isinstance(act, Urge) else ()
    own = _own_stage(found, behalf or asking.by)
    return msgspec.structs.replace(found, stage=own, office=office)


def of_row(row: ApplicationRow, asking: Asking) -> ApplicationFacts:
    """An application with its signers of today."""
    application = row.application
    signers = {
        stage.id: signers_now(application, stage, asking) for stage in application.route.stages
    }
    everyone = dict.fromkeys(person for persons in signers.values() for person in persons)
    return ApplicationFacts(
        application=application,
        row=row,
        by=asking.by,
        at=asking.at,
        signers=signers,
        delegations=tuple(each for one in everyone for each in delegated_by(one, asking)),
        awaited=frozenset(asking.known.linked(row.id, AWAITS)),
    )


def _own_stage(facts: ApplicationFacts, person: str) -> str | None:
    """The one open stage that the person may sign; who may sign none means the only open one."""
    application = facts.application
    open_stages = application.open_stages if application else ()
    own = [stage.id for stage in open_stages if person in facts.may_sign(stage)]
    found = own or [stage.id for stage in open_stages]
    return found[0] if len(found) == 1 else None


def delegate_facts(act: Delegate, asking: Asking) -> DelegateFacts:
    rows = (
        asking.known.get(ApplicationRow, one) for one in asking.known.linking(asking.by, AWAITS)
    )
    return DelegateFacts(
        by=asking.by,
        on=asking.on,
        held=asking.people.roles(asking.by),
        delegate_exists=asking.people.exists(act.person),
        waiting=tuple(of_row(row, asking) for row in rows if row is not None),
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
        waiting=tuple(of_row(row, asking) for row in rows),
    )
