"""A thing: what a register is made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import msgspec

if TYPE_CHECKING:
    from shoumi.acts.known import Known


class Face(msgspec.Struct, frozen=True, kw_only=True):
    """What every list shows and sorts by, whatever the kind; `name` must tell nothing secret."""

    number: str | None = None
    name: str | None = None
    level: str | None = None
    state: str | None = None
    holder: str | None = None
    department: str | None = None
    due_on: date | None = None


class Thing(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="thing",
):
    """A row of a register. Its kind is its tag; ids are opaque and tell no order.

    `open_to_all` kinds (departments, roles, regulations) may be seen by everyone in the unit.
    `words` names the sealed fields by which the thing may be searched.
    """

    open_to_all: ClassVar[bool] = False
    words: ClassVar[tuple[str, ...]] = ()

    id: str

    def face(self) -> Face:
        """The columns that lists are made of."""
        return Face()

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 kinds that need it use it
        """Who may learn that the thing exists and what of it, as `group:subject` keys.

        Groups: row (that it exists), know (its content), desk (its keeping), own, audit. Subjects:
        `person:ID` without regard to clearance, `reader:ID` while cleared for the thing's level,
        `role:CODE`, `role:CODE@DEPARTMENT`, `department:ID`.
        """
        return frozenset()

    def bearing_on(self, known: Known) -> tuple[Thing, ...]:  # noqa: ARG002 see audience
        """Other things whose audience depends on this one."""
        return ()


def kind_of(thing: type[Thing] | Thing) -> str:
    """The kind of a thing, e.g. carriers.carrier."""
    return str(thing.__struct_config__.tag)


def keys(group: str, sort: str, subjects: Iterable[str | None]) -> frozenset[str]:
    """The audience keys of several subjects of one sort; empty subjects are left out."""
    return frozenset(f"{group}:{sort}:{subject}" for subject in subjects if subject)
