"""申请与审批: the matter of applications."""

from __future__ import annotations

from shoumi.acts.matter import ActKind, Matter
from shoumi.matters.applications.acts import (
    AddSignatory,
    Apply,
    Countersign,
    Delegate,
    NameSigner,
    Recall,
    Return,
    Sign,
    Urge,
)
from shoumi.matters.applications.facts import (
    application_facts,
    apply_facts,
    delegate_facts,
    naming_facts,
)
from shoumi.matters.applications.following import applied, changed, delegated, named
from shoumi.matters.applications.rules import RULES
from shoumi.matters.applications.things import ApplicationRow, DelegationRow, Naming

ABOUT = ("application",)

MATTER = Matter(
    slug="applications",
    things=(ApplicationRow, DelegationRow, Naming),
    acts=(
        ActKind(act=Apply, facts=apply_facts, follows=applied),
        ActKind(act=Sign, facts=application_facts, follows=changed, subjects=ABOUT, daily=True),
        ActKind(act=Return, facts=application_facts, follows=changed, subjects=ABOUT),
        ActKind(act=Recall, facts=application_facts, follows=changed, subjects=ABOUT, final=True),
        ActKind(act=Countersign, facts=application_facts, follows=changed, subjects=ABOUT),
        ActKind(act=AddSignatory, facts=application_facts, follows=changed, subjects=ABOUT),
        ActKind(act=Delegate, facts=delegate_facts, follows=delegated),
        ActKind(act=Urge, facts=application_facts, follows=changed, subjects=ABOUT),
        ActKind(act=NameSigner, facts=naming_facts, follows=named),
    ),
    rules=RULES,
)
