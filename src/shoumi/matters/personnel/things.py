"""Clearances: what a person has been granted to touch."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from shoumi.acts.fields import PersonRef, one_of
from shoumi.acts.thing import Face, Thing


class Clearance(Thing, frozen=True, kw_only=True, tag="personnel.clearance"):
    """涉密等级: the tier that a person holds between two days."""

    open_to_all: ClassVar[bool] = True

    person: PersonRef
    tier: Annotated[str, one_of("tier")]
    since: date
    until: date | None = None

    def face(self) -> Face:
        """Listed by holder."""
        return Face(
            name=self.tier, state="ended" if self.until else "granted", holder=self.person
        )

    def runs_on(self, day: date) -> bool:
        """Whether the clearance is in force on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)
