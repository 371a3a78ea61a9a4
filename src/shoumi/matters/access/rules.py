"""The laws of accounts that the program itself keeps."""

from __future__ import annotations

from shoumi.acts.confirming import confirmed_wrongly
from shoumi.acts.rule import Rule, declared, refusal
from shoumi.law.breach import Breach, breach
from shoumi.law.clause import Effect
from shoumi.law.figures import Figures
from shoumi.law.words import N_
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
from shoumi.matters.access.facts import AccountFacts, OnAccount, OpeningFacts, TogetherFacts


@refusal("access.base.kinds-exclude", OpenAccount)
def excludes_no_kind(act: OpenAccount, facts: OpeningFacts, figures: Figures) -> Breach | None:
    """An administrator's account goes to who holds that role, and to no other administrator."""
    if act.account_kind == "ordinary":
        return None
    if act.account_kind not in facts.roles:
        return breach(
            N_("Who has an administrator's account is appointed to that role first."),
            missing="person",
            cure="organisation.appoint",
        )
    if facts.excluded.isdisjoint(facts.kinds | facts.roles):
        return None
    return breach(N_("The three administrators exclude one another."), missing="person")


@refusal("access.base.one-account-a-person", OpenAccount)
def has_one_account(act: OpenAccount, facts: OpeningFacts, figures: Figures) -> Breach | None:
    """A person of the unit has one account; an administrator a second one for that role alone."""
    if not facts.person_here:
        return breach(N_("Name a person of this unit who has not left."), missing="person")
    if act.account_kind not in facts.kinds:
        return None
    return breach(N_("The person has such an account already."), missing="person")


@refusal("access.base.not-oneself", OpenAccount, Unlock, UnlockTogether, RenewSlip)
def does_it_for_another(
    act: OpenAccount | Unlock | UnlockTogether | RenewSlip,
    facts: OpeningFacts | AccountFacts,
    figures: Figures,
) -> Breach | None:
    """Nobody opens or unlocks an account of his or her own."""
    if isinstance(act, OpenAccount):
        owner = act.person
    else:
        account = facts.account if isinstance(facts, AccountFacts) else None
        owner = account.person if account else ""
    if owner != facts.by:
        return None
    return breach(N_("Another administrator does this for your own account."), missing="person")


@refusal("access.base.within-clearance", OpenAccount)
def stays_within_clearance(
    act: OpenAccount, facts: OpeningFacts, figures: Figures
) -> Breach | None:
    """The highest level of an account never lies above its owner's clearance."""
    if facts.cleared is not False:
        return None
    return breach(
        N_("The person is not cleared for that level."),
        missing="highest_level",
        supplier="secrecy_office",
        cure="personnel.grant-clearance",
    )


@refusal("access.base.own-account", LogIn, SetPassword, Lock, Resume, LogOut, SetPin, EnterPin)
def is_the_own_account(act: OnAccount, facts: AccountFacts, figures: Figures) -> Breach | None:
    """Only its owner logs in to an account, sets its password, leaves it and comes back."""
    if facts.account is None or facts.account.person == facts.by:
        return None
    return breach(N_("This is the account of another person."), missing="account")


STATES = {
    CloseAccount: ("pending", "active", "locked"),
    LogIn: ("active",),
    SetPassword: ("pending", "active"),
    Unlock: ("locked",),
    Lock: ("active",),
    Resume: ("active",),
    LogOut: ("pending", "active", "locked"),
    SetPin: ("active",),
    EnterPin: ("active",),
    UnlockTogether: ("locked",),
    RenewSlip: ("pending",),
}


@refusal("access.base.account-state", *STATES)
def is_in_a_fit_state(
    act: OnAccount | UnlockTogether, facts: AccountFacts, figures: Figures
) -> Breach | None:
    """Nobody logs in to an account that is pending, locked or closed; only a locked one unlocks."""
    if facts.account is None or facts.account.state in STATES[type(act)]:
        return None
    cure = "access.unlock" if facts.account.state == "locked" else None
    return breach(
        N_("The account is not in a state for this: {state}."),
        missing="account",
        supplier="security_administrator" if cure else None,
        cure=cure,
        state=facts.account.state,
    )


@refusal("access.base.own-method", LogIn, Resume)
def uses_a_method_of_the_account(
    act: LogIn | Resume, facts: AccountFacts, figures: Figures
) -> Breach | None:
    """Who logs in proves it by a method that was set for the account."""
    if facts.account is None or act.method in facts.account.methods:
        return None
    return breach(N_("That method is not set for this account."), missing="method")


@refusal("access.base.identity-checked", Unlock, UnlockTogether, RenewSlip)
def checked_the_identity(
    act: Unlock | UnlockTogether | RenewSlip, facts: AccountFacts, figures: Figures
) -> Breach | None:
    """Who unlocks an account says how the owner's identity was checked."""
    if act.identity_checked.strip() and act.reason.strip():
        return None
    return breach(
        N_("Say how the identity was checked, and why it was locked."), missing="identity_checked"
    )


@refusal("access.base.two-of-three", UnlockTogether)
def are_two_of_three(act: UnlockTogether, facts: TogetherFacts, figures: Figures) -> Breach | None:
    """Two of the three administrators unlock together what only a locked one could unlock."""
    if facts.account is not None and facts.account.account_kind not in figures.codes("kinds"):
        return breach(
            N_("The security administrator unlocks this account."),
            missing="account",
            cure="access.unlock",
        )
    wrong = confirmed_wrongly(facts.confirming)
    if wrong is not None or facts.standing is None:
        return wrong
    if len(facts.roles.intersection(figures.codes("roles"))) >= figures.number("needed"):
        return None
    return breach(
        N_("Two different ones of the three administrators unlock together."),
        missing="second_person",
    )


# Carried out where the proofs are, at the log-in (server.accounts.policy reads their figures):
# no act brings a password to the door, so no function here could weigh it.
AT_THE_LOG_IN: tuple[Rule, ...] = (
    declared("access.password.strength", Effect.REFUSE, "A password is as strong as demanded."),
    declared(
        "access.log-in.one-time-password",
        Effect.REFUSE,
        "Where the clause binds, only one-time passwords open the system.",
    ),
    declared(
        "access.log-in.locked-after-failures",
        Effect.REFUSE,
        "An account locks after so many wrong entries.",
    ),
    declared("access.session.locked-when-idle", Effect.REFUSE, "An idle session locks."),
)

RULES: tuple[Rule, ...] = (
    *AT_THE_LOG_IN,
    excludes_no_kind,
    has_one_account,
    does_it_for_another,
    stays_within_clearance,
    is_the_own_account,
    is_in_a_fit_state,
    uses_a_method_of_the_account,
    checked_the_identity,
    are_two_of_three,
)
