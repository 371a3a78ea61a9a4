"""电子信息的访问: the matter of accounts."""

from __future__ import annotations

from shoumi.acts.matter import ActKind, Matter
from shoumi.matters.access.acts import (
    CloseAccount,
    EnterPin,
    Lock,
    LogIn,
    LogOut,
    OpenAccount,
    RenewSlip,
    Resume,
    SetPassword,
    SetPin,
    Unlock,
    UnlockTogether,
)
from shoumi.matters.access.facts import account_facts, opening_facts, together_facts
from shoumi.matters.access.following import (
    closed,
    locked,
    logged_in,
    opened,
    set_password,
    told,
    unlocked,
    unlocked_together,
)
from shoumi.matters.access.rules import RULES
from shoumi.matters.access.things import Account, Unlocking
from shoumi.matters.access.tokens import TOKEN_KINDS, TOKEN_RULES, ApiToken

ABOUT = ("account",)

MATTER = Matter(
    slug="access",
    things=(Account, ApiToken, Unlocking),
    acts=(
        ActKind(act=OpenAccount, facts=opening_facts, follows=opened, subjects=("person",)),
        ActKind(act=CloseAccount, facts=account_facts, follows=closed, subjects=ABOUT, final=True),
        ActKind(act=LogIn, facts=account_facts, follows=logged_in, subjects=ABOUT, daily=True),
        ActKind(act=SetPassword, facts=account_facts, follows=set_password, subjects=ABOUT),
        ActKind(act=Unlock, facts=account_facts, follows=unlocked, subjects=ABOUT),
        ActKind(act=RenewSlip, facts=account_facts, follows=told, subjects=ABOUT),
        ActKind(act=Lock, facts=account_facts, follows=locked, subjects=ABOUT),
        ActKind(act=Resume, facts=account_facts, follows=told, subjects=ABOUT),
        ActKind(act=LogOut, facts=account_facts, follows=told, subjects=ABOUT, daily=True),
        ActKind(act=SetPin, facts=account_facts, follows=told, subjects=ABOUT),
        ActKind(act=EnterPin, facts=account_facts, follows=told, subjects=ABOUT),
        ActKind(
            act=UnlockTogether,
            facts=together_facts,
            follows=unlocked_together,
            subjects=ABOUT,
        ),
        *TOKEN_KINDS,
    ),
    rules=(*RULES, *TOKEN_RULES),
)
