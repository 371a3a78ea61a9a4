import pytest

from shoumi.matters.access.acts import (
    CloseAccount,
    EnterPin,
    Lock,
    LogIn,
    LogOut,
    OpenAccount,
    Resume,
    SetPassword,
    SetPin,
    Unlock,
    UnlockTogether,
)
from shoumi.matters.access.matter import MATTER
from shoumi.matters.access.things import Account, Unlocking
from shoumi.matters.personnel.things import Clearance
from tests.matters.house import CAST, LONG_AGO, MONDAY, House, Parameters, later, made

STAFF = CAST | {
    "sysadmin": ("system_administrator",),
    "secadmin": ("security_administrator",),
    "auditor": ("audit_administrator",),
    "second-sysadmin": ("system_administrator",),
}


def a_house() -> House:
    house = House(MATTER, STAFF, tiers=("general",))
    house.settings = Parameters(
        exclusive={"audit_administrator": frozenset({"system_administrator"})}
    )
    return house


def opened(house: House, **more: object) -> Account:
    stated = {"person": "handler"}
    act = OpenAccount(**(stated | more))  # type: ignore[arg-type]
    account: Account = next(made(house.perform(act, "sysadmin")))
    return account


def now(house: House, account: Account) -> Account:
    found = house.known.get(Account, account.id)
    assert found is not None
    return found


def test_an_account_is_active_when_its_owner_has_set_a_password() -> None:
    house = a_house()
    one = opened(house)
    logging_in = LogIn(account=one.id)
    assert set(house.refusals(logging_in, "handler")) == {"access.base.account-state"}
    house.perform(SetPassword(account=one.id), "handler")
    house.perform(logging_in, "handler")
    assert now(house, one).state == "active"
    assert now(house, one).last_log_in_at == MONDAY


@pytest.mark.parametrize("act", [LogIn, SetPassword, Lock, Resume, LogOut, SetPin, EnterPin])
def test_nobody_uses_the_account_of_another(act: type) -> None:
    house = a_house()
    one = opened(house)
    assert "access.base.own-account" in house.refusals(act(account=one.id), "outsider")


def test_wrong_passwords_lock_until_another_person_has_checked_who_it_is() -> None:
    house = a_house()
    one = opened(house)
    house.perform(SetPassword(account=one.id), "handler")
    house.perform(Lock(account=one.id), "handler")
    assert now(house, one).state == "active"
    house.perform(Lock(account=one.id, cause="wrong_passwords"), "handler")
    assert set(house.refusals(LogIn(account=one.id), "handler")) == {"access.base.account-state"}
    blind = Unlock(account=one.id, identity_checked=" ", reason="忘记口令")
    assert set(house.refusals(blind, "secadmin")) == {"access.base.identity-checked"}
    unlock = Unlock(account=one.id, identity_checked="当面核对证件", reason="忘记口令")
    assert set(house.refusals(unlock, "handler")) == {"access.base.not-oneself"}
    house.perform(unlock, "secadmin")
    assert now(house, one).must_change
    assert set(house.refusals(unlock, "secadmin")) == {"access.base.account-state"}


def test_a_person_has_one_account_of_a_kind_until_it_is_closed() -> None:
    house = a_house()
    one = opened(house)
    second = OpenAccount(person="handler")
    assert set(house.refusals(second, "sysadmin")) == {"access.base.one-account-a-person"}
    house.perform(CloseAccount(account=one.id, reason="调离"), "sysadmin")
    assert house.refusals(second, "sysadmin") == {}
    assert set(house.refusals(OpenAccount(person="sysadmin"), "sysadmin")) == {
        "access.base.not-oneself"
    }


def test_an_administrators_account_goes_to_who_holds_that_role_alone() -> None:
    house = a_house()
    kind = OpenAccount(person="handler", account_kind="audit_administrator")
    assert set(house.refusals(kind, "secadmin")) == {"access.base.kinds-exclude"}
    house.appoint("handler", "audit_administrator")
    assert house.refusals(kind, "secadmin") == {}
    house.appoint("handler", "system_administrator")
    assert set(house.refusals(kind, "secadmin")) == {"access.base.kinds-exclude"}


