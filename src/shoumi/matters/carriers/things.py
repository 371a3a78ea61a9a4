"""Editions and their carriers: what is kept of a secret, and with whom each copy is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar

import msgspec

from shoumi.acts.fields import (
    DESK,
    KNOW,
    OWN,
    Count,
    DepartmentRef,
    Level,
    Line,
    PersonRef,
    SealedLine,
    one_of,
    refers_to,
)
from shoumi.acts.known import Known
from shoumi.acts.thing import Face, Thing, keys

OFFICE = "role:secrecy_office"

ENDED = frozenset(
    {
        "dispatched",
        "returned",
        "archived",
        "transferred",
        "destroyed",
        "declassified",
        "lost",
        "entered_wrongly",
    }
)
ISSUED = frozenset({"issued", "carried"})


class ReaderLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One person who may know, and who said so when."""

    person: PersonRef
    set_by: PersonRef
    set_at: datetime


class Edition(Thing, frozen=True, kw_only=True, tag="carriers.edition"):
    """文件条目: what all copies of one issue share; level, period and readers live here."""

    words: ClassVar[tuple[str, ...]] = ("title", "document_number")

    open_name: Line
    title: Annotated[SealedLine | None, KNOW] = None
    document_number: Annotated[SealedLine | None, KNOW] = None
    issuer: Annotated[Line | None, DESK] = None
    issuer_kind: Annotated[str, one_of("issuer_kind"), DESK] = "other"
    level: Level
    kept_as: Level | None = None
    period: Annotated[Line | None, KNOW] = None
    classified_on: Annotated[date | None, KNOW] = None
    scope: Annotated[SealedLine | None, KNOW] = None
    keeper: PersonRef
    readers: Annotated[tuple[ReaderLine, ...], DESK] = ()
    issuer_allows_copying: Annotated[str, one_of("yes_no_unknown"), DESK] = "unknown"
    issuer_asks_return: Annotated[str, one_of("yes_no_unknown"), DESK] = "unknown"
    return_by: Annotated[date | None, DESK] = None
    pages: Annotated[Count | None, DESK] = None
    department: DepartmentRef | None = None
    entered_wrongly: bool = False

    def face(self) -> Face:
        """Listed by its open name, which tells nothing."""
        return Face(
            name=self.open_name,
            level=self.kept_as or self.level,
            state="entered_wrongly" if self.entered_wrongly else "live",
            department=self.department,
        )

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the entry names its own
        """Keeper and readers know it; the secrecy office learns that the entry exists."""
        return (
            keys("know", "person", {self.keeper})
            | keys("desk", "person", {self.keeper})
            | keys("know", "reader", {line.person for line in self.readers})
            | frozenset({f"row:{OFFICE}"})
        )

    def bearing_on(self, known: Known) -> tuple[Thing, ...]:
        """Every copy is read by the readers of its edition."""
        return known.find(Carrier, name=self.id)


EditionRef = Annotated[str, refers_to("carriers.edition")]


