"""保密教育培训: the matter of texts and their confirmation."""

from __future__ import annotations

from shoumi.acts.matter import ActKind, Matter
from shoumi.matters.training.acts import Acknowledge, PublishText
from shoumi.matters.training.facts import acknowledge_facts, publish_facts
from shoumi.matters.training.following import confirmed, published
from shoumi.matters.training.rules import RULES
from shoumi.matters.training.things import Acknowledgement, Text

MATTER = Matter(
    slug="training",
    things=(Text, Acknowledgement),
    acts=(
        ActKind(act=PublishText, facts=publish_facts, follows=published),
        ActKind(
            act=Acknowledge,
            facts=acknowledge_facts,
            follows=confirmed,
            subjects=("texts",),
            daily=True,
        ),
    ),
    rules=RULES,
)
