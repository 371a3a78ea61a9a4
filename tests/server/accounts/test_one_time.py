"""Where top secret information is handled, only one-time passwords open the system, each once."""

import base64

import pytest
from django.test import Client
from django_otp.oath import TOTP  # type: ignore[import-untyped]

from shoumi.server.accounts.models import Credential
from tests.server.accounts.units import Installation, entries, log_in


def code_of(installation: Installation, name: str) -> str:
    token = TOTP(base64.b32decode(installation.slips[name].token))
    token.time = installation.clock.now.timestamp()
    return f"{token.token():06d}"


def test_a_code_opens_once(top_secret: Installation) -> None:
    code = code_of(top_secret, "li")
    assert log_in(Client(), "li", code).status_code == 302
    assert log_in(Client(), "li", code).status_code == 403
    top_secret.clock.wait(seconds=30)
    assert log_in(Client(), "li", code_of(top_secret, "li")).status_code == 302


def test_a_first_code_sets_the_account_going(top_secret: Installation) -> None:
    before = len(entries("act"))
    log_in(Client(), "li", code_of(top_secret, "li"))
    acts = [act for (act,) in entries("act")[before:]]
    assert acts == ["access.set-password", "access.log-in"]


@pytest.mark.parametrize("code", ["", "abcdef", "１２３４５６", "-00001", "9" * 40])
def test_what_is_no_code_opens_nothing(top_secret: Installation, code: str) -> None:
    assert log_in(Client(), "li", code).status_code == 403


def test_a_code_of_another_person_opens_nothing(top_secret: Installation) -> None:
    assert log_in(Client(), "li", code_of(top_secret, "wang")).status_code == 403


def test_four_wrong_codes_lock(top_secret: Installation) -> None:
    for _ in range(4):
        log_in(Client(), "li", "abcdef")
    assert log_in(Client(), "li", code_of(top_secret, "li")).status_code == 403
    assert Credential.objects.get(name="li").locked


def test_the_secret_of_a_token_is_sealed(top_secret: Installation) -> None:
    secret = base64.b32decode(top_secret.slips["li"].token)
    kept = Credential.objects.get(name="li")
    assert secret not in bytes(kept.one_time or b"")
    assert secret.hex().encode() not in bytes(kept.one_time or b"")
    assert not kept.password
