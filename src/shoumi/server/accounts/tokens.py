"""One-time passwords by time (RFC 6238), each used once; no network and no telephone."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime
from urllib.parse import quote

from django_otp.oath import TOTP  # type: ignore[import-untyped]

from shoumi.evidence.sealed import open_text, seal_text
from shoumi.server.accounts.models import Credential
from shoumi.server.keys.keyring import Keyring

_SECRET_BYTES = 20
_NEIGHBOURS = 1
"""Codes of the step before and after are taken, as the standard proposes for slow clocks."""


def new_token(credential: Credential, keyring: Keyring) -> str:
    """Give a credential a secret of its own; return it as tokens are told it (base32)."""
    secret = secrets.token_bytes(_SECRET_BYTES)
    token, sealed = seal_text(keyring.texts, secret.hex(), secrets.token_bytes)
    credential.token, credential.one_time = token["$sealed"], sealed
    credential.spent = 0
    return base64.b32encode(secret).decode("ascii")


def address_of(secret: str, name: str) -> str:
    """What a token's program reads from the square code of a slip."""
    return f"otpauth://totp/{quote(f'Shoumi:{name}')}?secret={secret}&issuer=Shoumi"


def step_of(credential: Credential, code: str, keyring: Keyring, at: datetime) -> int | None:
    """The time step whose code this is; None for a wrong code or one that was used."""
    if credential.one_time is None or not (code.isascii() and code.isdigit()):
        return None
    secret = open_text(keyring.texts, {"$sealed": credential.token}, bytes(credential.one_time))
    token = TOTP(bytes.fromhex(secret))
    token.time = at.timestamp()
    fitting = token.verify(int(code), tolerance=_NEIGHBOURS, min_t=credential.spent + 1)
    return int(token.t()) if fitting else None
