"""Checking a proof.

Unknown, wrong and locked are told apart by nobody outside: one answer, one way through the code,
one entry in the journal.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum

import msgspec
from django.db import transaction

from shoumi.server.accounts.hashing import fits, hashed
from shoumi.server.accounts.house import UNPROVEN, account_of, is_done, tell, the_house
from shoumi.server.accounts.models import Credential
from shoumi.server.accounts.policy import Policy
from shoumi.server.accounts.tokens import step_of

NO_ACCOUNT = "-"
_NOBODY = "-" * 64


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody offers: a name with a password or a code."""

    name: str
    secret: str


def prove(proof: Proof, policy: Policy, at: datetime) -> Credential | None:
    """The credential that the proof opens, or None; what was wrong is in the journal.

    A fourth wrong entry locks the account, and a right one does not open what is locked.
    """
    credential = Credential.objects.filter(name=proof.name.strip().casefold()).first()
    # The slow part stands outside the transaction: nobody waits for a hash.
    right_password = fits(proof.secret, credential.password if credential else "")
    if credential is None:
        # A row of nobody is written, as the row of somebody would be: the time tells nothing.
        with transaction.atomic():
            Credential.objects.update_or_create(pk=NO_ACCOUNT, defaults={"name": _NOBODY})
        _told_as_wrong(None)
        return None
    opened = _counted(credential, proof, policy, at, right_password=right_password)
    if opened is None:
        _told_as_wrong(credential.account)
    return opened


def _counted(
    found: Credential, proof: Proof, policy: Policy, at: datetime, *, right_password: bool
) -> Credential | None:
    """Judge and count in one transaction, so that no two attempts count as one."""
    with transaction.atomic():
        credential = Credential.objects.select_for_update().get(pk=found.pk)
        # A password that was changed meanwhile was not the one that was checked.
        right = right_password and credential.password == found.password
        if policy.one_time:
            step = step_of(credential, proof.secret, the_house().door.keyring, at)
            right, credential.spent = step is not None, step or credential.spent
        opens = right and not credential.locked
        credential.wrong = 0 if opens else credential.wrong + 1
        credential.locked = credential.locked or credential.wrong > policy.wrong_allowed
        credential.save(update_fields=["wrong", "locked", "spent"])
    return credential if opens else None


def _told_as_wrong(account: str | None) -> None:
    """Record a wrong entry, without saying whose; or the lock, which its owner is told of."""
    credential = Credential.objects.get(pk=account or NO_ACCOUNT)
    held = account_of(credential.account, credential.person or UNPROVEN)
    if credential.locked and held is not None and held.state == "active":
        told = {"account": credential.account, "cause": "wrong_passwords"}
        tell("access.lock", credential.person, **told)
    else:
        tell("access.log-in", UNPROVEN, account=credential.account)


class PinAnswer(Enum):
    """What a signing PIN was."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"
    NOT_SET = "not_set"


def check_pin(person: str, pin: str, policy: Policy) -> PinAnswer:
    """Whether that is the person's signing PIN; wrong ones are counted apart from log-ins.

    Wrong entries and the lock are in the journal; a right one is told by the act it signs.
    """
    held = Credential.objects.filter(person=person)
    found = min(held, key=lambda one: one.kind != "ordinary", default=None)
    right = fits(pin, found.pin if found else "")
    if found is None or not found.pin:
        return PinAnswer.NOT_SET
    answer = _counted_pin(found, policy, right=right)
    if answer is not PinAnswer.RIGHT:
        _told_as_wrong_pin(found, locks=answer is PinAnswer.LOCKED and not found.pin_locked)
    return answer


def _counted_pin(found: Credential, policy: Policy, *, right: bool) -> PinAnswer:
    with transaction.atomic():
        credential = Credential.objects.select_for_update().get(pk=found.pk)
        if credential.pin_locked:
            return PinAnswer.LOCKED
        right = right and credential.pin == found.pin
        credential.pin_wrong = 0 if right else credential.pin_wrong + 1
        credential.pin_locked = credential.pin_wrong > policy.wrong_allowed
        credential.save(update_fields=["pin_wrong", "pin_locked"])
    if right:
        return PinAnswer.RIGHT
    return PinAnswer.LOCKED if credential.pin_locked else PinAnswer.WRONG


def _told_as_wrong_pin(credential: Credential, *, locks: bool) -> None:
    """Record a wrong PIN, tried by nobody knows whom; or the lock, which is its owner's."""
    if locks:
        told = {"account": credential.account, "cause": "wrong_pins"}
        tell("access.lock", credential.person, **told)
    else:
        tell("access.enter-pin", UNPROVEN, account=credential.account)


def set_pin(credential: Credential, pin: str) -> bool:
    """Keep a new signing PIN and record that it was set; who sets it has just proved himself."""
    if not is_done(tell("access.set-pin", credential.person, account=credential.account)):
        return False
    credential.pin, credential.pin_wrong, credential.pin_locked = hashed(pin), 0, False
    credential.save(update_fields=["pin", "pin_wrong", "pin_locked"])
    return True


def set_password(credential: Credential, password: str) -> bool:
    """Keep a new password and record that it was set; nothing is kept if the law refuses."""
    outcome = tell("access.set-password", credential.person, account=credential.account)
    if not is_done(outcome):
        return False
    credential.password, credential.must_change, credential.wrong = hashed(password), False, 0
    credential.save(update_fields=["password", "must_change", "wrong"])
    return True
