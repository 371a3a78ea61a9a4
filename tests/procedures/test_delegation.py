from __future__ import annotations

from datetime import date

import msgspec

from shoumi.procedures.delegation import Delegation, delegate
from tests.procedures.cast import refused

GIVEN = Delegation(
    role="leader_in_charge",
    acts=("carriers.copy",),
    principal="leader",
    delegate="second",
    since=date(2026, 3, 2),
    until=date(2026, 3, 6),
    reason="出差",
)


def asked_for(given: Delegation, *held: str, personal: tuple[str, ...] = ()) -> object:
    return delegate(given, held=held, personal=personal)


def test_a_holder_lets_another_sign_for_some_days() -> None:
    assert asked_for(GIVEN, "leader_in_charge") == GIVEN


def test_a_personal_role_is_not_delegated() -> None:
    answer = asked_for(GIVEN, "leader_in_charge", personal=("leader_in_charge",))
    assert "personal" in refused(answer)


def test_nobody_delegates_what_he_holds_only_by_delegation() -> None:
    assert "himself" in refused(asked_for(GIVEN, "department_head"))


def test_a_delegation_names_another_a_reason_and_days_in_order() -> None:
    for changed, words in (
        ({"delegate": "leader"}, "another person"),
        ({"until": date(2026, 3, 1)}, "before it begins"),
        ({"reason": ""}, "why"),
    ):
        given = msgspec.structs.replace(GIVEN, **changed)
        assert words in refused(asked_for(given, "leader_in_charge"))


def test_a_delegation_holds_on_its_days_for_its_role_and_acts() -> None:
    role = ("leader_in_charge", "principal")
    assert GIVEN.covers("carriers.copy", role, date(2026, 3, 2))
    assert GIVEN.covers("carriers.copy", role, date(2026, 3, 6))
    assert not GIVEN.covers("carriers.copy", role, date(2026, 3, 1))
    assert not GIVEN.covers("carriers.copy", role, date(2026, 3, 7))
    assert not GIVEN.covers("carriers.destroy", role, date(2026, 3, 2))
    assert not GIVEN.covers("carriers.copy", ("principal",), date(2026, 3, 2))
    for_all = msgspec.structs.replace(GIVEN, acts=())
    assert for_all.covers("carriers.destroy", role, date(2026, 3, 2))


def test_a_delegation_is_written_with_from_and_to() -> None:
    written = msgspec.json.decode(msgspec.json.encode(GIVEN))
    assert (written["from"], written["to"]) == ("2026-03-02", "2026-03-06")
