"""The signature by PIN under a final act."""

from __future__ import annotations

from shoumi.law.words import N_, Message
from shoumi.server.accounts.house import the_policy
from shoumi.server.accounts.proving import PinAnswer, check_pin


def proven(person: str, pin: str) -> Message | None:
    """What is wrong with the signature of a final act; None if it is the person's own."""
    if not pin:
        return Message(N_("This is final. Type your signing PIN."))
    answer = check_pin(person, pin, the_policy())
    return WRONG.get(answer)


WRONG = {
    PinAnswer.WRONG: Message(N_("This is not your signing PIN.")),
    PinAnswer.LOCKED: Message(
        N_("Your signing PIN is locked after wrong entries; set a new one on the page of your PIN.")
    ),
    PinAnswer.NOT_SET: Message(N_("You have no signing PIN yet; set one on the page of your PIN.")),
}
