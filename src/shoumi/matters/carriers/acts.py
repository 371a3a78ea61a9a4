"""What is done to carriers in the register, from hand to hand, and in copying."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import msgspec

from shoumi.acts.act import Act
from shoumi.acts.fields import (
    Code,
    Count,
    DepartmentRef,
    Level,
    Line,
    PersonRef,
    SealedLine,
    SealedText,
    one_of,
)
from shoumi.matters.carriers.things import CarrierRef, EditionRef, HandOverRef
from shoumi.matters.carriers.work import Consent, JobRef


class NewEdition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """文件条目 to be entered together with its first copies."""

    open_name: Line | None = None
    title: SealedLine | None = None
    document_number: SealedLine | None = None
    issuer: Line | None = None
    issuer_kind: Annotated[str, one_of("issuer_kind")] = "other"
    level: Level | None = None
    period: Line | None = None
    classified_on: date | None = None
    scope: SealedLine | None = None
    issuer_allows_copying: Annotated[str, one_of("yes_no_unknown")] = "unknown"
    issuer_asks_return: Annotated[str, one_of("yes_no_unknown")] = "unknown"
    return_by: date | None = None
    readers: tuple[PersonRef, ...] = ()


class NewCopy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One numbered copy (or medium) to be entered."""

    copy_number: Line | None = None
    pages: Count | None = None
    kind: Annotated[str, one_of("carrier_kind")] = "document"
    department: DepartmentRef | None = None
    keeper: PersonRef | None = None
    place: SealedLine | None = None
    stamp_on_first_page: bool | None = None
    medium_number: Line | None = None
    model: Line | None = None
    serial: SealedLine | None = None
    certificate: SealedLine | None = None
    purchase: SealedLine | None = None
    bought_by: Annotated[str | None, one_of("buyer")] = None
    own_level: Level | None = None
    label_user: SealedLine | None = None


class Register(Act, frozen=True, kw_only=True, tag="carriers.register"):
    """登记: enter what came in, one entry for every copy; the officer becomes its first holder."""

    packet: SealedLine | None = None
    origin: Annotated[str, one_of("origin")] = "received"
    edition: EditionRef | None = None
    new_edition: NewEdition | None = None
    copies: tuple[NewCopy, ...] = ()
    received_on: date | None = None
    book: Line | None = None
    brought_back_by: PersonRef | None = None


class HandOverCarriers(Act, frozen=True, kw_only=True, tag="carriers.hand-over"):
    """交出: offer carriers to one receiver; custody passes only when the receiver has signed."""

    carriers: tuple[CarrierRef, ...]
    receiver: PersonRef
    basis: Annotated[str | None, one_of("basis")] = None
    basis_ref: SealedLine | None = None
    place_of_use: SealedLine | None = None
    due_at: datetime | None = None
    pieces: Count | None = None
    pages_checked: bool | None = None


class Accept(Act, frozen=True, kw_only=True, tag="carriers.accept"):
    """签收: sign for what was offered; what is not there stays with the giver.

    `missing` are the offered carriers that were not there. With `signature_kind` at_desk the act
    is performed at the keeper's desk with the receiver's own PIN.
    """

    hand_over: HandOverRef
    missing: tuple[CarrierRef, ...] = ()
    condition: SealedText | None = None
    signature_kind: Annotated[str, one_of("signature_kind")] = "own_account"
    place: SealedLine | None = None


class CancelHandOver(Act, frozen=True, kw_only=True, tag="carriers.cancel-handover"):
    """撤销交接: take an offer back; custody never moved."""

    hand_over: HandOverRef
    reason: SealedText | None = None


class Copy(Act, frozen=True, kw_only=True, tag="carriers.copy"):
    """复印(翻印、转发)申请: ask for so many copies of a carrier."""

    carriers: tuple[CarrierRef, ...]
    operation: Annotated[str, one_of("copy_operation")] = "copy"
    copies: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 1
    purpose: SealedText | None = None
    special_case: SealedText | None = None
    consents: tuple[Consent, ...] = ()
    place_kind: Annotated[str, one_of("place_class")] = "own_premises"
    machine: SealedLine | None = None
    operator: PersonRef | None = None
    supervisor: PersonRef | None = None
    receivers: tuple[PersonRef, ...] = ()


class Intermediate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Material kept from a job: it becomes a carrier of the same level."""

    what: Code
    number: Line | None = None
    keeper: PersonRef | None = None


class FinishJob(Act, frozen=True, kw_only=True, tag="carriers.finish-job"):
    """制作完成登记: enter what a job made; every copy is born as a carrier of its own.

    `more_to_come`: the rest of what was approved is made later, and the job stays open for it.
    `sets_level` is what somebody would have the copies bear instead of their original's level.
    """

    job: JobRef
    made: Annotated[int, msgspec.Meta(ge=0, le=10_000)]
    more_to_come: bool = False
    finished_on: date | None = None
    waste_pages: Count = 0
    intermediates: tuple[Intermediate, ...] = ()
    marks_checked: bool | None = None
    sets_level: Level | None = None
    place_kind: Annotated[str, one_of("place_class")] = "own_premises"


class DestroyWaste(Act, frozen=True, kw_only=True, tag="carriers.destroy-waste"):
    """废页废纸销毁登记: log that the waste of a job is gone."""

    job: JobRef
    pages: Count
    method: Annotated[str, one_of("destroy_method")] = "shredding"
    supervisor: PersonRef | None = None
