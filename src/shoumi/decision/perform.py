"""What an act amounts to, whole: the ruling, the changes, and the entry that tells them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from shoumi.acts.act import Act, payload_of, slug_of
from shoumi.acts.consequence import Consequence, Contained, Linked, Made, Moment, Noticed
from shoumi.acts.known import Asking
from shoumi.deadlines.duties import Duty
from shoumi.decision.decide import Considered, House, consider
from shoumi.decision.duties import Entry, closed, moved, opened
from shoumi.decision.follow import scopes_from
from shoumi.decision.renewing import about, renewed
from shoumi.decision.verdict import Finding, Ruling, Said, Verdict
from shoumi.evidence.changes import Scope, Unscope
from shoumi.law.breach import Breach
from shoumi.matters.applications.acts import Apply, Sign
from shoumi.matters.applications.facts import ApplicationFacts
from shoumi.matters.applications.opening import (
    granted_by,
    hand_in,
    open_application,
    why_unsignable,
)
from shoumi.matters.applications.things import ApplicationRow
from shoumi.procedures.application import Application


class Supply(msgspec.Struct, frozen=True, kw_only=True):
    """What one act is given from outside: the number of its entry and fresh ids."""

    number: int
    ids: Iterator[str]

    def new_id(self) -> str:
        """The next fresh id."""
        return next(self.ids)


class Performed(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is to be recorded of one act, permitted or not.

    `contained` are the acts that were performed within it, each judged by its own clauses.
    """

    act: Act
    by: str
    ruling: Ruling
    consequences: tuple[Consequence, ...] = ()
    opened: tuple[Duty, ...] = ()
    closed: tuple[Duty, ...] = ()
    moved: tuple[Duty, ...] = ()
    scopes: tuple[Scope | Unscope, ...] = ()
    contained: tuple[Performed, ...] = ()

    @property
    def made(self) -> tuple[str, ...]:
        """The ids of the things that the act was for, those of contained acts first."""
        inner = [each for part in self.contained for each in part.made]
        own = [c.thing.id for c in self.consequences if isinstance(c, Made) and c.principal]
        return (*inner, *own)


def may(act: Act, asking: Asking, house: House) -> Ruling:
    """The verdict without the next step: "may I?"."""
    ruling = consider(act, asking, house).ruling
    if ruling.verdict is not Verdict.WAITING or ruling.route is None:
        return ruling
    why = why_unsignable(payload_of(act), ruling.route, about(act, asking, house.catalogue), asking)
    return ruling if why is None else _unroutable(ruling, why)


def perform(act: Act, asking: Asking, house: House, supply: Supply) -> Performed:
    """Decide the act and work out everything that follows. Nothing is written here."""
    considered = consider(act, asking, house)
    if considered.ruling.verdict is Verdict.REFUSED:
        return Performed(act=act, by=asking.by, ruling=considered.ruling)
    if considered.ruling.verdict is Verdict.WAITING:
        return _applied_for(act, considered.ruling, asking, house, supply)
    done = _done(act, considered, asking, house, supply)
    if isinstance(act, Apply):
        return _applying(act, done, asking, house, supply)
    granted = _granted_act(act, considered.facts, house)
    return _containing(done, granted, asking, house, supply)


def _applying(
    act: Apply, done: Performed, asking: Asking, house: House, supply: Supply
) -> Performed:
    """What is applied for is put to the law: it waits, or needs no consent and is done at once."""
    inner = house.catalogue.read({"do": act.act, **act.payload})
    considered = consider(inner, asking, house)
    if considered.ruling.verdict is Verdict.WAITING:
        part = _applied_for(
            inner, considered.ruling, asking, house, supply, reason=act.reason, again=act.again
        )
    else:
        part = perform(inner, asking, house, supply)
    if part.ruling.verdict is Verdict.REFUSED:
        return Performed(act=act, by=asking.by, ruling=part.ruling)
    return msgspec.structs.replace(done, contained=(part,))


def _applied_for(
    act: Act,
    ruling: Ruling,
    asking: Asking,
    house: House,
    supply: Supply,
    *,
    reason: str = "",
    again: str | None = None,
) -> Performed:
    """An act that needs consent is applied for; without anyone to sign it stays refused."""
    if ruling.route is None:
        message = "a waiting verdict has no route"
        raise ValueError(message)
    row = asking.known.get(ApplicationRow, again) if again else None
    payload, named = payload_of(act), about(act, asking, house.catalogue)
    if row is not None:
        application = hand_in(
            row, payload, route=ruling.route, about=named, asking=asking, reason=reason
        )
    else:
        application = open_application(
            supply.new_id(),
            payload,
            route=ruling.route,
            about=named,
            asking=asking,
            reason=reason,
        )
    if isinstance(application, Breach):
        return Performed(act=act, by=asking.by, ruling=_unroutable(ruling, application))
    consequences = (*application, *renewed(application, asking))
    return Performed(
        act=act,
        by=asking.by,
        ruling=ruling,
        consequences=consequences,
        scopes=scopes_from(consequences, asking.known, house.catalogue.things),
    )


