"""What follows for an account."""

from __future__ import annotations

from shoumi.acts.confirming import confirmed, proposed
from shoumi.acts.consequence import Consequence, Made, Moment, become
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
from shoumi.matters.access.facts import AccountFacts, OpeningFacts, TogetherFacts
from shoumi.matters.access.things import Account, Unlocking


def opened(act: OpenAccount, _facts: OpeningFacts, moment: Moment) -> tuple[Consequence, ...]:
    """A pending account."""
    account = Account(
        id=moment.new_id(),
        person=act.person,
        account_kind=act.account_kind,
        highest_level=act.highest_level,
        methods=act.methods,
        token=act.token,
    )
    return (Made(account),)


def closed(_act: CloseAccount, facts: AccountFacts, _moment: Moment) -> tuple[Consequence, ...]:
    """A closed account."""
    return _become(facts, state="closed")


def logged_in(_act: LogIn, facts: AccountFacts, moment: Moment) -> tuple[Consequence, ...]:
    """The time of the log-in, which the owner is shown at the next one."""
    return _become(facts, last_log_in_at=moment.at)


def told(
    _act: Resume | LogOut | SetPin | EnterPin | RenewSlip, _facts: AccountFacts, _moment: Moment
) -> tuple[Consequence, ...]:
    """Nothing but the entry."""
    return ()


def set_password(_act: SetPassword, facts: AccountFacts, moment: Moment) -> tuple[Consequence, ...]:
    """An account with its first password is active."""
    return _become(facts, password_set_at=moment.at, must_change=False, state="active")


def unlocked(_act: Unlock, facts: AccountFacts, _moment: Moment) -> tuple[Consequence, ...]:
    """Active again, with a new password to be set."""
    return _become(facts, state="active", locked_because=None, must_change=True)


def unlocked_together(
    act: UnlockTogether, facts: TogetherFacts, moment: Moment
) -> tuple[Consequence, ...]:
    """A proposal; with the second administrator, an account with a new password to be set."""
    if facts.account is None:
        return ()
    if facts.standing is None:
        proposal = Unlocking(
            id=moment.new_id(),
            account=facts.account.id,
            person=facts.account.person,
            identity_checked=act.identity_checked,
            proposal=proposed(moment),
        )
        return (Made(proposal),)
    done = become(facts.standing, proposal=confirmed(facts.standing.proposal, moment))
    return (done, *_become(facts, state="active", locked_because=None, must_change=True))


def locked(act: Lock, facts: AccountFacts, _moment: Moment) -> tuple[Consequence, ...]:
    """Wrong passwords lock the account; leaving the desk locks only the session."""
    if act.cause != "wrong_passwords":
        return ()
    return _become(facts, state="locked", locked_because=act.cause)


def _become(facts: AccountFacts, **changes: object) -> tuple[Consequence, ...]:
    return (become(facts.account, **changes),) if facts.account else ()
