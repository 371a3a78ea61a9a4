"""What follows from publishing and confirming."""

from __future__ import annotations

from shoumi.acts.consequence import Consequence, Made, Moment, become
from shoumi.matters.training.acts import Acknowledge, PublishText
from shoumi.matters.training.facts import AcknowledgeFacts, PublishFacts
from shoumi.matters.training.things import Acknowledgement, Text


def published(act: PublishText, facts: PublishFacts, moment: Moment) -> tuple[Consequence, ...]:
    """The text; the version before it is superseded, its confirmations stay what they were."""
    text = Text(
        id=moment.new_id(),
        code=act.code,
        title=act.title,
        text_kind=act.text_kind,
        version=act.version,
        in_force_on=act.in_force_on,
        for_whom=act.for_whom,
        topics=act.topics,
        body=act.body,
    )
    if facts.former is None:
        return (Made(text),)
    return (Made(text), become(facts.former, superseded_by=text.id))


def confirmed(act: Acknowledge, facts: AcknowledgeFacts, moment: Moment) -> tuple[Consequence, ...]:
    """One acknowledgement for each text, with the version that was read."""
    return tuple(
        Made(
            Acknowledgement(
                id=moment.new_id(),
                person=moment.by,
                text=text.id,
                code=text.code,
                version=text.version,
                occasion=act.occasion,
                at=moment.at,
            )
        )
        for text in facts.texts
    )
