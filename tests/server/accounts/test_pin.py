"""The signing PIN: for signing at another's desk, with a lock of its own."""

import pytest
from django.test import Client

from shoumi.matters.access.tokens import ApiToken
from shoumi.server.accounts.house import asking, the_policy
from shoumi.server.accounts.models import Credential
from shoumi.server.accounts.proving import PinAnswer, check_pin
from tests.server.accounts.units import NEW, Installation, arrived, entries

PIN = "271828"


@pytest.fixture
def owner(installation: Installation) -> Client:
    client = arrived(Client(), installation, "li")
    assert client.post("/accounts/pin/", {"pin": PIN, "old": NEW}).status_code == 200
    return client


def checked(pin: str) -> PinAnswer:
    return check_pin(Credential.objects.get(name="li").person, pin, the_policy())


def test_a_pin_signs_and_never_logs_in(owner: Client) -> None:
    assert checked(PIN) is PinAnswer.RIGHT
    answer = Client().post("/accounts/log-in/", {"name": "li", "secret": PIN})
    assert answer.status_code == 403


def test_the_fourth_wrong_pin_locks_the_pin_alone(owner: Client) -> None:
    assert [checked("000000") for _ in range(3)] == [PinAnswer.WRONG] * 3
    assert checked("000000") is PinAnswer.LOCKED
    assert checked(PIN) is PinAnswer.LOCKED
    assert not Credential.objects.get(name="li").locked
    owner.post("/accounts/pin/", {"pin": "314159", "old": NEW})
    assert checked("314159") is PinAnswer.RIGHT


def test_a_right_pin_forgets_the_wrong_ones(owner: Client) -> None:
    for _ in range(3):
        checked("000000")
    assert checked(PIN) is PinAnswer.RIGHT
    assert checked("000000") is PinAnswer.WRONG


@pytest.mark.parametrize("pin", ["12345", "abcdef", "111111", "123456", "１２３４５６", ""])
def test_an_unfit_pin_is_refused(owner: Client, pin: str) -> None:
    assert owner.post("/accounts/pin/", {"pin": pin, "old": NEW}).status_code == 422
    assert checked(PIN) is PinAnswer.RIGHT


def test_nobody_sets_a_pin_without_the_password(owner: Client) -> None:
    assert owner.post("/accounts/pin/", {"pin": "314159", "old": "no"}).status_code == 422


def test_who_has_no_pin_cannot_sign_with_one(installation: Installation) -> None:
    assert checked(PIN) is PinAnswer.NOT_SET
    assert check_pin("nobody", PIN, the_policy()) is PinAnswer.NOT_SET


def told_after(number: int) -> list[tuple[str, str]]:
    """Who is told to have done what since, beside logging in."""
    person = Credential.objects.get(name="li").person
    told = entries('"by"', "act", "body")[number:]
    for _, _, body in told:
        assert PIN not in body
    return [("owner" if by == person else by, act) for by, act, _ in told]


def test_what_happens_to_a_pin_is_in_the_journal_and_the_pin_is_not(owner: Client) -> None:
    before = len(entries("act"))
    for _ in range(5):
        checked("000000")
    owner.post("/accounts/pin/", {"pin": "314159", "old": NEW})
    checked("314159")
    wrong = ("unproven", "access.enter-pin")
    assert told_after(before) == [
        *[wrong] * 3,
        ("owner", "access.lock"),
        wrong,
        ("owner", "access.set-pin"),
    ]


def test_a_final_act_is_signed_on_its_page_with_the_own_pin(
    installation: Installation, owner: Client
) -> None:
    number, digest = "T1", "ab"
    told = {"number": number, "digest": digest, "acts.0": "carriers.copy", "until": "2026-04-02"}
    made = owner.post("/act/access.issue-token/", told)
    assert made.status_code == 302, made.content.decode()
    with asking(Credential.objects.get(name="li").person) as asked:
        (token,) = asked.known.find(ApiToken, number=number)
    revoking = {"token__id": token.id, "token": number}
    for pin in ("", "000000"):
        answer = owner.post("/act/access.revoke-token/", {**revoking, "pin": pin})
        assert answer.status_code == 422
    assert owner.post("/act/access.revoke-token/", {**revoking, "pin": PIN}).status_code == 302
    assert entries("act", "verdict")[-1] == ("access.revoke-token", "permitted")
