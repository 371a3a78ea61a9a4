"""电子信息的访问: the matter of accounts."""

from __future__ import annotations

from shoumi.acts.matter import ActKind, Matter
from shoumi.matters.access.acts import (
    CloseAccount,
    Lock,
    LogIn,
    OpenAccount,
    Resume,
    SetPassword,
    Unlock,
)
from shoumi.matters.access.facts import account_facts, opening_facts
from shoumi.matters.access.following import (
    closed,
    locked,
    logged_in,
    opened,
    resumed,
    set_password,
    unlocked,
)
from shoumi.matters.access.rules import RULES
from shoumi.matters.access.things import Account
from shoumi.matters.access.tokens import TOKEN_KINDS, TOKEN_RULES, ApiToken

ABOUT = ("account",)

MATTER = Matter(
    slug="access",
    things=(Account, ApiToken),
    acts=(
        ActKind(act=OpenAccount, facts=opening_facts, follows=opened, subjects=("person",)),
        ActKind(act=CloseAccount, facts=account_facts, follows=closed, subjects=ABOUT, final=True),
        ActKind(act=LogIn, facts=account_facts, follows=logged_in, subjects=ABOUT, daily=True),
        ActKind(act=SetPassword, facts=account_facts, follows=set_password, subjects=ABOUT),
        ActKind(act=Unlock, facts=account_facts, follows=unlocked, subjects=ABOUT),
        ActKind(act=Lock, facts=account_facts, follows=locked, subjects=ABOUT),
        ActKind(act=Resume, facts=account_facts, follows=resumed, subjects=ABOUT),
        *TOKEN_KINDS,
    ),
    rules=(*RULES, *TOKEN_RULES),
)
