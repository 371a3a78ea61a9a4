"""The house that accounts stand on, and what they read and tell there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.apps import apps
from django.db import connections

from shoumi.acts.known import Asking
from shoumi.decision.verdict import Verdict
from shoumi.law.clause import Json
from shoumi.matters.access.things import Account
from shoumi.server.accounts.apps import Accounts
from shoumi.server.accounts.policy import Kept, Policy, policy_now
from shoumi.server.pages.apps import Pages
from shoumi.server.pages.house import PagesHouse
from shoumi.server.perform import Outcome, one_moment
from shoumi.server.tables.models import Head

UNPROVEN = "unproven"
"""Who tries to log in without a proof: nobody of the unit, and so no personal detail."""


def is_set_up() -> bool:
    """Whether a unit's journal has its first entries."""
    return Head.objects.filter(number__gt=0).exists()


def the_house() -> PagesHouse:
    """The house that this program serves."""
    return cast("Pages", apps.get_app_config("pages")).house


def the_policy() -> Policy:
    """The rules of logging in of now."""
    accounts = cast("Accounts", apps.get_app_config("accounts"))
    pages = the_house()

    def remember(kept: Kept) -> None:
        accounts.kept = kept

    return policy_now(pages, accounts.kept, pages.clock(), remember)


@contextmanager
def asking(person: str) -> Iterator[Asking]:
    """The registers of one moment, asked by a person."""
    pages = the_house()
    connection = connections[pages.door.using]
    with connection.wrap_database_errors, one_moment(connection) as direct:
        known = pages.door.registers(direct)
        asked, _house = pages.door.asked(person, pages.clock(), known, pages.make_book())
        yield asked


def account_of(identifier: str, person: str) -> Account | None:
    """An account as the registers have it."""
    with asking(person) as asked:
        return asked.known.get(Account, identifier)


def tell(slug: str, by: str, **told: Json) -> Outcome:
    """Let an act on an account through the door."""
    return the_house().door.do({"do": slug, **told}, by)


def is_done(outcome: Outcome) -> bool:
    """Whether the law let the act happen."""
    return outcome.ruling.verdict is Verdict.PERMITTED
