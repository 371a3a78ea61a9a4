"""The types of fields of acts and things, each with what page, store and filter must know of it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta


def refers_to(kind: str) -> Meta:
    """A field that holds the id of a thing of `kind`; such an id is checked for visibility."""
    return Meta(extra={"ref": kind}, extra_json_schema={"x-ref": kind})


def one_of(sort: str) -> Meta:
    """A field that holds a code of the list `sort`, which stands in the terms of packs in force."""
    return Meta(extra={"code": sort}, extra_json_schema={"x-code": sort})


def named_by(sort: str) -> Meta:
    """A field that holds any code; packs may have a name for it among their terms of `sort`."""
    return Meta(extra={"code": sort, "any_code": True}, extra_json_schema={"x-code": sort})


def seen_by(group: str) -> Meta:
    """A field that only one group of those who see the row may read: know, desk, own or audit."""
    return Meta(extra={"see": group}, extra_json_schema={"x-see": group})


SEALED = Meta(extra={"sealed": True}, extra_json_schema={"x-sealed": True})
KNOW, DESK, OWN, AUDIT = seen_by("know"), seen_by("desk"), seen_by("own"), seen_by("audit")

PersonRef = Annotated[str, refers_to("organisation.person")]
DepartmentRef = Annotated[str, refers_to("organisation.department")]
UnitRef = Annotated[str, refers_to("organisation.unit")]

Line = Annotated[str, Meta(max_length=200)]
"""One line of text that tells nothing secret or personal: it stands in the chain as it is."""
SealedLine = Annotated[str, Meta(max_length=200), SEALED]
"""One line that may be secret or personal: it stands beside the chain, encrypted."""
SealedText = Annotated[str, Meta(max_length=4000), SEALED]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Level = Annotated[str, one_of("level")]
Code = Annotated[str, Meta(max_length=64, pattern=r"^[a-z0-9_:.\-]+$")]
