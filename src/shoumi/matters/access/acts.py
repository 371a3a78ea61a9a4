"""What happens to accounts. Proofs and passwords are never part of an act."""

from __future__ import annotations

from shoumi.acts.act import Act
from shoumi.acts.fields import Level, Line, PersonRef, SealedText
from shoumi.matters.access.things import AccountKind, AccountRef, LockCause, LogOutCause, Method


class OpenAccount(Act, frozen=True, kw_only=True, tag="access.open-account"):
    """开通账号: pending until its owner has set the first password."""

    person: PersonRef
    account_kind: AccountKind = "ordinary"
    highest_level: Level | None = None
    methods: tuple[Method, ...] = ("password",)
    token: Line | None = None


class CloseAccount(Act, frozen=True, kw_only=True, tag="access.close-account"):
    """停用注销账号: for good; the entries of its owner stay."""

    account: AccountRef
    reason: SealedText


class LogIn(Act, frozen=True, kw_only=True, tag="access.log-in"):
    """登录: the proof was checked where the proofs are kept."""

    account: AccountRef
    method: Method = "password"


class SetPassword(Act, frozen=True, kw_only=True, tag="access.set-password"):
    """设置口令: that it was set, and when."""

    account: AccountRef


class Unlock(Act, frozen=True, kw_only=True, tag="access.unlock"):
    """解锁账号: its owner has to set a new password."""

    account: AccountRef
    identity_checked: Line
    reason: SealedText


class RenewSlip(Act, frozen=True, kw_only=True, tag="access.renew-slip"):
    """补发口令条: for an account not logged in to yet; the slip before opens nothing."""

    account: AccountRef
    identity_checked: Line
    reason: SealedText


class Lock(Act, frozen=True, kw_only=True, tag="access.lock"):
    """锁定: the own session, or the account after wrong passwords."""

    account: AccountRef
    cause: LockCause = "by_hand"


class Resume(Act, frozen=True, kw_only=True, tag="access.resume"):
    """解锁继续: the owner has proved to be back at a locked session."""

    account: AccountRef
    method: Method = "password"


class LogOut(Act, frozen=True, kw_only=True, tag="access.log-out"):
    """退出登录: a session ended, by its owner's hand or by itself."""

    account: AccountRef
    cause: LogOutCause = "by_hand"


class SetPin(Act, frozen=True, kw_only=True, tag="access.set-pin"):
    """设置签署码: that it was set, and when."""

    account: AccountRef


class EnterPin(Act, frozen=True, kw_only=True, tag="access.enter-pin"):
    """输入签署码: a wrong one, tried by nobody knows whom; a right one is told by what it signs."""

    account: AccountRef


class UnlockTogether(Act, frozen=True, kw_only=True, tag="access.unlock-together"):
    """共同解锁: two of the three administrators, where nobody else may unlock the account.

    The first one's act is a proposal; the second one's, on the same day, unlocks.
    """

    account: AccountRef
    identity_checked: Line
    reason: SealedText
