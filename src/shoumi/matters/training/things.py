"""Texts and acknowledgements."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from shoumi.acts.fields import Code, Line, PersonRef, SealedText, named_by, one_of, refers_to
from shoumi.acts.known import Known
from shoumi.acts.thing import Face, Thing, keys

Audience = Annotated[Code, one_of("audience")]
TextKind = Annotated[
    Literal["code_of_conduct", "notice", "handbook", "regulation", "commitment", "course"],
    one_of("text_kind"),
]
Occasion = Annotated[str, one_of("moment")]


class Text(Thing, frozen=True, kw_only=True, tag="training.text"):
    """学习资料: one version of a text; nothing above internal is published here."""

    open_to_all: ClassVar[bool] = True

    code: Annotated[Code, named_by("text")]
    title: Line
    text_kind: TextKind = "notice"
    version: Line
    in_force_on: date
    for_whom: tuple[Audience, ...]
    topics: tuple[Annotated[Code, one_of("topic")], ...] = ()
    body: SealedText
    superseded_by: str | None = None

    def face(self) -> Face:
        """Listed by its title; `number` tells code and version."""
        state = "superseded" if self.superseded_by else "published"
        return Face(number=f"{self.code} {self.version}", name=self.code, state=state)


TextRef = Annotated[str, refers_to("training.text")]


class Acknowledgement(Thing, frozen=True, kw_only=True, tag="training.acknowledgement"):
    """阅知记录: a person has read just this version; it is never changed."""

    person: PersonRef
    text: TextRef
    code: Annotated[Code, named_by("text")]
    version: Line
    occasion: Occasion
    at: datetime

    def face(self) -> Face:
        """Listed by holder; `name` is the code of the text."""
        return Face(name=self.code, state="acknowledged", holder=self.person)

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the row names its own
        """The person and the secrecy office."""
        return keys("know", "person", {self.person}) | {"know:role:secrecy_office"}
