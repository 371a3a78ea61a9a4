"""What every page behind the log-in must know: when it covers itself, where one may go."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest

from shoumi.server.accounts.policy import Policy
from shoumi.server.accounts.rooms import may_enter


def sitting(request: HttpRequest) -> dict[str, object]:
    """After how many seconds a page covers itself, and which addresses the account may enter.

    The middleware has read it: a page may hold the database at one moment while it is written.
    """
    policy: Policy | None = getattr(request, "policy", None)
    if policy is None:
        return {}
    kind: str = getattr(request, "account_kind", None) or "ordinary"
    seconds = int(policy.idle.total_seconds())
    return {"idle_seconds": seconds, "may_enter": partial(may_enter, kind)}
