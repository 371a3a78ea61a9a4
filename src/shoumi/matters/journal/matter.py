"""办理记录: the matter of who reads the journal and what lawfully leaves it."""

from __future__ import annotations

from shoumi.acts.consequence import Consequence, Made, Moment
from shoumi.acts.matter import ActKind, Matter
from shoumi.matters.journal.acts import Consult, Export, WipeTexts
from shoumi.matters.journal.facts import NothingMore, WipingFacts, nothing_more, wiping_facts
from shoumi.matters.journal.rules import RULES
from shoumi.matters.journal.things import Wiping


def noted(_act: Consult | Export, _facts: NothingMore, _moment: Moment) -> tuple[Consequence, ...]:
    """Nothing changes; the entry itself says who read or took out what."""
    return ()


def wiped(act: WipeTexts, facts: WipingFacts, moment: Moment) -> tuple[Consequence, ...]:
    """What is gone from now on; the server takes the texts away in the same turn."""
    made = Wiping(
        id=moment.new_id(),
        entries=act.entries,
        fields=act.fields,
        reach=act.reach,
        ground=act.ground,
        reason=act.reason,
        commitments=facts.commitments,
    )
    return (Made(made),)


MATTER = Matter(
    slug="journal",
    things=(Wiping,),
    acts=(
        ActKind(act=Consult, facts=nothing_more, follows=noted),
        ActKind(act=Export, facts=nothing_more, follows=noted),
        ActKind(act=WipeTexts, facts=wiping_facts, follows=wiped, final=True),
    ),
    rules=RULES,
)
