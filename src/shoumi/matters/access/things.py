"""Accounts: who may log in, as what. No secret of logging in is kept here."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from shoumi.acts.confirming import Proposal
from shoumi.acts.fields import AUDIT, DESK, Level, Line, PersonRef, one_of, refers_to
from shoumi.acts.known import Known
from shoumi.acts.thing import Face, Thing, keys

AccountKind = Annotated[
    Literal["ordinary", "system_administrator", "security_administrator", "audit_administrator"],
    one_of("account_kind"),
]
Method = Annotated[
    Literal["password", "smart_card", "fingerprint", "iris", "one_time_password"],
    one_of("log_in_method"),
]
AccountState = Annotated[Literal["pending", "active", "locked", "closed"], one_of("account_state")]
LockCause = Annotated[
    Literal["idle", "wrong_passwords", "wrong_pins", "by_hand"], one_of("lock_cause")
]
LogOutCause = Annotated[
    Literal["by_hand", "time_over", "elsewhere", "other_browser"], one_of("log_out_cause")
]


class Account(Thing, frozen=True, kw_only=True, tag="access.account"):
    """账号: one person, one account; an administrator has a second one for that role alone.

    `must_change`: the next log-in sets a new password first.
    """

    person: PersonRef
    account_kind: AccountKind = "ordinary"
    highest_level: Annotated[Level | None, DESK] = None
    methods: Annotated[tuple[Method, ...], DESK] = ("password",)
    token: Annotated[Line | None, DESK] = None
    password_set_at: Annotated[datetime | None, AUDIT] = None
    last_log_in_at: Annotated[datetime | None, AUDIT] = None
    locked_because: Annotated[LockCause | None, AUDIT] = None
    must_change: bool = True
    state: AccountState = "pending"

    def face(self) -> Face:
        """Listed by its owner; `name` is its kind."""
        return Face(name=self.account_kind, state=self.state, holder=self.person)

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the row names its own
        """The owner; security and system administrators keep it, the auditor reads its changes."""
        own = keys("desk", "person", {self.person}) | keys("audit", "person", {self.person})
        return own | {
            "desk:role:security_administrator",
            "row:role:system_administrator",
            "audit:role:audit_administrator",
        }


AccountRef = Annotated[str, refers_to("access.account")]


class Unlocking(Thing, frozen=True, kw_only=True, tag="access.unlocking"):
    """共同解锁: what one administrator proposed for a locked account, until another joins in."""

    account: AccountRef
    person: PersonRef
    identity_checked: Line
    proposal: Proposal

    def face(self) -> Face:
        """Listed by the owner of the account."""
        return Face(state="done" if self.proposal.stands else "proposed", holder=self.person)

    def audience(self, known: Known) -> frozenset[str]:  # noqa: ARG002 the row names its own
        """The three administrators: two of them are needed."""
        return frozenset(
            {
                "know:role:security_administrator",
                "know:role:system_administrator",
                "know:role:audit_administrator",
            }
        )
