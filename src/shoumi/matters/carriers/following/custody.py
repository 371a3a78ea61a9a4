"""What follows from entering carriers and passing them on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.acts.consequence import Became, Consequence, Made, Moment, Noticed, Numbered, become
from shoumi.law.words import N_, Message
from shoumi.matters.carriers import numbering
from shoumi.matters.carriers.acts import (
    Accept,
    CancelHandOver,
    HandOverCarriers,
    NewCopy,
    NewEdition,
    Register,
)
from shoumi.matters.carriers.facts.custody import HandOverFacts, OfferFacts, RegisterFacts
from shoumi.matters.carriers.facts.views import family_of
from shoumi.matters.carriers.things import Carrier, Edition, HandOver, ReaderLine

WHILE_HELD = {
    "circulation": "issued",
    "loan": "issued",
    "meeting": "issued",
    "activity": "issued",
    "provision": "issued",
    "job": "issued",
    "run": "sent",
    "recovery": "sent",
    "outing": "carried",
}
"""The state of a carrier in its receiver's hand, by what the hand-over rests on."""


def happened(act_at: datetime | None, moment: Moment) -> datetime:
    """When it happened: as entered, else now."""
    return act_at or moment.at


def registered(act: Register, facts: RegisterFacts, moment: Moment) -> tuple[Consequence, ...]:
    """An edition if it is new, and one carrier for every copy, with the officer."""
    edition = facts.edition
    made: list[Consequence] = []
    if edition is None and act.new_edition is not None:
        edition = _edition(act.new_edition, facts, moment)
        made.append(Made(edition, principal=False))
    year = moment.on.year
    number = facts.next_number
    media = facts.next_medium
    for copy in act.copies:
        carrier = _carrier(copy, act, edition, facts, moment, number, media)
        media += carrier.medium_number is not None and copy.medium_number is None
        made.append(Made(carrier))
        number += 1
    made.append(Numbered(f"register:{year}", number - 1))
    if media > facts.next_medium:
        made.append(Numbered(f"medium:{year}", media - 1))
    return tuple(made)


def _certain(level: str | None) -> str:
    """The level that stands on it; an entry without one is refused before it comes to this."""
    if level is None:
        message = "an entry without a level has been let through"
        raise ValueError(message)
    return level


def _edition(new: NewEdition, facts: RegisterFacts, moment: Moment) -> Edition:
    return Edition(
        id=moment.new_id(),
        open_name=new.open_name or f"文件 {moment.on.year}-{facts.next_number:04d}",
        title=new.title,
        document_number=new.document_number,
        issuer=new.issuer,
        issuer_kind=new.issuer_kind,
        level=_certain(new.level),
        period=new.period,
        classified_on=new.classified_on,
        scope=new.scope,
        keeper=moment.by,
        readers=tuple(
            ReaderLine(person=person, set_by=moment.by, set_at=moment.at) for person in new.readers
        ),
        issuer_allows_copying=new.issuer_allows_copying,
        issuer_asks_return=new.issuer_asks_return,
        return_by=new.return_by,
        department=facts.department,
    )


def _carrier(
    copy: NewCopy,
    act: Register,
    edition: Edition | None,
    facts: RegisterFacts,
    moment: Moment,
    number: int,
    media: int,
) -> Carrier:
    identifier = moment.new_id()
    level = _certain(copy.own_level or (edition.level if edition else facts.level))
    return Carrier(
        id=identifier,
        carrier_number=numbering.carrier_number(identifier),
        open_name=edition.open_name if edition else None,
        kind=copy.kind,
        family=family_of(copy.kind),
        edition=edition.id if edition else None,
        copy_number=copy.copy_number,
        level=level,
        own_level=copy.own_level,
        origin=act.origin,
        packet=act.packet,
        register_number=numbering.in_register(moment.on.year, number),
        received_on=act.received_on or moment.on,
        book=act.book,
        pages=copy.pages,
        medium_number=_medium_number(copy, facts.level_marks.get(level, level), moment, media),
        model=copy.model,
        serial=copy.serial,
        certificate=copy.certificate,
        purchase=copy.purchase,
        label_user=copy.label_user,
        department=copy.department or facts.department,
        keeper=copy.keeper or moment.by,
        holder=moment.by,
        place=copy.place,
        since=happened(act.happened_at, moment),
        unverified=act.origin == "opening_stock",
    )


