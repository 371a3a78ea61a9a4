"""The signature by PIN, as the accounts check it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from shoumi.law.words import Message, N_


def proven(person: str, pin: str) -> Message | None:
    """What is wrong with the signature of a final act; None if it is the person's own.

    `SHOUMI_SIGNATURE` names the accounts' function of person and PIN; without one nobody signs.
    """
    if not pin:
        return Message(N_("This is final. Type your signing PIN."))
    checks: Callable[[str, str], bool] = import_string(settings.SHOUMI_SIGNATURE)
    if checks(person, pin):
        return None
    return Message(N_("This is not your signing PIN."))
