"""The unit, its departments, its people and what they are appointed to."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from shoumi.acts.confirming import Proposal
from shoumi.acts.fields import (
    Code,
    Count,
    DepartmentRef,
    Line,
    PersonRef,
    SealedLine,
    SealedText,
    one_of,
    refers_to,
)
from shoumi.acts.thing import Face, Thing

RoleCode = Annotated[str, one_of("role")]
UnitKind = Annotated[
    Literal["agency", "company", "institute", "association", "mission", "bureau", "partner"],
    one_of("unit_kind"),
]
DepartmentKind = Annotated[
    Literal["department", "section", "branch", "subordinate_unit"], one_of("department_kind")
]
Employment = Annotated[
    Literal["regular", "contract", "seconded", "trainee", "partner"], one_of("employment")
]
WorkingTime = Annotated[Literal["full_time", "part_time"], one_of("working_time")]


class Unit(Thing, frozen=True, kw_only=True, tag="organisation.unit"):
    """单位: the organisation that keeps this ledger."""

    open_to_all: ClassVar[bool] = True

    name: Line
    unit_kind: UnitKind = "agency"
    code: Line = ""

    def face(self) -> Face:
        """Listed by its name."""
        return Face(number=self.code or None, name=self.name, state="active")


class Department(Thing, frozen=True, kw_only=True, tag="organisation.department"):
    """部门: a part of the unit; the line of responsibility runs along `parent`."""

    open_to_all: ClassVar[bool] = True

    name: Line
    code: Line = ""
    department_kind: DepartmentKind = "department"
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
    working_time: WorkingTime = "full_time"
    document: Line = ""

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

    def overlaps(self, since: date, until: date | None) -> bool:
        """Whether the role is held on any day of a period."""
        begins_in_time = until is None or self.since <= until
        return begins_in_time and (self.until is None or since <= self.until)


AppointmentRef = Annotated[str, refers_to("organisation.appointment")]


class Post(Thing, frozen=True, kw_only=True, tag="organisation.post"):
    """岗位: a seat, or several, in a department."""

    open_to_all: ClassVar[bool] = True

    name: Line
    department: DepartmentRef
    is_leading: bool = False
    working_time: WorkingTime = "full_time"
    seats: Count = 1

    def face(self) -> Face:
        """Listed by its name."""
        return Face(name=self.name, state="established", department=self.department)


class Regulation(Thing, frozen=True, kw_only=True, tag="organisation.regulation"):
    """制度: a text that the unit issued, with the pack that writes it down for the program."""

    open_to_all: ClassVar[bool] = True

    title: Line
    document: Line = ""
    pack: Line
    digest: Line
    effective_on: date
    published_on: date | None = None
    issued_to: tuple[Annotated[Code, one_of("audience")], ...] = ()
    repealed_on: date | None = None
    repeal_reason: SealedText = ""
    proposal: Proposal
    repeal: Proposal | None = None

    @property
    def state(self) -> str:
        """proposed, in_force, repeal_proposed or repealed."""
        if not self.proposal.stands:
            return "proposed"
        if self.repeal is None:
            return "in_force"
        return "repealed" if self.repeal.stands else "repeal_proposed"

    def face(self) -> Face:
        """Listed by its title."""
        return Face(name=self.title, state=self.state)


RegulationRef = Annotated[str, refers_to("organisation.regulation")]
