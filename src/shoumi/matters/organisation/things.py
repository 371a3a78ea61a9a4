"""The unit, its departments, its people and what they are appointed to."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from shoumi.acts.fields import DepartmentRef, Line, PersonRef, SealedLine, one_of
from shoumi.acts.thing import Face, Thing

RoleCode = Annotated[str, one_of("role")]


class Unit(Thing, frozen=True, kw_only=True, tag="organisation.unit"):
    """单位: the organisation that keeps this ledger."""

    open_to_all: ClassVar[bool] = True

    name: Line
    unit_kind: Annotated[str, one_of("unit_kind")] = "agency"
    code: Line = ""

    def face(self) -> Face:
        """Listed by its name."""
        return Face(number=self.code or None, name=self.name, state="active")


class Department(Thing, frozen=True, kw_only=True, tag="organisation.department"):
    """部门: a part of the unit; the line of responsibility runs along `parent`."""

    open_to_all: ClassVar[bool] = True

    name: Line
    code: Line = ""
    department_kind: Annotated[str, one_of("department_kind")] = "department"
    parent: DepartmentRef | None = None
    closed_on: date | None = None

    def face(self) -> Face:
        """Listed by its name."""
        state = "closed" if self.closed_on else "open"
        return Face(number=self.code or None, name=self.name, state=state)


class Person(Thing, frozen=True, kw_only=True, tag="organisation.person"):
    """人员: somebody who works in the unit. The name is personal and stands beside the chain."""

    open_to_all: ClassVar[bool] = True
    words: ClassVar[tuple[str, ...]] = ("name",)

    name: SealedLine
    department: DepartmentRef | None = None
    employment: Annotated[str, one_of("employment")] = "regular"
    started_on: date | None = None
    left_on: date | None = None

    def face(self) -> Face:
        """Listed by department; the name is looked up beside the chain."""
        return Face(state="left" if self.left_on else "here", department=self.department)


class Appointment(Thing, frozen=True, kw_only=True, tag="organisation.appointment"):
    """任职: a person holds a role in a place, between two days."""

    open_to_all: ClassVar[bool] = True

    person: PersonRef
    role: RoleCode
    department: DepartmentRef | None = None
    number: Line = ""
    since: date
    until: date | None = None
    substitute_for: PersonRef | None = None

    def face(self) -> Face:
        """Listed by holder; `name` carries the role code for look-ups."""
        return Face(
            number=self.number or None,
            name=self.role,
            state="ended" if self.until else "current",
            holder=self.person,
            department=self.department,
        )

    def runs_on(self, day: date) -> bool:
        """Whether the role is held on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)
