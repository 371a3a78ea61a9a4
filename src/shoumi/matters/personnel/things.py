"""Clearances: what a person has been granted to touch."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from shoumi.acts.fields import PersonRef, one_of, refers_to
from shoumi.acts.thing import Face, Thing

TierCode = Annotated[str, one_of("tier")]
SuspendedWhy = Annotated[
    Literal[
        "screening_failed",
        "screening_lapsed",
        "change_open",
        "ground_for_dismissal",
        "measure",
        "certificate_lapsed",
        "other",
    ],
    one_of("suspended_why"),
]


class Clearance(Thing, frozen=True, kw_only=True, tag="personnel.clearance"):
    """涉密等级: the tier that a person holds between two days."""

    open_to_all: ClassVar[bool] = True

    person: PersonRef
    tier: TierCode
    since: date
    until: date | None = None
    suspended_on: date | None = None
    suspended_why: SuspendedWhy | None = None

    def face(self) -> Face:
        """Listed by holder."""
        state = "suspended" if self.suspended_on else "ended" if self.until else "granted"
        return Face(name=self.tier, state=state, holder=self.person)

    def runs_on(self, day: date) -> bool:
        """Whether the clearance is in force on `day`; the day of its suspension is none."""
        if self.suspended_on is not None and self.suspended_on <= day:
            return False
        return self.since <= day and (self.until is None or day <= self.until)


ClearanceRef = Annotated[str, refers_to("personnel.clearance")]
