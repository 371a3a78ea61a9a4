"""Which pages an administrator's account opens; everything else is for ordinary accounts."""

from __future__ import annotations

from typing import Final

_OPEN_TO_ALL: Final = frozenset({"", "accounts", "today", "static", "jsi18n", "i18n"})
ROOMS: Final = {
    "system_administrator": _OPEN_TO_ALL,
    "security_administrator": _OPEN_TO_ALL | {"law", "regulations"},
    "audit_administrator": _OPEN_TO_ALL | {"journal"},
}
"""First parts of addresses. No room of an administrator holds a secret."""


def may_enter(kind: str, path: str) -> bool:
    """Whether an account of that kind opens the page at `path`."""
    rooms = ROOMS.get(kind)
    return rooms is None or path.strip("/").split("/", maxsplit=1)[0] in rooms
