"""Counting carriers, and ending them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

import msgspec

from shoumi.acts.act import Act
from shoumi.acts.fields import (
    Count,
    DepartmentRef,
    Line,
    PersonRef,
    SealedLine,
    SealedText,
    one_of,
)
from shoumi.matters.carriers.things import CarrierRef
from shoumi.matters.carriers.work import BatchLine, BatchRef, CountRef, Scan


class OpenCount(Act, frozen=True, kw_only=True, tag="carriers.open-count"):
    """开始清点: freeze what is expected as a digest and name two counters.

    What is expected is the stock of a keeper, of departments, these carriers, or else all.
    """

    purpose: Annotated[str, one_of("count_purpose")] = "monthly"
    keeper: PersonRef | None = None
    departments: tuple[DepartmentRef, ...] = ()
    carriers: tuple[CarrierRef, ...] = ()
    counters: tuple[PersonRef, ...]
    cut_off_at: datetime | None = None


class SubmitCount(Act, frozen=True, kw_only=True, tag="carriers.submit-count"):
    """提交清点单: each counter alone hands in what was scanned."""

    count: CountRef
    scans: tuple[Scan, ...] = ()
    nothing_left: bool = False


class SettledLine(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What came of one difference, named by its label or, without one, by its place in the list."""

    label: Line | None = None
    position: Count | None = None
    result: Annotated[str, one_of("difference_result")]
    reason: SealedText | None = None


class SettleCount(Act, frozen=True, kw_only=True, tag="carriers.settle-count"):
    """核对差异: every difference gets a result; what is missing becomes a suspected loss."""

    count: CountRef
    lines: tuple[SettledLine, ...] = ()


class Destroy(Act, frozen=True, kw_only=True, tag="carriers.destroy"):
    """销毁申请: list what is to be destroyed; the list is frozen when it is approved."""

    lines: tuple[BatchLine, ...] = ()
    carriers: tuple[CarrierRef, ...] = ()
    method: Annotated[str | None, one_of("destroy_method")] = None
    place: SealedLine | None = None
    place_kind: Annotated[str, one_of("place_class")] = "own_premises"
    equipment: SealedLine | None = None
    destroyer: Annotated[str, one_of("destroyer")] = "own_unit"
    end: Annotated[str, one_of("destroy_end")] = "destroyed"
    witnesses: tuple[PersonRef, ...] = ()


class WitnessDestruction(Act, frozen=True, kw_only=True, tag="carriers.witness-destruction"):
    """监销确认: each witness alone confirms item by item what was destroyed."""

    batch: BatchRef
    destroyed: tuple[CarrierRef, ...] = ()
    pieces_counted: Count = 0
    counted_before: Count | None = None
    shred_mm2: Decimal | None = None
    began_at: datetime | None = None
    ended_at: datetime | None = None


class CloseBatch(Act, frozen=True, kw_only=True, tag="carriers.close-batch"):
    """处置核销: close the list; every line ends and its entry is cancelled."""

    batch: BatchRef
    receipt_number: SealedLine | None = None
    receipt_from: SealedLine | None = None
    received_on: date | None = None
