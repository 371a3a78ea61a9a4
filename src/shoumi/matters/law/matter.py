"""制度: the matter of adopting, repealing and setting the unit's law."""

from __future__ import annotations

from shoumi.acts.matter import ActKind, Matter
from shoumi.matters.law.acts import Adopt, Repeal, SetValue
from shoumi.matters.law.facts import law_facts
from shoumi.matters.law.following import changed
from shoumi.matters.law.rules import RULES
from shoumi.matters.law.things import AdoptedPack, ProposedChange, SetParameter

MATTER = Matter(
    slug="law",
    things=(AdoptedPack, SetParameter, ProposedChange),
    acts=(
        ActKind(act=Adopt, facts=law_facts, follows=changed),
        ActKind(act=Repeal, facts=law_facts, follows=changed),
        ActKind(act=SetValue, facts=law_facts, follows=changed),
    ),
    rules=RULES,
)
