"""组织机构与制度: the matter of unit, departments, people, roles and regulations."""

from __future__ import annotations

from shoumi.acts.matter import ActKind, Matter
from shoumi.matters.organisation.acts import (
    AdoptRegulation,
    Appoint,
    CloseDepartment,
    EnrolPerson,
    EstablishPost,
    OpenDepartment,
    RegisterUnit,
    Relieve,
    RepealRegulation,
)
from shoumi.matters.organisation.facts import (
    adopting_facts,
    appoint_facts,
    closing_facts,
    opening_facts,
    place_facts,
    relieve_facts,
    repealing_facts,
    unit_facts,
)
from shoumi.matters.organisation.following import (
    adopted,
    appointed,
    closed,
    enrolled,
    established,
    opened,
    registered,
    relieved,
    repealed,
)
from shoumi.matters.organisation.rules import RULES
from shoumi.matters.organisation.things import (
    Appointment,
    Department,
    Person,
    Post,
    Regulation,
    Unit,
)

MATTER = Matter(
    slug="organisation",
    things=(Unit, Department, Person, Appointment, Post, Regulation),
    acts=(
        ActKind(act=RegisterUnit, facts=unit_facts, follows=registered),
        ActKind(act=OpenDepartment, facts=opening_facts, follows=opened),
        ActKind(
            act=CloseDepartment,
            facts=closing_facts,
            follows=closed,
            subjects=("department",),
            final=True,
        ),
        ActKind(act=EstablishPost, facts=place_facts, follows=established),
        ActKind(act=EnrolPerson, facts=place_facts, follows=enrolled),
        ActKind(
            act=Appoint, facts=appoint_facts, follows=appointed, subjects=("person",), daily=True
        ),
        ActKind(act=Relieve, facts=relieve_facts, follows=relieved, subjects=("appointment",)),
        ActKind(act=AdoptRegulation, facts=adopting_facts, follows=adopted),
        ActKind(
            act=RepealRegulation,
            facts=repealing_facts,
            follows=repealed,
            subjects=("regulation",),
            final=True,
        ),
    ),
    rules=RULES,
)