class Carrier(Thing, frozen=True, kw_only=True, tag="carriers.carrier"):
    """涉密载体: one numbered copy; always with exactly one person, at one place, for one reason.

    `since` is when its present custody began: the earliest time for the next entry about it.
    `in_handover` is the offer that waits for its second signature; until then the giver answers.
    """

    carrier_number: Line
    open_name: Line | None = None
    kind: Annotated[str, one_of("carrier_kind")] = "document"
    family: Annotated[str, one_of("carrier_family")] = "paper"
    edition: EditionRef | None = None
    copy_number: Line | None = None
    level: Level
    own_level: Level | None = None
    origin: Annotated[str, one_of("origin"), DESK] = "received"
    made_from: Annotated[tuple[str, ...], DESK] = ()
    job: Annotated[str | None, DESK] = None
    packet: Annotated[SealedLine | None, DESK] = None
    register_number: Annotated[Line | None, DESK] = None
    received_on: Annotated[date | None, DESK] = None
    book: Annotated[Line | None, DESK] = None
    pages: Annotated[Count | None, DESK] = None
    copy_serial: Annotated[Line | None, DESK] = None
    medium_number: Line | None = None
    model: Annotated[Line | None, DESK] = None
    serial: Annotated[SealedLine | None, DESK] = None
    certificate: Annotated[SealedLine | None, DESK] = None
    purchase: Annotated[SealedLine | None, DESK] = None
    label_user: Annotated[SealedLine | None, DESK] = None
    department: DepartmentRef | None = None
    keeper: PersonRef
    holder: PersonRef
    place: Annotated[SealedLine | None, OWN] = None
    basis: Annotated[str, one_of("basis"), OWN] = "keep"
    basis_ref: Annotated[Line | None, OWN] = None
    due_at: Annotated[datetime | None, OWN] = None
    since: datetime
    state: Annotated[str, one_of("carrier_state")] = "kept"
    in_handover: str | None = None
    disposition: Annotated[str, one_of("disposition"), DESK] = "undecided"
    unverified: bool = False
    ended_on: Annotated[date | None, DESK] = None
    end_ref: Annotated[Line | None, DESK] = None

    def face(self) -> Face:
        """Listed by its number, which tells nothing; `name` is the edition, for look-ups."""
        return Face(
            number=self.carrier_number,
            name=self.edition,
            level=self.level,
            state=self.state,
            holder=self.holder,
            department=self.department,
            due_on=self.due_at.date() if self.due_at else None,
        )

    def read_with(self, known: Known) -> tuple[Thing, ...]:
        """Title and document number stand in its edition."""
        edition = known.get(Edition, self.edition) if self.edition else None
        return (edition,) if edition else ()

    def audience(self, known: Known) -> frozenset[str]:
        """Keeper, holder, readers, and the secrecy office; the receiver of an open offer too."""
        edition = known.get(Edition, self.edition) if self.edition else None
        readers = {line.person for line in edition.readers} if edition else set()
        offer = known.get(HandOver, self.in_handover) if self.in_handover else None
        return (
            keys("desk", "person", {self.keeper})
            | keys("know", "person", {self.keeper})
            | keys("own", "person", {self.holder})
            | keys("know", "reader", readers)
            | keys("row", "person", {offer.receiver if offer else None})
            | keys("row", "person", known.linked(self.id, "shown-to"))
            | frozenset({f"desk:{OFFICE}"})
        )


CarrierRef = Annotated[str, refers_to("carriers.carrier")]


class HandOver(Thing, frozen=True, kw_only=True, tag="carriers.hand-over"):
    """交接: one giver, one receiver, many carriers, one signature each."""

    number: Line
    carriers: tuple[CarrierRef, ...]
    giver: PersonRef
    receiver: PersonRef
    basis: Annotated[str, one_of("basis")]
    basis_ref: Annotated[SealedLine | None, KNOW] = None
    place_of_use: Annotated[SealedLine | None, KNOW] = None
    due_at: datetime | None = None
    pieces: Count | None = None
    pages_checked: bool | None = None
    offered_at: datetime
    confirmed_at: datetime | None = None
    signature_kind: Annotated[str | None, one_of("signature_kind")] = None
    missing: tuple[CarrierRef, ...] = ()
    state: Annotated[str, one_of("hand_over_state")] = "offered"

    def face(self) -> Face:
        """Listed by its number; the holder is the one who must act next."""
        waiting = self.receiver if self.state == "offered" else None
        return Face(
            number=self.number,
            name=self.giver,
            state=self.state,
            holder=waiting,
            due_on=self.due_at.date() if self.due_at else None,
        )

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the slip names its own
        """The two parties and the secrecy office."""
        return keys("know", "person", {self.giver, self.receiver}) | {f"desk:{OFFICE}"}


HandOverRef = Annotated[str, refers_to("carriers.hand-over")]
