"""What is done to the unit, its departments, people and roles, and to its regulations."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from shoumi.acts.act import Act
from shoumi.acts.fields import (
    Code,
    Count,
    DepartmentRef,
    Line,
    PersonRef,
    SealedLine,
    SealedText,
    UnitRef,
    one_of,
)
from shoumi.matters.organisation.things import (
    AppointmentRef,
    DepartmentKind,
    Employment,
    RegulationRef,
    RoleCode,
    UnitKind,
    WorkingTime,
)


class RegisterUnit(Act, frozen=True, kw_only=True, tag="organisation.register-unit"):
    """登记单位: the unit itself, or a change of its particulars (`unit`)."""

    unit: UnitRef | None = None
    name: Line
    unit_kind: UnitKind = "agency"
    code: Line = ""


class OpenDepartment(Act, frozen=True, kw_only=True, tag="organisation.open-department"):
    """设立部门."""

    name: Line
    code: Line = ""
    department_kind: DepartmentKind = "department"
    parent: DepartmentRef | None = None


class CloseDepartment(Act, frozen=True, kw_only=True, tag="organisation.close-department"):
    """撤销部门: with the last day on which it exists."""

    department: DepartmentRef
    on: date
    successor: DepartmentRef | None = None


class EstablishPost(Act, frozen=True, kw_only=True, tag="organisation.establish-post"):
    """设置岗位."""

    name: Line
    department: DepartmentRef
    is_leading: bool = False
    working_time: WorkingTime = "full_time"
    seats: Count = 1


class EnrolPerson(Act, frozen=True, kw_only=True, tag="organisation.enrol-person"):
    """登记人员: somebody begins to work in the unit; nobody acts here before that."""

    name: SealedLine
    department: DepartmentRef | None = None
    employment: Employment = "regular"
    started_on: date


class Appoint(Act, frozen=True, kw_only=True, tag="organisation.appoint"):
    """任命(指定)人员: a person holds a role from a day on; a substitute has a last day."""

    person: PersonRef
    role: RoleCode
    department: DepartmentRef | None = None
    since: date
    until: date | None = None
    substitute_for: PersonRef | None = None
    working_time: WorkingTime = "full_time"
    document: Line = ""


class Relieve(Act, frozen=True, kw_only=True, tag="organisation.relieve"):
    """免去职务: `on` is the last day on which the role is held; without it, it ends at once."""

    appointment: AppointmentRef
    on: date | None = None
    reason: SealedText


class AdoptRegulation(Act, frozen=True, kw_only=True, tag="organisation.adopt-regulation"):
    """发布制度: contains the adoption of its pack; a second person confirms with `confirms`."""

    title: Line = ""
    document: Line = ""
    pack: Line | None = None
    digest: Line | None = None
    effective_on: date | None = None
    published_on: date | None = None
    issued_to: tuple[Annotated[Code, one_of("audience")], ...] = ()
    confirms: RegulationRef | None = None


class RepealRegulation(Act, frozen=True, kw_only=True, tag="organisation.repeal-regulation"):
    """废止制度: contains the repeal of its pack; the same said by a second person confirms it."""

    regulation: RegulationRef
    on: date
    reason: SealedText
