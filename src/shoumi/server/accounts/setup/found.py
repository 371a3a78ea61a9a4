"""Turn a draft into a unit: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import msgspec
from django.db import connections

from shoumi.acts.consequence import Made
from shoumi.acts.known import Known
from shoumi.decision.catalogue import Catalogue
from shoumi.decision.law_book import LawBook, Shelf, TodaysLaw
from shoumi.decision.memory import Registers
from shoumi.decision.overlay import Overlay
from shoumi.decision.verdict import Verdict
from shoumi.matters.law.things import AdoptedPack
from shoumi.server.accounts.models import Credential
from shoumi.server.accounts.policy import Policy, policy_of
from shoumi.server.accounts.setup.acts import BASE, Step, first_acts
from shoumi.server.accounts.setup.draft import Draft
from shoumi.server.accounts.slips import Slip, issue
from shoumi.server.journal.founding import (
    SETUP,
    AlreadyFoundedError,
    Founding,
    RefusedAtFoundingError,
    begin,
    filled,
    on_ground,
)
from shoumi.server.keys.keyring import open_keys
from shoumi.server.pages.house import Clock
from shoumi.server.perform import Door, Turn
from shoumi.server.tables.models import Head

UNIT = "unit"
"""The name of the one ledger of an installation that was set up in the browser."""


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What a unit is founded on."""

    catalogue: Catalogue
    shelf: Shelf
    master: bytes
    clock: Clock


class Founders(Founding):
    """While a unit begins, `setup` also opens the accounts of those whom it appoints."""

    def roles(self, person: str, /) -> frozenset[str]:
        """The roles of a person; `setup` does once what these will do from then on."""
        held = super().roles(person)
        return held | {"system_administrator"} if person == SETUP else held


def _founders(known: Known, on: date) -> Founders:
    return Founders(known, on)


def found_unit(draft: Draft, ground: Ground) -> tuple[Slip, ...]:
    """Write the first entries, a checkpoint and the first credentials; return the slips.

    RefusedAtFoundingError where the law refuses a step; nothing is written then.
    """
    door = _door(ground)
    with door.turn() as turn:
        if turn.standing.head.number:
            raise AlreadyFoundedError(door.unit)
        law = law_at_first(ground, turn.at)
        policy = policy_of(Declared(law, draft.level))
        digests = {pack.id: pack.digest for pack in ground.shelf.library.values()}
        steps = first_acts(draft, digests, law.levels, policy.method, law.day)
        named = _performed(turn, door, steps, draft.paper, base_of(ground, law.day))
        door.checkpoints.write(turn.standing, turn.at, turn.writer)
        return tuple(_credentials(draft, named, door, policy))


class Declared:
    """The law of a day as it is once the level is declared."""

    def __init__(self, law: TodaysLaw, level: str) -> None:
        """Answer for one parameter, pass on the rest."""
        self._law, self._level = law, level
        self.levels = law.levels
        self.of_rule = law.of_rule
        self.figures = law.figures

    def parameter(self, code: str, /) -> str | int | None:
        """A parameter of the unit."""
        return self._level if code == "installation_level" else self._law.parameter(code)


def base_of(ground: Ground, day: date) -> AdoptedPack:
    """The base pack as if it were adopted on a day."""
    return AdoptedPack(id=BASE, pack=BASE, digest=ground.shelf.digest(BASE) or "", since=day)


def law_at_first(ground: Ground, at: datetime) -> TodaysLaw:
    """The law that binds a unit before it has adopted anything: the base pack's."""
    day = at.astimezone(ground.shelf.zone).date()
    known = Overlay(Registers(), [Made(base_of(ground, day))])
    law, _time = LawBook(ground.shelf).today(known, day)
    return law


def policy_for(draft: Draft, ground: Ground) -> Policy:
    """The rules of logging in that the declared level brings, before anything is written."""
    return policy_of(Declared(law_at_first(ground, ground.clock()), draft.level))


def _door(ground: Ground) -> Door:
    held = Head.objects.values_list("unit", flat=True).first()
    keyring = (
        open_keys(connections["default"], held, ground.master)
        if held
        else begin(UNIT, ground.master)
    )
    return Door(
        unit=held or UNIT,
        catalogue=ground.catalogue,
        make_book=lambda: LawBook(ground.shelf),
        keyring=keyring,
        clock=ground.clock,
    )


def _performed(
    turn: Turn, door: Door, steps: Iterable[Step], paper: str, base: AdoptedPack
) -> dict[str, str]:
    named: dict[str, str] = {}
    for step in steps:
        outcome = turn.perform(
            door.read(filled(step.do, named)),
            str(filled(step.by, named)),
            on_paper=paper if step.on_paper else None,
            office_of=_founders,
            law_in=lambda known: on_ground(known, base),
        )
        if outcome.ruling.verdict is not Verdict.PERMITTED:
            raise RefusedAtFoundingError(step.name, outcome.ruling)
        if outcome.made:
            named[step.name] = outcome.made[-1]
    return named


def _credentials(
    draft: Draft, named: Mapping[str, str], door: Door, policy: Policy
) -> Iterable[Slip]:
    for one in draft.people:
        credential = Credential(
            account=named[f"account {one.log_in}"],
            unit=door.unit,
            person=named[f"person {one.log_in}"],
            kind=draft.kind_of(one.log_in),
            name=one.log_in,
        )
        yield issue(credential, door.keyring, one_time=policy.one_time, person=one.name)
        credential.save(force_insert=True)
