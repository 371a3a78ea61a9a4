"""A unit to log in to, and what its people do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connections
from django.test import Client

from shoumi.server.accounts.setup.draft import Draft, Entrant
from shoumi.server.accounts.slips import Slip

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

OFFICE, MAIN = "保密办", "一处"
NEW = "shoumi2024"


class QuickHasher(PBKDF2PasswordHasher):
    """Hashing that costs a test nothing."""

    iterations = 1


class Installation(msgspec.Struct, frozen=True):
    """A founded unit: the slips by log-in name, and its clock."""

    slips: Mapping[str, Slip]
    clock: Any


def a_draft(**told: object) -> Draft:
    """A unit that is ready to be founded."""
    people = (
        ("张主任", "zhang", OFFICE, "core"),
        ("王保密", "wang", OFFICE, "core"),
        ("陈首长", "chen", MAIN, "core"),
        ("李经办", "li", MAIN, "general"),
        ("钱工", "qian", OFFICE, ""),
        ("沈工", "shen", OFFICE, ""),
        ("吴工", "wu", OFFICE, ""),
    )
    names = ("name", "log_in", "department", "tier")
    whole = Draft(
        level="secret",
        name="某市某局",
        departments=(OFFICE, MAIN),
        people=tuple(Entrant(**dict(zip(names, one, strict=True))) for one in people),
        roles={
            "principal": "chen",
            "secrecy_office": "zhang",
            "secrecy_officer": "wang",
            "system_administrator": "qian",
            "security_administrator": "shen",
            "audit_administrator": "wu",
        },
        regulations=("jm-carriers",),
        paper="局发〔2026〕1号",
    )
    return msgspec.structs.replace(whole, **told)


def log_in(client: Client, name: str, secret: str) -> Answer:
    return client.post("/accounts/log-in/", {"name": name, "secret": secret})


def set_password(client: Client, old: str, new: str = NEW) -> Answer:
    told = {"old": old, "new": new, "again": new}
    return client.post("/accounts/password/", told)


def arrived(client: Client, installation: Installation, name: str) -> Client:
    """Somebody who has used the slip and set a password."""
    slip = installation.slips[name]
    assert log_in(client, name, slip.password).status_code == 302
    answer = set_password(client, slip.password)
    assert answer.status_code == 302, answer.content.decode()
    return client


def entries(*columns: str) -> list[tuple[Any, ...]]:
    with connections["default"].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM entry ORDER BY number")  # noqa: S608
        return list(cursor.fetchall())
