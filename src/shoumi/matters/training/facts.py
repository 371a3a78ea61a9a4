"""What must be known before a text is published or confirmed."""

from __future__ import annotations

from datetime import date

import msgspec

from shoumi.acts.known import Asking
from shoumi.law.levels import Standing
from shoumi.matters.training.acts import Acknowledge, PublishText
from shoumi.matters.training.things import Acknowledgement, Text

NO_DAY = date(2000, 1, 1)


class PublishFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`former` is the published version of the same code; `versions` all that there were."""

    secret: bool = False
    former: Text | None = None
    versions: frozenset[str] = frozenset()


class AcknowledgeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The texts that are confirmed, and which of them this person has confirmed this year."""

    by: str = ""
    on: date = NO_DAY
    texts: tuple[Text, ...] = ()
    confirmed: frozenset[str] = frozenset()


def publish_facts(act: PublishText, asking: Asking) -> PublishFacts:
    every = asking.known.find(Text, name=act.code)
    former = [one for one in every if one.superseded_by is None]
    return PublishFacts(
        secret=act.level is not None and _is_secret(act.level, asking),
        former=former[-1] if former else None,
        versions=frozenset(one.version for one in every),
    )


def _is_secret(level: str, asking: Asking) -> bool:
    """A level that the law does not know counts as secret."""
    if not asking.levels.knows(level):
        return True
    return asking.levels.in_reference(level).standing is Standing.SECRET


def acknowledge_facts(act: Acknowledge, asking: Asking) -> AcknowledgeFacts:
    found = (asking.known.get(Text, one) for one in act.texts)
    mine = asking.known.find(Acknowledgement, holder=asking.by)
    return AcknowledgeFacts(
        by=asking.by,
        on=asking.on,
        texts=tuple(text for text in found if text is not None),
        confirmed=frozenset(
            one.text
            for one in mine
            if one.occasion == act.occasion and one.at.year == asking.on.year
        ),
    )
