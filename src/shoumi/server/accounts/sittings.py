"""Sittings: one log-in at one browser, bound to it, locked when idle, ended in time."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from shoumi.evidence import sm3
from shoumi.matters.access.things import LogOutCause
from shoumi.server.accounts.house import tell
from shoumi.server.accounts.models import Credential, Sitting
from shoumi.server.accounts.policy import Policy

KEY = "sitting"
_AGENT = "shoumi browser"
_SELDOM = 20
"""A sitting notes that it was used at most this often an idle time: rows are dear."""


def begin(request: HttpRequest, credential: Credential, at: datetime) -> int:
    """Begin a sitting under a fresh key; return how many others of the account it ended."""
    request.session.cycle_key()
    rotate_token(request)
    others = 0
    for other in Sitting.objects.filter(credential=credential, ended_at=None):
        others += end(other, at, "elsewhere")
    sitting = Sitting.objects.create(
        id=secrets.token_hex(16),
        credential=credential,
        agent=agent_of(request),
        began_at=at,
        seen_at=at,
    )
    request.session[KEY] = sitting.id
    return others


def standing(request: HttpRequest, policy: Policy, at: datetime) -> Sitting | None:
    """The sitting of a request, if it has not ended and the browser is the one that began it."""
    found = (
        Sitting.objects.select_related("credential")
        .filter(pk=request.session.get(KEY), ended_at=None)
        .first()
    )
    if found is None:
        return None
    cause = _over_because(found, request, policy, at)
    if cause is None:
        return found
    end(found, at, cause)
    return None


def _over_because(
    found: Sitting, request: HttpRequest, policy: Policy, at: datetime
) -> LogOutCause | None:
    if not secrets.compare_digest(found.agent, agent_of(request)):
        return "other_browser"
    if at - found.began_at >= policy.at_most or at < found.began_at:
        return "time_over"
    return None


def is_idle(sitting: Sitting, policy: Policy, at: datetime) -> bool:
    """Whether the sitting was left alone for too long."""
    return sitting.locked_at is None and at - sitting.seen_at >= policy.idle


def seen(sitting: Sitting, policy: Policy, at: datetime) -> None:
    """Note that the sitting is used. Noted seldom, so a lock may come earlier, never later."""
    if at - sitting.seen_at >= policy.idle / _SELDOM:
        Sitting.objects.filter(pk=sitting.pk, locked_at=None).update(seen_at=at)


def lock(sitting: Sitting, at: datetime) -> bool:
    """Lock a sitting; False if it was locked already, perhaps by another window."""
    locked = Sitting.objects.filter(pk=sitting.pk, locked_at=None, ended_at=None)
    return bool(locked.update(locked_at=at))


def resume(request: HttpRequest, sitting: Sitting, at: datetime) -> None:
    """Go on with a locked sitting, under a fresh key. Forms that are open stay good."""
    request.session.cycle_key()
    Sitting.objects.filter(pk=sitting.pk).update(locked_at=None, seen_at=at)


def end(sitting: Sitting, at: datetime, cause: LogOutCause) -> bool:
    """End a sitting for good and record it; False if it had ended already."""
    if not Sitting.objects.filter(pk=sitting.pk, ended_at=None).update(ended_at=at):
        return False
    credential = sitting.credential
    tell("access.log-out", credential.person, account=credential.account, cause=cause)
    return True


def end_all(account: str, at: datetime) -> None:
    """End every sitting of an account that was locked or unlocked, as the journal says already."""
    Sitting.objects.filter(credential=account, ended_at=None).update(ended_at=at)


def left(sitting: Sitting, policy: Policy, at: datetime) -> timedelta:
    """How long until the sitting locks if nobody uses it."""
    return max(sitting.seen_at + policy.idle - at, timedelta())


def agent_of(request: HttpRequest) -> str:
    """A digest of what the browser calls itself."""
    return sm3.digest(_AGENT, request.headers.get("User-Agent", "").encode()).hex()