def _unroutable(ruling: Ruling, why: Breach) -> Ruling:
    findings = tuple(
        msgspec.structs.replace(finding, said=Said.REFUSED, breach=why)
        if finding.said is Said.WAITING
        else finding
        for finding in ruling.findings
    )
    return Ruling(verdict=Verdict.REFUSED, findings=findings)


def _done(
    act: Act,
    considered: Considered,
    asking: Asking,
    house: House,
    supply: Supply,
    *,
    grant: Application | None = None,
) -> Performed:
    """What follows from a permitted act: consequences, duties, audiences."""
    kind = house.catalogue.acts[slug_of(act)]
    until = grant.authorisation.what.until if grant and grant.authorisation else None
    moment = Moment(at=asking.at, by=asking.by, new_id=supply.new_id, until=until)
    followed = kind.follows(act, considered.facts, moment)
    consequences = (*followed, *renewed(followed, asking, apart=grant.id if grant else None))
    entry = Entry(number=supply.number, at=asking.at)
    opened_, opening = opened(
        act,
        _with_made(considered.facts, consequences),
        asking,
        house.law,
        house.catalogue,
        house.time,
        entry=entry,
        new_ids=supply.ids,
    )
    closed_, closing = closed(act, considered.facts, asking, house.catalogue, entry=entry)
    moved_ = moved(consequences, asking, house.timed)
    ruling = _with_findings(considered.ruling, (*opening, *closing))
    return Performed(
        act=act,
        by=asking.by,
        ruling=ruling,
        consequences=consequences,
        opened=opened_,
        closed=closed_,
        moved=moved_,
        scopes=scopes_from(consequences, asking.known, house.catalogue.things),
    )


def _with_made(facts: Any, consequences: tuple[Consequence, ...]) -> Any:  # noqa: ANN401 any facts
    """The facts with the ids of what the act made, for facts that have room for them."""
    if not hasattr(facts, "made"):
        return facts
    made = tuple(each.thing for each in consequences if isinstance(each, Made))
    return msgspec.structs.replace(facts, made=made)


def _with_findings(ruling: Ruling, more: tuple[Finding, ...]) -> Ruling:
    return msgspec.structs.replace(ruling, findings=(*ruling.findings, *more))


def _granted_act(act: Act, facts: object, house: House) -> tuple[Act, Application] | None:
    """What the last signature lets happen, in the same entry or not at all."""
    if not isinstance(act, Sign) or not isinstance(facts, ApplicationFacts):
        return None
    granted = granted_by(act, facts)
    if granted is None:
        return None
    application = granted.application
    return house.catalogue.read(application.round.payload), application


def _containing(
    done: Performed,
    granted: tuple[Act, Application] | None,
    asking: Asking,
    house: House,
    supply: Supply,
) -> Performed:
    """Perform what the act contains over what it did itself; one refusal refuses the whole."""
    parts: list[Performed] = []
    if granted is not None:
        inner, application = granted
        theirs = asking.on_behalf(application.applicant)
        parts.append(_granted_part(inner, application, theirs, house, supply))
    for each in done.consequences:
        if isinstance(each, Contained):
            who = asking.on_behalf(each.by or asking.by)
            parts.append(perform(house.catalogue.read(each.payload), who, house, supply))
    for part in parts:
        if part.ruling.verdict is not Verdict.PERMITTED:
            refused = msgspec.structs.replace(part.ruling, verdict=Verdict.REFUSED)
            return Performed(act=done.act, by=done.by, ruling=refused)
    return msgspec.structs.replace(done, contained=tuple(parts)) if parts else done


def _granted_part(
    act: Act, application: Application, asking: Asking, house: House, supply: Supply
) -> Performed:
    considered = consider(act, asking, house, granted=True)
    if considered.ruling.verdict is Verdict.REFUSED:
        return Performed(act=act, by=asking.by, ruling=considered.ruling)
    done = _done(act, considered, asking, house, supply, grant=application)
    links = tuple(
        Linked(source=identifier, relation="allowed-by", target=application.id)
        for identifier in done.made
    )
    linking = msgspec.structs.replace(done, consequences=(*done.consequences, *links))
    return _containing(linking, None, asking, house, supply)


def notices_of(performed: Performed) -> tuple[Noticed, ...]:
    """What people are told in their inbox, contained acts included."""
    own = tuple(each for each in performed.consequences if isinstance(each, Noticed))
    return (*own, *(notice for part in performed.contained for notice in notices_of(part)))
