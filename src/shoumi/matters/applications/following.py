"""What follows from acts on applications: the row, and who is told.

Whom it waits for is brought up to date by `waits_anew`, whatever act made it other.
"""

from __future__ import annotations

import msgspec

from shoumi.acts.confirming import confirmed, proposed
from shoumi.acts.consequence import Consequence, Made, Moment, Noticed, become
from shoumi.law.breach import Breach
from shoumi.law.words import N_, Message
from shoumi.matters.applications.acts import (
    Apply,
    Countersign,
    Delegate,
    NameSigner,
    Sign,
    Urge,
)
from shoumi.matters.applications.facts import (
    ApplicationFacts,
    ApplyFacts,
    DelegateFacts,
    NamingFacts,
    OnApplication,
)
from shoumi.matters.applications.outcomes import given_by, outcome
from shoumi.matters.applications.signers import filled
from shoumi.matters.applications.things import ApplicationRow, DelegationRow, Naming
from shoumi.procedures.application import Application, State, spend
from shoumi.procedures.authorisation import Use
from shoumi.procedures.consulting import name_signer

ENDINGS = {
    State.GRANTED: N_("Your application was granted and the act was performed."),
    State.REFUSED: N_("Your application was refused."),
    State.RETURNED: N_("Your application was returned to you."),
}
URGED = N_("You are reminded of an application that waits for your signature.")
ASKED = N_("You are asked for your opinion on an application.")


def applied(_act: Apply, _facts: ApplyFacts, _moment: Moment) -> tuple[Consequence, ...]:
    """Nothing by itself: the act that is applied for is put to the law, and may wait."""
    return ()


def changed(act: OnApplication, facts: ApplicationFacts, moment: Moment) -> tuple[Consequence, ...]:
    """The application after the act. An act that the last signature grants is used up at once."""
    after = outcome(act, facts)
    if isinstance(after, Breach) or facts.row is None:
        message = "an act that the law refuses has no consequences"
        raise TypeError(message)
    kept = _used(after, moment) if isinstance(act, Sign) else after
    return (become(facts.row, application=kept), *_notices(act, after, moment))


def _used(after: Application, moment: Moment) -> Application:
    """A granted act is performed by the entry of its last signature, which uses the grant up."""
    if after.state is not State.GRANTED:
        return after
    spent = spend(after, Use(amount=1, by=after.applicant, at=moment.at))
    return after if isinstance(spent, Breach) else spent


def _notices(act: OnApplication, after: Application, moment: Moment) -> tuple[Consequence, ...]:
    """Who was urged or asked, and the applicant when it ends; who signs next is told elsewhere."""
    told = {after.applicant: ENDINGS[after.state]} if after.state in ENDINGS else {}
    if isinstance(act, Countersign) and act.answer is None:
        told |= dict.fromkeys(act.persons, ASKED)
    if isinstance(act, Urge):
        told |= dict.fromkeys(after.urgings[-1].told, URGED)
    return tuple(
        Noticed(person, Message(text), after.id)
        for person, text in told.items()
        if person != moment.by
    )


def delegated(act: Delegate, _facts: DelegateFacts, moment: Moment) -> tuple[Consequence, ...]:
    """The delegation; the applications that wait are brought up to date with it."""
    row = DelegationRow(id=moment.new_id(), delegation=given_by(act, moment.by))
    told = Noticed(act.person, Message(N_("You may sign for another person.")), row.id)
    return (Made(row), told)


def named(act: NameSigner, facts: NamingFacts, moment: Moment) -> tuple[Consequence, ...]:
    """A proposal; once confirmed, every open application that waits for it goes on."""
    if facts.naming is None:
        return (Made(_naming(act, moment)),)
    stands = msgspec.structs.replace(
        facts.naming, proposal=confirmed(facts.naming.proposal, moment)
    )
    changes = tuple(
        each for row in facts.waiting for each in _filled_in(row, stands, facts.holders)
    )
    return (become(facts.naming, proposal=stands.proposal), *changes)


def _naming(act: NameSigner, moment: Moment) -> Naming:
    return Naming(
        id=moment.new_id(),
        act=act.act or "",
        clause=act.clause or "",
        role=act.role,
        person=act.person,
        reason=act.reason,
        proposal=proposed(moment),
    )


def _filled_in(
    row: ApplicationRow, naming: Naming, holders: tuple[str, ...]
) -> tuple[Consequence, ...]:
    """An open application with the stages that the naming fills; what it cannot fill stays."""
    application = row.application
    for stage in application.route.stages:
        if not stage.unnamed or naming.clause not in stage.clauses:
            continue
        ours = filled(stage, naming)
        after = name_signer(
            application, stage.id, roles=ours.roles, persons=ours.persons or holders
        )
        application = application if isinstance(after, Breach) else after
    return (become(row, application=application),) if application != row.application else ()
