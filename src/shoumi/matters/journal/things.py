"""Wipings: which sealed texts are gone, why, and in which entries they stood."""

from __future__ import annotations

from typing import Annotated, Literal

from shoumi.acts.fields import Code, Count, Line, one_of
from shoumi.acts.known import Known
from shoumi.acts.thing import Face, Thing

Ground = Annotated[
    Literal["retention_over", "personal_data", "entered_wrongly", "ordered"],
    one_of("wiping_ground"),
]
Reach = Annotated[Literal["everywhere", "these_entries"], one_of("wiping_reach")]


class Wiping(Thing, frozen=True, kw_only=True, tag="journal.wiping"):
    """文本清除: what was wiped, told without the text: for good, and for the verifier.

    `commitments` are what stands in the chain in the place of each text.
    """

    entries: tuple[Count, ...]
    fields: tuple[Code, ...] = ()
    reach: Reach = "everywhere"
    ground: Ground
    reason: Line
    commitments: tuple[Line, ...] = ()

    def face(self) -> Face:
        """Listed by why it was done."""
        return Face(name=self.ground, state="wiped")

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the row names its own
        """Who asks for it, who consents, and who checks the journal."""
        return frozenset(
            {"know:role:secrecy_office", "know:role:principal", "know:role:audit_administrator"}
        )
