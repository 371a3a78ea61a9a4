"""What an act amounts to, whole: the ruling, the changes, and the entry that tells them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from shoumi.acts.act import Act, payload_of, slug_of
from shoumi.acts.consequence import Consequence, Linked, Made, Moment, Noticed
from shoumi.acts.known import Asking
from shoumi.acts.shape import references
from shoumi.deadlines.duties import Duty
from shoumi.decision.decide import Considered, House, consider
from shoumi.decision.duties import Entry, changes_of, closed, opened
from shoumi.decision.follow import changes_from
from shoumi.decision.verdict import Finding, Ruling, Said, Verdict
from shoumi.evidence.changes import Change
from shoumi.law.breach import Breach
from shoumi.law.clause import Json
from shoumi.matters.applications.acts import Sign
from shoumi.matters.applications.opening import granted_by, open_application
from shoumi.procedures.application import Application


class Supply(msgspec.Struct, frozen=True, kw_only=True):
    """What one act is given from outside: the number of its entry and fresh ids."""

    number: int
    ids: Iterator[str]

    def new_id(self) -> str:
        """The next fresh id."""
        return next(self.ids)


class Performed(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be recorded of one act, permitted or not.

    `contained` are the acts that were performed within it, each judged by its own clauses.
    """

    act: Act
    by: str
    ruling: Ruling
    consequences: tuple[Consequence, ...] = ()
    opened: tuple[Duty, ...] = ()
    closed: tuple[Duty, ...] = ()
    changes: tuple[Change, ...] = ()
    contained: tuple[Performed, ...] = ()

    @property
    def made(self) -> tuple[str, ...]:
        """The ids of the things that the act was for, those of contained acts first."""
        inner = [each for part in self.contained for each in part.made]
        own = [c.thing.id for c in self.consequences if isinstance(c, Made) and c.principal]
        return (*inner, *own)


def may(act: Act, asking: Asking, house: House) -> Ruling:
    """The verdict without the next step: "may I?"."""
    return consider(act, asking, house).ruling


def perform(act: Act, asking: Asking, house: House, supply: Supply) -> Performed:
    """Decide the act and work out everything that follows. Nothing is written here."""
    considered = consider(act, asking, house)
    if considered.ruling.verdict is Verdict.REFUSED:
        return Performed(act=act, by=asking.by, ruling=considered.ruling)
    if considered.ruling.verdict is Verdict.WAITING:
        return _applied_for(act, considered.ruling, asking, supply)
    done = _done(act, considered, asking, house, supply)
    return _with_granted(done, considered.facts, asking, house, supply)


def _applied_for(act: Act, ruling: Ruling, asking: Asking, supply: Supply) -> Performed:
    """An act that needs consent is applied for; without anyone to sign it stays refused."""
    if ruling.route is None:
        message = "a waiting verdict has no route"
        raise ValueError(message)
    application = open_application(
        supply.new_id(),
        payload_of(act),
        route=ruling.route,
        subjects=tuple(dict.fromkeys(identifier for _, _, identifier in references(act))),
        asking=asking,
    )
    if isinstance(application, Breach):
        return Performed(act=act, by=asking.by, ruling=_unroutable(ruling, application))
    return Performed(
        act=act,
        by=asking.by,
        ruling=ruling,
        consequences=application,
        changes=changes_from(application, asking.known),
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
    act: Act, considered: Considered, asking: Asking, house: House, supply: Supply
) -> Performed:
    """What follows from a permitted act: consequences, duties, audiences."""
    kind = house.catalogue.acts[slug_of(act)]
    moment = Moment(at=asking.at, by=asking.by, new_id=supply.new_id)
    consequences = kind.follows(act, considered.facts, moment)
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
    ruling = _with_findings(considered.ruling, (*opening, *closing))
    return Performed(
        act=act,
        by=asking.by,
        ruling=ruling,
        consequences=consequences,
        opened=opened_,
        closed=closed_,
        changes=(*changes_from(consequences, asking.known), *changes_of(opened_, closed_)),
    )


def _with_made(facts: Any, consequences: tuple[Consequence, ...]) -> Any:  # noqa: ANN401 any facts
    """The facts with the ids of what the act made, for facts that have room for them."""
    if not hasattr(facts, "made"):
        return facts
    made = tuple(each.thing for each in consequences if isinstance(each, Made))
    return msgspec.structs.replace(facts, made=made)


def _with_findings(ruling: Ruling, more: tuple[Finding, ...]) -> Ruling:
    return msgspec.structs.replace(ruling, findings=(*ruling.findings, *more))


def _with_granted(
    done: Performed, facts: object, asking: Asking, house: House, supply: Supply
) -> Performed:
    """The last signature performs what was applied for, in the same entry or not at all."""
    granted = granted_by(done.act, facts) if isinstance(done.act, Sign) else None
    if granted is None:
        return done
    inner = _inner(granted.application, asking, house, supply)
    if inner.ruling.verdict is Verdict.REFUSED:
        return Performed(act=done.act, by=done.by, ruling=inner.ruling)
    return msgspec.structs.replace(
        done, contained=(inner,), changes=(*done.changes, *inner.changes)
    )


def _inner(
    application: Application, asking: Asking, house: House, supply: Supply
) -> Performed:
    payload: dict[str, Json] = application.round.payload
    act = house.catalogue.read(payload)
    theirs = asking.on_behalf(application.applicant)
    considered = consider(act, theirs, house, granted=True)
    if considered.ruling.verdict is Verdict.REFUSED:
        return Performed(act=act, by=application.applicant, ruling=considered.ruling)
    done = _done(act, considered, theirs, house, supply)
    links = tuple(
        Linked(source=identifier, relation="allowed-by", target=application.id)
        for identifier in done.made
    )
    return msgspec.structs.replace(
        done, changes=(*done.changes, *changes_from(links, asking.known))
    )


def notices_of(performed: Performed) -> tuple[Noticed, ...]:
    """What people are told in their inbox, contained acts included."""
    own = tuple(each for each in performed.consequences if isinstance(each, Noticed))
    return (*own, *(notice for part in performed.contained for notice in notices_of(part)))
