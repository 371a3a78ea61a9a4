"""Which pages an administrator's account opens; everything else is for ordinary accounts."""

from __future__ import annotations

from typing import Final

_OF_ALL: Final = (
    "/accounts/",
    "/act/access.",
    "/act/training.acknowledge/",
    "/inbox/",
    "/language/",
    "/law/",
    "/seek/access.",
    "/seek/organisation.",
    "/sheet/",
)
ROOMS: Final = {
    "system_administrator": _OF_ALL,
    "security_administrator": (*_OF_ALL, "/act/law."),
    "audit_administrator": (*_OF_ALL, "/journal/"),
}
"""How addresses begin. No room of an administrator holds a secret."""


def may_enter(kind: str, path: str) -> bool:
    """Whether an account of that kind opens the page at `path`."""
    rooms = ROOMS.get(kind)
    return rooms is None or path == "/" or path.startswith(rooms)
