"""What a granted application allows, and what is left of it."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from shoumi.law.breach import Breach, breach
from shoumi.law.words import N_


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What an application asks to be allowed. None: no number, no last day.

    `levels` are those of the subjects, the most secret first: who signs is cleared for all.
    """

    act: str
    subjects: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    how_many: int | None = 1
    until: date | None = None


class Use(msgspec.Struct, frozen=True, kw_only=True):
    amount: int
    by: str
    at: datetime


class Authorisation(msgspec.Struct, frozen=True, kw_only=True):
    """Granted by the last signature: this act to these subjects, so many, to the end of a day."""

    what: Wanted
    granted_at: datetime
    uses: tuple[Use, ...] = ()

    @property
    def left(self) -> int | None:
        """How many are not used yet; None if the number is not limited."""
        if self.what.how_many is None:
            return None
        return self.what.how_many - sum(use.amount for use in self.uses)

    @property
    def spent(self) -> bool:
        """Nothing is left."""
        return self.left == 0


def consume(authorisation: Authorisation, use: Use) -> Authorisation | Breach:
    """What is left after the use, or why it is not allowed."""
    until, left = authorisation.what.until, authorisation.left
    if use.amount < 1:
        return breach(N_("Use at least one of what was approved."), missing="amount")
    if until is not None and use.at.date() > until:
        return breach(
            N_("The approval ended on {until}; apply again."),
            missing="authorisation",
            cure="applications.apply",
            until=until.isoformat(),
        )
    if left is not None and use.amount > left:
        return breach(
            N_("{amount} asked, {left} left of what was approved; apply for the rest."),
            missing="authorisation",
            cure="applications.apply",
            amount=use.amount,
            left=left,
        )
    return msgspec.structs.replace(authorisation, uses=(*authorisation.uses, use))
