"""What came in together with one sheet: a batch that can be taken back as long as it rests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from shoumi.acts.act import Act
from shoumi.acts.fields import DESK, Line, PersonRef, SealedText, one_of, refers_to
from shoumi.acts.known import Known
from shoumi.acts.thing import Face, Thing, keys
from shoumi.matters.carriers.things import OFFICE, CarrierRef, EditionRef


class Import(Thing, frozen=True, kw_only=True, tag="carriers.import"):
    """导入批次: the carriers of one sheet. `sheet` is the digest of the file, which is not kept."""

    number: Line
    book: Annotated[str, one_of("import_book")]
    sheet: Line
    carriers: Annotated[tuple[CarrierRef, ...], DESK]
    editions: Annotated[tuple[EditionRef, ...], DESK] = ()
    entered_by: PersonRef
    entered_at: datetime
    taken_back_on: date | None = None
    reason: Annotated[SealedText | None, DESK] = None
    state: Annotated[str, one_of("import_state")] = "entered"

    def face(self) -> Face:
        """Listed by its number; the holder is who entered it."""
        return Face(number=self.number, name=self.sheet, state=self.state, holder=self.entered_by)

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the batch names its own
        """Who entered it, and the secrecy office."""
        return keys("desk", "person", {self.entered_by}) | {f"desk:{OFFICE}"}


ImportRef = Annotated[str, refers_to("carriers.import")]


class FinishImport(Act, frozen=True, kw_only=True, tag="carriers.finish-import"):
    """导入完成: what came in with one sheet is one batch, and its count is open."""

    book: Annotated[str, one_of("import_book")]
    sheet: Line
    carriers: tuple[CarrierRef, ...]
    counters: tuple[PersonRef, ...] = ()


class TakeBackImport(Act, frozen=True, kw_only=True, tag="carriers.take-back-import"):
    """撤销导入: all that one import entered ends as entered wrongly; nothing is deleted."""

    import_batch: ImportRef
    reason: SealedText
