"""What the cover of an idle page must know on every page behind the log-in."""

from __future__ import annotations

from django.http import HttpRequest

from shoumi.server.accounts.house import the_policy


def idle(request: HttpRequest) -> dict[str, object]:
    """After how many seconds a page covers itself; nothing for who has not logged in."""
    if getattr(request, "sitting", None) is None:
        return {}
    return {"idle_seconds": int(the_policy().idle.total_seconds())}
