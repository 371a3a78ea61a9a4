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
        `person:ID` without regard to clearance, `role:CODE`, `role:CODE@DEPARTMENT`,
        `department:ID`; and, only while cleared for the thing's level, `reader:ID`, and who signs:
        `signer:ID`, `post:ID` while that appointment runs, `deputy:ID` while that delegation does.
        """
        return frozenset()

    def read_with(self, known: Known) -> tuple[Thing, ...]:  # noqa: ARG002 see audience
        """Other things that tell what this one is: who has to judge it sees them too."""
        return ()

    def bearing_on(self, known: Known) -> tuple[Thing, ...]:  # noqa: ARG002 see audience
        """Other things whose audience depends on this one."""
        return ()


def kind_of(thing: type[Thing] | Thing) -> str:
    """The kind of a thing, e.g. carriers.carrier."""
    return str(thing.__struct_config__.tag)


def keys(group: str, sort: str, subjects: Iterable[str | None]) -> frozenset[str]:
    """The audience keys of several subjects of one sort; empty subjects are left out."""
    return frozenset(f"{group}:{sort}:{subject}" for subject in subjects if subject)


READER, SIGNER, POST, DEPUTY = "reader:", "signer:", "post:", "deputy:"
WHILE_CLEARED = (READER, SIGNER, POST, DEPUTY)
"""Subjects that count for a thing only while the person is cleared for its level."""
WHO_SIGNS = (SIGNER, POST, DEPUTY)


def reader(person: str) -> str:
    """Who needs to know."""
    return f"{READER}{person}"


def signer(person: str) -> str:
    """Who signs in person, has signed, or was asked for an opinion."""
    return f"{SIGNER}{person}"


def post(appointment: str) -> str:
    """Whoever holds that appointment, as long as it runs."""
    return f"{POST}{appointment}"


def deputy(delegation: str) -> str:
    """Whoever signs under that delegation, as long as it runs."""
    return f"{DEPUTY}{delegation}"
