"""Units under the real law, set up by their first acts, with a paper to hand around."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook, Shelf
from shoumi.matters.law.things import AdoptedPack
from shoumi.server.journal.founding import (
    Step,
    begin,
    found,
)
from shoumi.server.perform import Door, Outcome
from shoumi.server.shelf import BASE, stand_up
from tests.server.ledgers import MASTER, Clock
from tests.server.trial import MONDAY

SINCE = "2020-01-01"
HANDS = ("reader", "second")


def enrolled(name: str, role: str | None, tier: str | None) -> Iterator[Step]:
    """A person with an appointment and a clearance, as the first acts of a unit."""
    do = {"do": "organisation.enrol-person", "name": name, "department": "$office"}
    yield Step(name=name, payload={**do, "started_on": SINCE})
    if role:
        do = {"do": "organisation.appoint", "person": f"${name}", "role": role, "since": SINCE}
        yield Step(name=f"{name} as {role}", payload=do)
    if tier:
        do = {"do": "personnel.grant-clearance", "person": f"${name}", "tier": tier}
        yield Step(name=f"{name} of {tier}", payload={**do, "since": SINCE})


def first_acts() -> Iterator[Step]:
    told = {"do": "organisation.register-unit", "name": "某市某局"}
    yield Step(name="unit", payload=told)
    told = {"do": "organisation.open-department", "name": "办公室"}
    yield Step(name="office", payload=told)
    yield from enrolled("officer", "secrecy_officer", "core")
    yield from enrolled("secretary", "secrecy_office", "core")
    yield from enrolled("principal", "principal", "core")
    for role in ("system_administrator", "security_administrator", "audit_administrator"):
        yield from enrolled(role, role, None)
    for name in HANDS:
        yield from enrolled(name, None, "important")
    told = {"do": "law.adopt", "pack": BASE, "digest": base().digest, "since": "2026-03-02"}
    yield Step(name="adoption", payload=told)
    told = {**told, "confirms": "$adoption"}
    yield Step(name="confirmed", payload=told, by="$principal")


def base() -> AdoptedPack:
    digest = shelf().digest(BASE)
    assert digest is not None
    return AdoptedPack(id="ground", pack=BASE, digest=digest, since=MONDAY.date())


@cache
def shelf() -> Shelf:
    # Whether clauses have their examples is the business of the tests of packs.
    return stand_up(frozenset())


class House:
    """A founded unit under two regulations, with one paper in two copies."""

    def __init__(self, alias: str) -> None:
        self.unit = f"house-{datetime.now().timestamp()}"  # noqa: DTZ005 only a name
        self.clock = Clock()
        self.door = Door(
            unit=self.unit,
            catalogue=everything(),
            make_book=lambda: LawBook(shelf()),
            keyring=begin(self.unit, MASTER, using=alias),
            clock=self.clock,
            using=alias,
        )
        self.cast = found(self.door, first_acts(), base())

    def do(self, slug: str, by: str, **told: object) -> Outcome:
        outcome = self.door.do({"do": slug, **told}, self.cast[by])
        said = [str(each.breach.message) for each in outcome.ruling.refusing() if each.breach]
        assert outcome.ruling.verdict.value == "permitted", said
        return outcome

    def adopt(self, pack: str) -> None:
        digest = shelf().digest(pack)
        told = {"pack": pack, "digest": digest, "since": "2026-03-02"}
        change = self.do("law.adopt", "secretary", **told).made[0]
        self.do("law.adopt", "principal", confirms=change, **told)

    def paper(self) -> tuple[str, ...]:
        told = {
            "open_name": "通知第7号",
            "title": "关于某事项的通知",
            "issuer": "市局",
            "level": "secret",
            "period": "10年",
            "readers": [self.cast[name] for name in HANDS],
        }
        copies = [{"copy_number": f"00000{one}", "stamp_on_first_page": True} for one in (7, 8)]
        return self.do("carriers.register", "officer", new_edition=told, copies=copies).made
