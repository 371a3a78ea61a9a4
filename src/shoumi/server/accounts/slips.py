"""Sealed slips: how somebody logs in for the first time, shown once and kept nowhere."""

from __future__ import annotations

import msgspec
import segno

from shoumi.server.accounts.hashing import hashed, initial_password
from shoumi.server.accounts.models import Credential
from shoumi.server.accounts.tokens import address_of, new_token
from shoumi.server.keys.keyring import Keyring


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """What a slip says; `picture` is the square code of a token as SVG."""

    person: str
    name: str
    kind: str
    password: str = ""
    token: str = ""
    picture: str = ""


def issue(credential: Credential, keyring: Keyring, *, one_time: bool, person: str) -> Slip:
    """Give a credential fresh initial proofs and unlock it; the caller saves it."""
    credential.wrong, credential.locked = 0, False
    told = {"person": person, "name": credential.name, "kind": credential.kind}
    if one_time:
        secret = new_token(credential, keyring)
        credential.password, credential.must_change = "", False
        code = segno.make(address_of(secret, credential.name), micro=False)
        return Slip(**told, token=secret, picture=code.svg_inline(scale=3))
    password = initial_password()
    credential.password, credential.must_change = hashed(password), True
    return Slip(**told, password=password)


def entered(credential: Credential, password: str) -> None:
    """Keep a credential whose owner has set this password already, as when a unit is played."""
    credential.password, credential.must_change = hashed(password), False
    credential.save(force_insert=True)
