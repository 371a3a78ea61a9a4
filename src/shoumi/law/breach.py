"""What a rule answers when the law says no."""

from __future__ import annotations

import msgspec

from shoumi.law.words import Message


class Breach(msgspec.Struct, frozen=True, kw_only=True):
    """Why an act may not be done, in words, with what would cure it.

    `missing` is the field or fact that is lacking, `supplier` the role that can supply it,
    `cure` the slug of the act that supplies it.
    """

    message: Message
    missing: str | None = None
    supplier: str | None = None
    cure: str | None = None


def breach(
    template: str,
    /,
    *,
    missing: str | None = None,
    supplier: str | None = None,
    cure: str | None = None,
    **values: str | int,
) -> Breach:
    """A breach whose sentence is `template` (English source, marked with N_) with `values`."""
    return Breach(message=Message(template, values), missing=missing, supplier=supplier, cure=cure)
