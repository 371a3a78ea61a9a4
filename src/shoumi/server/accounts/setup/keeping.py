"""Keeps a draft between the steps: in the session of the one browser, sealed."""

from __future__ import annotations

import secrets

import msgspec
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from shoumi.evidence.sealed import key_for, open_text, seal_text
from shoumi.server.accounts.setup.draft import Draft
from shoumi.server.keys.keyring import master_in

_KEY = "set-up"


def kept(session: SessionBase) -> Draft:
    """The draft as far as it was entered."""
    found = session.get(_KEY)
    if found is None:
        return Draft()
    text = open_text(_key(), found["token"], bytes.fromhex(found["sealed"]))
    return msgspec.json.decode(text, type=Draft)


def keep(session: SessionBase, draft: Draft) -> None:
    """Keep the draft for the next step."""
    text = msgspec.json.encode(draft).decode()
    token, sealed = seal_text(_key(), text, secrets.token_bytes)
    session[_KEY] = {"token": token, "sealed": sealed.hex()}


def drop(session: SessionBase) -> None:
    """The unit is founded: nothing is left of the draft."""
    session.pop(_KEY, None)


def _key() -> bytes:
    return key_for("set-up-draft", master_in(settings.SHOUMI_HOME))
