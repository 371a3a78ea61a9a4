"""`shoumi account list|unlock|slip`: accounts at the machine itself, if no page can be reached."""

from __future__ import annotations

import argparse

import msgspec

from shoumi.cli.asking.ledger import person_named, registers, teller, the_house
from shoumi.cli.voice.ending import DONE, NO, UnusableInputError
from shoumi.cli.voice.speaker import Speaker
from shoumi.law.words import N_
from shoumi.matters.access.things import Account
from shoumi.matters.organisation.things import Person
from shoumi.server.accounts.models import Credential
from shoumi.server.accounts.unlocking import (
    ALONE,
    RENEW,
    TOGETHER,
    Unlocking,
    ask_to_unlock,
    slip_for,
)
from shoumi.server.pages.house import PagesHouse

GUARDIAN = "security_administrator"


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the options."""
    parser.add_argument("what", choices=("list", "unlock", "slip"), help=N_("what to do"))
    parser.add_argument("name", nargs="?", metavar="LOG-IN", help=N_("the account's log-in name"))
    parser.add_argument("--by", metavar="PERSON", help=N_("who performs it: an id, or a name"))
    parser.add_argument("--checked", default="", help=N_("how the identity was checked"))
    parser.add_argument(
        "--reason", default="", help=N_("why it was locked, or the slip is issued again")
    )


def run(asked: argparse.Namespace, speaker: Speaker) -> int:
    """List accounts, or give one fresh proofs under the same clauses as on its page."""
    house = the_house()
    if asked.what == "list":
        return _listed(house, speaker)
    if not asked.name or not asked.by:
        raise UnusableInputError(N_("Name the account and, with --by, who does it."))
    return _unlocked(asked, house, speaker)


def _listed(house: PagesHouse, speaker: Speaker) -> int:
    kept = {one.account: one for one in Credential.objects.all()}
    with registers(house) as known:
        accounts = known.find(Account)
        people = {one.id: one.name for one in known.find(Person)}
    told = [
        {
            "name": kept[one.id].name,
            "person": people.get(one.person, ""),
            "kind": one.account_kind,
            "state": one.state,
            "proofs_locked": kept[one.id].locked,
        }
        for one in accounts
        if one.id in kept
    ]
    speaker.value({"accounts": told})
    speaker.table([tuple(str(each) for each in list(one.values())[:4]) for one in told])
    return DONE


def _unlocked(asked: argparse.Namespace, house: PagesHouse, speaker: Speaker) -> int:
    credential = Credential.objects.filter(name=asked.name.strip().casefold()).first()
    if credential is None:
        raise UnusableInputError(N_("There is no account {name}."), name=asked.name)
    by = person_named(house, asked.by)
    unlocking = Unlocking(
        account=credential.account, identity_checked=asked.checked, reason=asked.reason
    )
    slug = RENEW
    if asked.what == "unlock":
        slug = TOGETHER if credential.kind == GUARDIAN and not _guards(house, by) else ALONE
    outcome = ask_to_unlock(slug, unlocking, by)
    slip = slip_for(credential, by, outcome)
    ruling = teller(house, speaker).ruling(outcome.ruling) if outcome else None
    shown = {"log_in": slip.name, "password": slip.password, "token": slip.token} if slip else None
    speaker.value({"ruling": msgspec.to_builtins(ruling), "slip": shown})
    for finding in ruling.findings if ruling else ():
        if finding.message:
            speaker.line(f"{finding.clause}: {finding.message}")
    if slip is not None:
        speaker.tell(N_("Shown this once, for the owner alone:"))
        speaker.line(f"{slip.name}  {slip.password or slip.token}")
        return DONE
    if ruling is None or ruling.verdict == "refused":
        return NO
    speaker.tell(N_("Proposed. Another of the three administrators joins in today."))
    return DONE


def _guards(house: PagesHouse, person: str) -> bool:
    """Whether the person may unlock alone."""
    with registers(house) as known:
        asking, _house = house.door.asked(person, house.clock(), known, house.make_book())
        return GUARDIAN in asking.people.roles(person)
