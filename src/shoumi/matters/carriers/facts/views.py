"""One carrier as the rules see it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from shoumi.acts.known import Asking
from shoumi.matters.carriers.things import Carrier, Edition

MEDIA = frozenset(
    {
        "disc",
        "usb_disk",
        "dedicated_usb_disk",
        "floppy",
        "hard_disk",
        "portable_disk",
        "memory_card",
        "tape",
        "camera",
        "player",
        "other_medium",
        "disk_array",
    }
)
DEVICES = frozenset({"portable_computer", "computer", "attached_equipment"})


def family_of(kind: str) -> str:
    """The family that a kind of carrier belongs to."""
    if kind in MEDIA:
        return "removable_medium"
    if kind in DEVICES:
        return "device"
    return {
        "cipher_telegram": "cipher_telegram",
        "secure_notebook": "notebook",
        "secret_object": "object",
    }.get(kind, "paper")


class CarrierFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What of one carrier the rules ask for."""

    id: str = ""
    level: str = "confidential"
    kind: str = "document"
    family: str = "paper"
    state: str = "kept"
    holder: str = ""
    keeper: str = ""
    basis: str = "keep"
    origin: str = "received"
    since: datetime | None = None
    in_handover: bool = False
    registered: bool = True  # a copy that no job made is not; the register makes no such copy
    medium_number: str | None = None
    label_user: str | None = None
    certificate: str | None = None
    issuer_kind: str = "other"
    issuer_allows_copying: str = "unknown"
    issuer_asks_return: str = "unknown"
    readers: tuple[str, ...] = ()
    has_readers: bool = False


def view(carrier: Carrier, asking: Asking) -> CarrierFacts:
    """A carrier with what its edition says of it."""
    edition = asking.known.get(Edition, carrier.edition) if carrier.edition else None
    readers = tuple(line.person for line in edition.readers) if edition else ()
    return CarrierFacts(
        id=carrier.id,
        level=carrier.level,
        kind=carrier.kind,
        family=carrier.family,
        state=carrier.state,
        holder=carrier.holder,
        keeper=carrier.keeper,
        basis=carrier.basis,
        origin=carrier.origin,
        since=carrier.since,
        in_handover=carrier.in_handover is not None,
        registered=carrier.origin != "copied" or carrier.job is not None,
        medium_number=carrier.medium_number,
        label_user=carrier.label_user,
        certificate=carrier.certificate,
        issuer_kind=edition.issuer_kind if edition else "own",
        issuer_allows_copying=edition.issuer_allows_copying if edition else "unknown",
        issuer_asks_return=edition.issuer_asks_return if edition else "no",
        readers=readers,
        has_readers=bool(readers),
    )


def kind_for_conditions(family: str) -> str:
    """The `kind` that a clause's conditions speak of: paper or medium."""
    return "medium" if family in {"removable_medium", "device"} else "paper"
