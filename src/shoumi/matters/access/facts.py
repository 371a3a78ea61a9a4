"""What must be known before anything happens to an account."""

from __future__ import annotations

import msgspec

from shoumi.acts.confirming import Confirming
from shoumi.acts.known import Asking
from shoumi.matters.access.acts import (
    CloseAccount,
    EnterPin,
    Lock,
    LogIn,
    LogOut,
    OpenAccount,
    RenewSlip,
    Resume,
    SetPassword,
    SetPin,
    Unlock,
    UnlockTogether,
)
from shoumi.matters.access.things import Account, Unlocking


class OpeningFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`kinds` are the kinds of the open accounts of the person; `roles` what the person holds.

    `excluded` are the roles that exclude the kind asked for. `cleared`: the level asked for is
    covered by the person's clearance; None: no level was asked for.
    """

    by: str = ""
    person_here: bool = True
    kinds: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    cleared: bool | None = None


class AccountFacts(msgspec.Struct, frozen=True, kw_only=True):
    by: str = ""
    account: Account | None = None


def opening_facts(act: OpenAccount, asking: Asking) -> OpeningFacts:
    open_ones = [
        one for one in asking.known.find(Account, holder=act.person) if one.state != "closed"
    ]
    return OpeningFacts(
        by=asking.by,
        person_here=asking.people.exists(act.person),
        kinds=frozenset(one.account_kind for one in open_ones),
        roles=asking.people.roles(act.person),
        excluded=asking.settings.exclusive_with(act.account_kind),
        cleared=None if act.highest_level is None else _covers(act, asking),
    )


def _covers(act: OpenAccount, asking: Asking) -> bool:
    """Whether the person is cleared for the level; one that the law does not know covers nobody."""
    level = act.highest_level or ""
    if not asking.levels.knows(level):
        return False
    return asking.covers(asking.people.tier(act.person), level)


class TogetherFacts(AccountFacts, frozen=True, kw_only=True):
    """`standing` is what another administrator proposed today; `roles` what both hold together."""

    confirming: Confirming = Confirming()
    standing: Unlocking | None = None
    roles: frozenset[str] = frozenset()


OnAccount = (
    CloseAccount
    | LogIn
    | SetPassword
    | Unlock
    | RenewSlip
    | Lock
    | Resume
    | LogOut
    | SetPin
    | EnterPin
)


def account_facts(act: OnAccount, asking: Asking) -> AccountFacts:
    return AccountFacts(by=asking.by, account=asking.known.get(Account, act.account))


def together_facts(act: UnlockTogether, asking: Asking) -> TogetherFacts:
    proposed = asking.known.find(Unlocking, state="proposed")
    waiting = [one for one in proposed if one.account == act.account]
    standing = next((one for one in waiting if one.proposal.at.date() == asking.on), None)
    first = asking.people.roles(standing.proposal.by) if standing else frozenset()
    return TogetherFacts(
        by=asking.by,
        account=asking.known.get(Account, act.account),
        confirming=Confirming(
            meant=standing is not None,
            by=asking.by,
            proposal=standing.proposal if standing else None,
        ),
        standing=standing,
        roles=asking.people.roles(asking.by) | first,
    )
