"""Fresh proofs for an account, once the journal says that they are due, from who asked for it."""

from __future__ import annotations

import msgspec

from shoumi.matters.organisation.things import Person
from shoumi.server.accounts import sittings
from shoumi.server.accounts.house import account_of, asking, is_done, tell, the_house, the_policy
from shoumi.server.accounts.models import Credential
from shoumi.server.accounts.slips import Slip, issue
from shoumi.server.perform import Outcome
from shoumi.server.tables.models import Entry, Mention

ALONE, TOGETHER = "access.unlock", "access.unlock-together"
RENEW = "access.renew-slip"
"""As unlocking, for an account that waits for its first log-in."""


class Unlocking(msgspec.Struct, frozen=True, kw_only=True):
    """How the identity of the owner was checked, and why the account was locked."""

    account: str
    identity_checked: str
    reason: str


def ask_to_unlock(slug: str, unlocking: Unlocking, by: str) -> Outcome | None:
    """Let the act through the door; None where `by` has unlocked already and only a slip is due."""
    if is_owed_to(by, unlocking.account):
        return None
    return tell(slug, by, **msgspec.to_builtins(unlocking))


def is_owed_to(by: str, account: str) -> bool:
    """Whether `by` unlocked the account, and its proofs are still the old ones.

    So it is after the act was performed elsewhere than on the page, or the page was lost.
    """
    credential = Credential.objects.filter(pk=account, locked=True).first()
    held = account_of(account, by) if credential else None
    if held is None or held.state != "active" or not held.must_change:
        return False
    unit = the_house().unit
    numbers = Mention.objects.filter(unit=unit, thing=account).values_list("number", flat=True)
    acts = Entry.objects.filter(
        unit=unit, number__in=list(numbers), act__in=(ALONE, TOGETHER), verdict="permitted"
    )
    last = acts.order_by("-number").first()
    return last is not None and last.by == by


def is_open(account: str, by: str) -> bool:
    """Whether the journal says that the account may be logged in to, perhaps for the first time."""
    held = account_of(account, by)
    return held is not None and held.state in {"active", "pending"}


def slip_for(credential: Credential, by: str, outcome: Outcome | None) -> Slip | None:
    """Fresh proofs for an account that is unlocked now; its sittings end. None: not yet."""
    if outcome is not None and not is_done(outcome):
        return None
    if not is_open(credential.account, by):
        return None
    sittings.end_all(credential.account, the_house().clock())
    slip = issue(
        credential,
        the_house().door.keyring,
        one_time=the_policy().one_time,
        person=name_of_owner(credential, by),
    )
    credential.save()
    return slip


def name_of_owner(credential: Credential, by: str) -> str:
    """What the owner is called, as `by` asks."""
    with asking(by) as asked:
        found = asked.known.get(Person, credential.person)
    return found.name if found else ""
