"""Hashes of passwords and PINs, and initial passwords that are used once."""

from __future__ import annotations

import secrets
from functools import cache

from django.contrib.auth.hashers import check_password, make_password

# No 0 O 1 l I: a slip is read by eye. Dashes make the groups, and the third kind of characters.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUP, _GROUPS = 4, 4


def hashed(proof: str) -> str:
    """The salted hash that is kept instead of a proof."""
    return make_password(proof)


def fits(proof: str, kept: str) -> bool:
    """Whether the proof is the one that was kept; as slow where nothing was kept."""
    if kept:
        return check_password(proof, kept)
    check_password(proof, _nobodys())
    return False


@cache
def _nobodys() -> str:
    """A hash that stands where there is none, so that the time tells nothing."""
    return make_password(secrets.token_urlsafe(32))


def initial_password() -> str:
    """A password for a sealed slip: about 79 bits of chance, with letters and digits in it."""
    while True:
        groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
        made = "-".join(groups)
        if any(sign.isdigit() for sign in made) and any(sign.isalpha() for sign in made):
            return made
