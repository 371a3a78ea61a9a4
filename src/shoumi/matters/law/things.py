"""Adoptions and parameters: the unit's law as things."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from shoumi.acts.confirming import Proposal
from shoumi.acts.fields import Line, SealedText, one_of, refers_to
from shoumi.acts.thing import Face, Thing


class AdoptedPack(Thing, frozen=True, kw_only=True, tag="law.adoption"):
    """采用: a pack binds from one day, until another if it was repealed."""

    open_to_all: ClassVar[bool] = True

    pack: Line
    digest: Line
    since: date
    until: date | None = None

    def face(self) -> Face:
        """Listed by the pack."""
        return Face(name=self.pack, state="repealed" if self.until else "in_force")


class SetParameter(Thing, frozen=True, kw_only=True, tag="law.parameter"):
    """参数: a value that the unit set, from one day on; for a clause's figure or by its code."""

    open_to_all: ClassVar[bool] = True

    code: Line | None = None
    clause: Line | None = None
    figure: Line | None = None
    value: Any
    since: date

    def face(self) -> Face:
        """Listed by what it sets."""
        return Face(name=self.code or f"{self.clause}.{self.figure}", state="set")


LawChange = Annotated[Literal["adopt", "repeal", "set"], one_of("law_change")]


class ProposedChange(Thing, frozen=True, kw_only=True, tag="law.change"):
    """制度变更: what one person proposed to adopt, repeal or set, until another confirms it."""

    open_to_all: ClassVar[bool] = True

    change: LawChange
    pack: Line | None = None
    digest: Line | None = None
    code: Line | None = None
    clause: Line | None = None
    figure: Line | None = None
    value: Any = None
    since: date
    reason: SealedText = ""
    proposal: Proposal

    def face(self) -> Face:
        """Listed by what it changes."""
        state = "done" if self.proposal.stands else "proposed"
        return Face(name=self.pack or self.code or f"{self.clause}.{self.figure}", state=state)


ChangeRef = Annotated[str, refers_to("law.change")]
