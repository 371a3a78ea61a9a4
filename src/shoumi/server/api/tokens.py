"""Tokens: made for their owner by an act, shown once, and looked up at every request."""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import date

import msgspec

from shoumi.evidence import sm3
from shoumi.matters.access.things import Account
from shoumi.matters.access.tokens import ApiToken
from shoumi.server.pages.desk import Desk
from shoumi.server.pages.house import PagesHouse
from shoumi.server.perform import Outcome

_DOMAIN = "shoumi:api-token:1"
_WRITTEN = re.compile(r"shoumi_(?P<number>[0-9a-f]{16})_(?P<secret>[A-Za-z0-9_-]{43})")


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """What came of asking for a token; `text` is shown once and kept nowhere, "" if refused."""

    outcome: Outcome
    text: str


def issue(
    house: PagesHouse,
    by: str,
    *,
    acts: tuple[str, ...],
    kinds: tuple[str, ...],
    until: date,
    purpose: str | None = None,
) -> Issued:
    """Let a program act in the name of `by`, who asks for it."""
    number, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    payload = {
        "do": "access.issue-token",
        "number": number,
        "digest": digest_of(secret),
        "acts": list(acts),
        "kinds": list(kinds),
        "until": until.isoformat(),
        "purpose": purpose,
    }
    outcome = house.door.do(payload, by)
    return Issued(outcome=outcome, text=f"shoumi_{number}_{secret}" if outcome.made else "")


def digest_of(secret: str) -> str:
    """What is kept of a secret: it has 256 bits, so that nobody guesses it from this."""
    return sm3.digest(_DOMAIN, secret.encode()).hex()


def shown(desk: Desk, written: str) -> ApiToken | None:
    """The token that a request shows, if it stands today and its owner may still log in."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return None
    kept = next(iter(desk.known.find(ApiToken, number=found["number"])), None)
    expected = kept.digest if kept else digest_of("")
    fits = hmac.compare_digest(digest_of(found["secret"]), expected)
    if kept is None or not fits or kept.revoked_at is not None:
        return None
    if desk.asking.on > kept.until or not _may_log_in(desk, kept.person):
        return None
    return kept


def _may_log_in(desk: Desk, person: str) -> bool:
    """Whoever has left has no access; where accounts are kept, one of them is open."""
    if not desk.asking.people.exists(person):
        return False
    accounts = desk.known.find(Account, holder=person)
    return not accounts or any(one.state == "active" for one in accounts)
