from __future__ import annotations

from datetime import date

import pytest

from shoumi.procedures.application import Application, State, lapse, spend
from shoumi.procedures.authorisation import Authorisation, Use, Wanted, consume
from tests.procedures.cast import (
    MONDAY,
    an_application,
    asked,
    done,
    later,
    refused,
    settled,
    signed,
)


def use(amount: int, days: int = 0) -> Use:
    return Use(amount=amount, by="handler", at=later(days))


def granted(until: date | None = None) -> Application:
    application = an_application(settled(asked("leader_in_charge")), how_many=2, until=until)
    return signed(application, "s1", "leader")


def test_a_grant_is_used_up_and_no_further() -> None:
    half = done(spend(granted(), use(1)))
    assert half.state is State.GRANTED
    assert "2 asked, 1 left" in refused(spend(half, use(2)))
    spent = done(spend(half, use(1)))
    assert spent.state is State.SPENT
    assert "allows nothing" in refused(spend(spent, use(1)))


def test_a_grant_holds_to_the_end_of_its_last_day() -> None:
    application = granted(until=date(2026, 3, 3))
    assert done(spend(application, use(1, days=1))).state is State.GRANTED
    assert "ended on 2026-03-03" in refused(spend(application, use(1, days=2)))
    assert lapse(application, date(2026, 3, 3)).state is State.GRANTED
    assert lapse(application, date(2026, 3, 4)).state is State.LAPSED


def test_a_grant_without_end_does_not_lapse() -> None:
    assert lapse(granted(), date(2036, 1, 1)).state is State.GRANTED


@pytest.mark.parametrize("amount", [0, -1])
def test_a_use_gives_nothing_back(amount: int) -> None:
    assert "at least one" in refused(spend(granted(), use(amount)))


def test_what_is_not_limited_in_number_is_never_spent() -> None:
    unlimited = Authorisation(what=Wanted(act="carriers.copy", how_many=None), granted_at=MONDAY)
    after = consume(unlimited, use(1000))
    assert isinstance(after, Authorisation)
    assert (after.left, after.spent) == (None, False)