def test_no_account_reaches_above_the_clearance_of_its_owner() -> None:
    house = a_house()
    high = OpenAccount(person="handler", highest_level="confidential")
    assert set(house.refusals(high, "sysadmin")) == {"access.base.within-clearance"}
    house.known.keep(Clearance(id="K", person="handler", tier="general", since=LONG_AGO))
    assert house.refusals(high, "sysadmin") == {}
    higher = OpenAccount(person="handler", highest_level="secret")
    assert set(house.refusals(higher, "sysadmin")) == {"access.base.within-clearance"}


def test_only_a_method_that_was_set_lets_its_owner_in() -> None:
    house = a_house()
    one = opened(house)
    house.perform(SetPassword(account=one.id), "handler")
    card = LogIn(account=one.id, method="smart_card")
    assert set(house.refusals(card, "handler")) == {"access.base.own-method"}


def test_no_act_on_an_account_has_room_for_a_secret() -> None:
    fields = {name for kind in MATTER.acts for name in kind.act.__struct_fields__}
    assert not [name for name in fields if "proof" in name or name in {"password", "again"}]


def test_owner_and_administrators_see_an_account_and_nobody_else() -> None:
    house = a_house()
    seen = opened(house).audience(house.known)
    assert {key.partition(":")[2] for key in seen} == {
        "person:handler",
        "role:security_administrator",
        "role:system_administrator",
        "role:audit_administrator",
    }


TWO_OF_THREE = {
    "access.base.two-of-three": {
        "kinds": ["security_administrator"],
        "roles": ["system_administrator", "security_administrator", "audit_administrator"],
        "needed": 2,
    }
}


def a_locked_guardian(house: House) -> UnlockTogether:
    account = opened(house, person="secadmin", account_kind="security_administrator")
    house.perform(SetPassword(account=account.id), "secadmin")
    house.perform(Lock(account=account.id, cause="wrong_passwords"), "secadmin")
    return UnlockTogether(account=account.id, identity_checked="当面核对证件", reason="连续输错")


def test_two_administrators_unlock_the_third_together() -> None:
    house = a_house()
    together = a_locked_guardian(house)
    (proposal,) = made(house.perform(together, "sysadmin", figures=TWO_OF_THREE))
    account = house.known.get(Account, together.account)
    assert account is not None
    assert account.state == "locked"
    house.perform(together, "auditor", figures=TWO_OF_THREE)
    assert (now(house, account).state, now(house, account).must_change) == ("active", True)
    kept = house.known.get(Unlocking, proposal.id)
    assert kept is not None
    assert kept.proposal.confirmed_by == "auditor"


@pytest.mark.parametrize("second", ["sysadmin", "second-sysadmin"])
def test_neither_the_same_person_nor_the_same_role_counts_twice(second: str) -> None:
    house = a_house()
    together = a_locked_guardian(house)
    house.perform(together, "sysadmin", figures=TWO_OF_THREE)
    refused = house.refusals(together, second, figures=TWO_OF_THREE)
    assert set(refused) == {"access.base.two-of-three"}


def test_nobody_joins_in_unlocking_the_own_account() -> None:
    house = a_house()
    together = a_locked_guardian(house)
    house.perform(together, "sysadmin", figures=TWO_OF_THREE)
    refused = house.refusals(together, "secadmin", figures=TWO_OF_THREE)
    assert set(refused) == {"access.base.not-oneself"}


def test_a_proposal_of_yesterday_unlocks_nothing() -> None:
    house = a_house()
    together = a_locked_guardian(house)
    house.perform(together, "sysadmin", figures=TWO_OF_THREE)
    house.perform(together, "auditor", later(days=1), figures=TWO_OF_THREE)
    account = house.known.get(Account, together.account)
    assert account is not None
    assert account.state == "locked"


def test_an_ordinary_account_is_not_unlocked_by_two() -> None:
    house = a_house()
    one = opened(house)
    house.perform(SetPassword(account=one.id), "handler")
    house.perform(Lock(account=one.id, cause="wrong_passwords"), "handler")
    together = UnlockTogether(account=one.id, identity_checked="当面", reason="忘记口令")
    refused = house.refusals(together, "sysadmin", figures=TWO_OF_THREE)
    assert set(refused) == {"access.base.two-of-three"}


def test_wrong_pins_lock_no_account() -> None:
    house = a_house()
    one = opened(house)
    house.perform(SetPassword(account=one.id), "handler")
    house.perform(Lock(account=one.id, cause="wrong_pins"), "handler")
    assert now(house, one).state == "active"
