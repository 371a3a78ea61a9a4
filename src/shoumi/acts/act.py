"""An act: one thing that a person does, at a time, to some subjects; the only way to change."""

from __future__ import annotations

from datetime import datetime

import msgspec

from shoumi.acts.fields import SealedText
from shoumi.law.clause import Json


class Act(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="do",
):
    """What every act carries beside its own fields. Its slug is its tag.

    `happened_at`: when it happened, if not now; `late_reason`: why it is entered so late.
    `statements`: what only people can know, confirmed by whoever performs the act; a text stands
    for "no" with a remark.
    """

    happened_at: datetime | None = None
    late_reason: SealedText | None = None
    statements: dict[str, bool | str] = {}


def slug_of(act: type[Act] | Act) -> str:
    """The slug of an act, e.g. carriers.hand-over."""
    return str(act.__struct_config__.tag)


def payload_of(act: Act) -> dict[str, Json]:
    """The act as JSON values, its slug under "do"."""
    payload: dict[str, Json] = msgspec.to_builtins(act)
    return payload
