"""A change that takes two people: one proposes it, another confirms exactly that."""

from __future__ import annotations

from datetime import datetime

import msgspec

from shoumi.acts.consequence import Moment
from shoumi.acts.fields import PersonRef
from shoumi.law.breach import Breach, breach
from shoumi.law.words import N_


class Proposal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who proposed a change and who confirmed it; it has no effect before that."""

    by: PersonRef
    at: datetime
    confirmed_by: PersonRef | None = None
    confirmed_at: datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether the second person has confirmed it."""
        return self.confirmed_by is not None


class Confirming(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a confirmation: whether one is meant, by whom, and of which proposal.

    `overtaken`: the day from which the change was to hold has passed without a confirmation.
    """

    meant: bool = False
    by: str = ""
    proposal: Proposal | None = None
    overtaken: bool = False


def proposed(moment: Moment) -> Proposal:
    """A proposal made at that moment."""
    return Proposal(by=moment.by, at=moment.at)


def confirmed(proposal: Proposal, moment: Moment) -> Proposal:
    """The same proposal, confirmed at that moment."""
    return msgspec.structs.replace(proposal, confirmed_by=moment.by, confirmed_at=moment.at)


def confirmed_wrongly(confirming: Confirming) -> Breach | None:
    """What is wrong with a confirmation, if one is meant."""
    if not confirming.meant:
        return None
    if confirming.proposal is None or confirming.proposal.stands:
        return breach(N_("Nothing waits for this confirmation."), missing="confirms")
    if confirming.by == confirming.proposal.by:
        return breach(
            N_("Who proposed the change does not confirm it; a second person does."),
            missing="second_person",
        )
    if confirming.overtaken:
        return breach(
            N_("The day from which it was to hold has passed; propose it again."), missing="since"
        )
    return None