def _medium_number(copy: NewCopy, mark: str, moment: Moment, media: int) -> str | None:
    if copy.medium_number or family_of(copy.kind) != "removable_medium":
        return copy.medium_number
    return numbering.medium(mark, moment.on.year, media)


def offered(act: HandOverCarriers, facts: HandOverFacts, moment: Moment) -> tuple[Consequence, ...]:
    """An offer that waits for the receiver; the giver still answers."""
    offer = HandOver(
        id=moment.new_id(),
        number=numbering.slip("JJ", moment.on.year, facts.next_number),
        carriers=tuple(one.id for one in facts.things),
        giver=moment.by,
        receiver=act.receiver,
        basis=act.basis or "keep",
        basis_ref=act.basis_ref,
        place_of_use=act.place_of_use,
        due_at=act.due_at,
        pieces=act.pieces,
        pages_checked=act.pages_checked,
        offered_at=happened(act.happened_at, moment),
    )
    pending = tuple(become(one, in_handover=offer.id) for one in facts.things)
    told = Noticed(
        act.receiver,
        Message(N_("{pieces} carriers wait for your signature."), {"pieces": len(facts.things)}),
        offer.id,
    )
    number = Numbered(f"hand-over:{moment.on.year}", facts.next_number)
    return (Made(offer), *pending, number, told)


def accepted(act: Accept, facts: OfferFacts, moment: Moment) -> tuple[Consequence, ...]:
    """Custody passes for what was there; what was not stays with the giver."""
    if facts.offer is None:
        return ()
    at = happened(act.happened_at, moment)
    absent = frozenset(act.missing)
    moved = tuple(_passed(one, act, facts.offer, at, absent) for one in facts.things)
    confirmed = become(
        facts.offer,
        state="confirmed",
        confirmed_at=at,
        signature_kind=act.signature_kind,
        missing=act.missing,
    )
    return (confirmed, *moved, *_of_missing(facts.offer, absent))


def _passed(
    carrier: Carrier, act: Accept, offer: HandOver, at: datetime, absent: frozenset[str]
) -> Became:
    if carrier.id in absent:
        return become(carrier, in_handover=None)
    home = offer.receiver == carrier.keeper
    return become(
        carrier,
        in_handover=None,
        holder=offer.receiver,
        place=act.place or offer.place_of_use,
        basis="keep" if home else offer.basis,
        basis_ref=None if home else offer.number,
        due_at=None if home else offer.due_at,
        since=at,
        state="kept" if home else WHILE_HELD.get(offer.basis, "kept"),
        keeper=offer.receiver if offer.basis == "keeper_change" else carrier.keeper,
    )


def _of_missing(offer: HandOver, absent: frozenset[str]) -> Iterator[Consequence]:
    if absent:
        yield Noticed(
            offer.giver,
            Message(
                N_("{pieces} carriers that you offered were not there; they stay with you."),
                {"pieces": len(absent)},
            ),
            offer.id,
        )


def cancelled(
    act: CancelHandOver,  # noqa: ARG001 every follower is given its act
    facts: OfferFacts,
    moment: Moment,  # noqa: ARG001 likewise its moment
) -> tuple[Consequence, ...]:
    """The offer ends; custody never moved."""
    if facts.offer is None:
        return ()
    freed = tuple(become(one, in_handover=None) for one in facts.things)
    return (become(facts.offer, state="cancelled"), *freed)
