"""What follows from changing the law: a proposal first, its effect with the second person."""

from __future__ import annotations

from shoumi.acts.confirming import confirmed, proposed
from shoumi.acts.consequence import Consequence, Made, Moment, become
from shoumi.matters.law.acts import Adopt, Repeal, SetValue
from shoumi.matters.law.facts import LawFacts, stated
from shoumi.matters.law.things import AdoptedPack, ProposedChange, SetParameter


def changed(
    act: Adopt | Repeal | SetValue, facts: LawFacts, moment: Moment
) -> tuple[Consequence, ...]:
    """A proposal; confirmed by a second person, what it says."""
    if facts.standing is None:
        change = ProposedChange(
            id=moment.new_id(),
            proposal=proposed(moment),
            reason="" if isinstance(act, Adopt) else act.reason,
            **stated(act),
        )
        return (Made(change),)
    done = become(facts.standing, proposal=confirmed(facts.standing.proposal, moment))
    return (done, *_effect(facts.standing, facts, moment))


def _effect(change: ProposedChange, facts: LawFacts, moment: Moment) -> tuple[Consequence, ...]:
    ended = tuple(become(row, until=change.since) for row in facts.adopted if row.until is None)
    if change.change == "repeal":
        return ended
    if change.change == "adopt":
        adopted = AdoptedPack(
            id=moment.new_id(),
            pack=change.pack or "",
            digest=change.digest or "",
            since=change.since,
        )
        return (*ended, Made(adopted))
    setting = SetParameter(
        id=moment.new_id(),
        code=change.code,
        clause=change.clause,
        figure=change.figure,
        value=change.value,
        since=change.since,
    )
    return (Made(setting),)
