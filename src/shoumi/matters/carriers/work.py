"""Jobs, batches and counts: work that is done on several carriers together."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

import msgspec

from shoumi.acts.fields import (
    DESK,
    KNOW,
    Count,
    Level,
    Line,
    PersonRef,
    SealedLine,
    one_of,
    refers_to,
)
from shoumi.acts.known import Known
from shoumi.acts.thing import Face, Thing, keys
from shoumi.matters.carriers.things import OFFICE, CarrierRef, EditionRef


class Consent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """外部同意: an outer body's paper that allows a copy."""

    kind: Annotated[str, one_of("consent_kind")]
    whose: SealedLine | None = None
    number: SealedLine | None = None
    dated: date | None = None


class Job(Thing, frozen=True, kw_only=True, tag="carriers.job"):
    """制作(复制)任务: so many copies of one source, made by one operator under another's eyes.

    `until` is the last day on which they are made; `made` of them are made so far.
    """

    number: Line
    kind: Annotated[str, one_of("job_kind")] = "copy"
    sources: tuple[CarrierRef, ...] = ()
    edition: Annotated[EditionRef | None, KNOW] = None
    level: Level
    applicant: PersonRef
    approved_copies: Count
    purpose: Annotated[SealedLine | None, KNOW] = None
    consents: Annotated[tuple[Consent, ...], DESK] = ()
    place_kind: Annotated[str, one_of("place_class"), DESK] = "own_premises"
    operator: PersonRef | None = None
    supervisor: PersonRef | None = None
    receivers: Annotated[tuple[PersonRef, ...], DESK] = ()
    until: date | None = None
    made: Count | None = None
    waste_pages: Count | None = None
    finished_on: date | None = None
    state: Annotated[str, one_of("job_state")] = "granted"

    def face(self) -> Face:
        """Listed by its number; the holder is the operator."""
        return Face(number=self.number, level=self.level, state=self.state, holder=self.operator)

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the job names its own
        """Those who work on it and the secrecy office."""
        return keys("know", "person", {self.applicant, self.operator, self.supervisor}) | {
            f"desk:{OFFICE}"
        }


JobRef = Annotated[str, refers_to("carriers.job")]


class BatchLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One carrier on a list, and why it goes."""

    carrier: CarrierRef
    reason: Annotated[str, one_of("disposal_reason")] = "no_value"


class Witnessed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """监销确认: what one witness confirmed under an own account."""

    person: PersonRef
    pieces: Count
    at: datetime
    began_at: datetime | None = None
    ended_at: datetime | None = None
    shred_mm2: Decimal | None = None
    destroyed: tuple[CarrierRef, ...] = ()
    statements: dict[str, bool | str] = {}


class Batch(Thing, frozen=True, kw_only=True, tag="carriers.batch"):
    """处置批次: one list, one end. The list is frozen by its digest when it is approved."""

    number: Line
    kind: Annotated[str, one_of("batch_kind")] = "destroy"
    lines: Annotated[tuple[BatchLine, ...], DESK]
    digest: Line
    method: Annotated[str | None, one_of("destroy_method")] = None
    place: Annotated[SealedLine | None, DESK] = None
    equipment: Annotated[SealedLine | None, DESK] = None
    size: Annotated[str | None, one_of("batch_size")] = None
    applicant: PersonRef
    approvers: tuple[PersonRef, ...] = ()
    witnesses: tuple[PersonRef, ...] = ()
    counted: Count | None = None
    confirmations: Annotated[tuple[Witnessed, ...], DESK] = ()
    receipt: Annotated[SealedLine | None, DESK] = None
    certificate: Line | None = None
    closed_on: date | None = None
    state: Annotated[str, one_of("batch_state")] = "approved"

    def face(self) -> Face:
        """Listed by its number."""
        return Face(number=self.number, state=self.state, holder=self.applicant)

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the list names its own
        """The applicant, the witnesses and the secrecy office."""
        return (
            keys("desk", "person", {self.applicant})
            | keys("desk", "person", self.witnesses)
            | {f"desk:{OFFICE}"}
        )


BatchRef = Annotated[str, refers_to("carriers.batch")]


class Scan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One label scanned, or one thing without a label described."""

    label: Line | None = None
    place: SealedLine | None = None
    condition: SealedLine | None = None
    described: SealedLine | None = None


class Sheet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """清点单: what one counter saw, alone."""

    counter: PersonRef
    scans: tuple[Scan, ...]
    nothing_left: bool = False
    at: datetime


class Difference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """差异: what the two sheets and the register do not agree on."""

    sort: Annotated[str, one_of("difference")]
    label: Line | None = None
    carrier: str | None = None
    described: SealedLine | None = None
    result: Annotated[str | None, one_of("difference_result")] = None
    reason: SealedLine | None = None
    settled_by: PersonRef | None = None


class Inventory(Thing, frozen=True, kw_only=True, tag="carriers.count"):
    """清点: a blind count by two people. `expected` is a digest until both sheets are in."""

    number: Line
    purpose: Annotated[str, one_of("count_purpose")] = "monthly"
    keeper: PersonRef | None = None
    scope_departments: tuple[str, ...] = ()
    cut_off_at: datetime
    opened_by: PersonRef
    counters: tuple[PersonRef, ...]
    expected: Line
    expected_carriers: Annotated[tuple[str, ...], DESK] = ()
    sheets: Annotated[tuple[Sheet, ...], DESK] = ()
    differences: Annotated[tuple[Difference, ...], DESK] = ()
    settled_on: date | None = None
    state: Annotated[str, one_of("count_state")] = "open"

    def face(self) -> Face:
        """Listed by its number."""
        return Face(number=self.number, state=self.state, holder=self.opened_by)

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the count names its own
        """Before both sheets are in nobody reads them; counters learn that the count exists."""
        group = "desk" if self.state in {"both_in", "settled"} else "row"
        return (
            keys("row", "person", self.counters)
            | keys(group, "person", {self.opened_by})
            | {f"{group}:{OFFICE}", f"{group}:role:leader_in_charge"}
        )


CountRef = Annotated[str, refers_to("carriers.count")]
