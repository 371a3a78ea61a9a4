"""The same cast everywhere: a small unit in memory under chosen packs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from shoumi.decision.case import Case, CasePerson, Step, run_case
from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook, Shelf
from shoumi.decision.ledger import Ledger
from shoumi.decision.perform import Performed
from shoumi.law.clause import Json
from shoumi.server.shelf import BEIJING, stand_up

MORNING = datetime(2026, 3, 2, 9, tzinfo=BEIJING)
PEOPLE = (
    CasePerson(
        id="officer", name="王保密员", department="办公室", posts=("secrecy_officer",), tier="core"
    ),
    CasePerson(
        id="office", name="何科员", department="办公室", posts=("secrecy_office",), tier="core"
    ),
    CasePerson(id="handler", name="李经办", department="业务处", tier="core"),
    CasePerson(id="reader", name="孙科员", department="业务处", tier="core"),
    CasePerson(
        id="leader", name="周副局长", department="局领导", posts=("leader_in_charge",), tier="core"
    ),
    CasePerson(id="outsider", name="赵临时", department="业务处"),
)


@cache
def shelf() -> Shelf:
    """The packaged packs, read once for all tests."""
    return stand_up(frozenset())


def a_unit(*packs: str) -> Ledger:
    """A unit in memory with the cast, under the base pack and these."""
    ledger = Ledger(everything(), LawBook(shelf()))
    steps = (Step(at=MORNING),)
    run_case(Case(title="试验单位", regulations=packs, person=PEOPLE, step=steps), ledger)
    return ledger


def registered(
    ledger: Ledger, *, copies: int = 1, at: datetime = MORNING, **edition: Json
) -> tuple[str, ...]:
    """Carriers of one new edition, entered by the officer."""
    mark: dict[str, Json] = {"level": "secret", "period": "10年"}
    done = ledger.do(
        {
            "do": "carriers.register",
            "new_edition": mark | edition,
            "copies": [
                {"copy_number": f"{number:06d}", "stamp_on_first_page": True}
                for number in range(1, copies + 1)
            ],
        },
        "officer",
        at,
    )
    assert done.made, [finding.breach for finding in done.ruling.refusing()]
    return done.made


def did(ledger: Ledger, by: str, act: str, at: datetime = MORNING, /, **payload: Json) -> Performed:
    """An act by one of the cast."""
    whole: Mapping[str, Json] = {"do": act, **payload}
    return ledger.do(whole, by, at)


def refusing(performed: Performed) -> set[str]:
    """The rules that refused."""
    return {finding.rule for finding in performed.ruling.refusing()}
