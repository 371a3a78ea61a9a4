"""Publishing texts and confirming that they were read."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from shoumi.acts.act import Act
from shoumi.acts.fields import Code, Level, Line, SealedText, named_by, one_of
from shoumi.matters.training.things import Audience, Occasion, TextKind, TextRef


class PublishText(Act, frozen=True, kw_only=True, tag="training.publish-text"):
    """发布学习资料: a new version supersedes the one of the same code."""

    code: Annotated[Code, named_by("text")]
    title: Line
    text_kind: TextKind = "notice"
    version: Line
    in_force_on: date
    for_whom: tuple[Audience, ...]
    topics: tuple[Annotated[Code, one_of("topic")], ...] = ()
    body: SealedText
    level: Level | None = None


class Acknowledge(Act, frozen=True, kw_only=True, tag="training.acknowledge"):
    """阅知确认: I have read these versions; `ticks` has one line for each sentence."""

    texts: tuple[TextRef, ...]
    occasion: Occasion = "on_receipt"
    ticks: tuple[bool, ...] = ()
