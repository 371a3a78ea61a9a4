"""涉密人员管理: the matter of cleared people."""

from __future__ import annotations

from shoumi.acts.matter import ActKind, Matter
from shoumi.matters.personnel.acts import ChangeDuties, GrantClearance, SuspendClearance
from shoumi.matters.personnel.facts import clearance_facts, grant_facts
from shoumi.matters.personnel.following import changed, granted, suspended
from shoumi.matters.personnel.rules import RULES
from shoumi.matters.personnel.things import Clearance

ABOUT = ("clearance",)

MATTER = Matter(
    slug="personnel",
    things=(Clearance,),
    acts=(
        ActKind(act=GrantClearance, facts=grant_facts, follows=granted, subjects=("person",)),
        ActKind(act=SuspendClearance, facts=clearance_facts, follows=suspended, subjects=ABOUT),
        ActKind(act=ChangeDuties, facts=clearance_facts, follows=changed, subjects=ABOUT),
    ),
    rules=RULES,
)
