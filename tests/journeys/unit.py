"""A founded unit with a cast, under two regulations, with papers that went from hand to hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache

from shoumi.decision.everything import everything
from shoumi.decision.law_book import LawBook, Shelf
from shoumi.matters.law.things import AdoptedPack
from shoumi.server.journal.founding import Step, begin, found
from shoumi.server.pages.house import PagesHouse
from shoumi.server.perform import Door, Outcome
from shoumi.server.shelf import BASE, stand_up
from tests.server.trial import MONDAY

MASTER = bytes(range(32))
SINCE = "2020-01-01"
REGULATIONS = ("jm-carriers", "jm-staff")
CAST = (
    ("officer", "王保密", "secrecy_officer", "core", "$office"),
    ("secretary", "周主任", "secrecy_office", "core", "$office"),
    ("principal", "赵主任", "principal", "core", "$office"),
    ("leader", "冯副局长", "leader_in_charge", "core", "$office"),
    ("handler", "李经办", None, "important", "$section"),
    ("second", "郑科员", None, "important", "$section"),
    ("system", "孙系统", "system_administrator", None, "$office"),
    ("security", "吴安全", "security_administrator", None, "$office"),
    ("auditor", "何审计", "audit_administrator", None, "$office"),
    ("outsider", "陈司机", None, None, "$motor"),
)


class Clock:
    """A clock that the test moves; every look at it is a second later."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@cache
def shelf() -> Shelf:
    # Whether clauses have their examples is the business of the tests of packs.
    return stand_up(frozenset())


def first_acts() -> Iterator[Step]:
    yield _step("unit", "organisation.register-unit", name="某市某局")
    for key, name in (("office", "办公室"), ("section", "综合科"), ("motor", "车队")):
        yield _step(key, "organisation.open-department", name=name)
    for key, name, role, tier, place in CAST:
        yield _step(key, "organisation.enrol-person", name=name, department=place, started_on=SINCE)
        if role:
            yield _step(
                f"{key} as", "organisation.appoint", person=f"${key}", role=role, since=SINCE
            )
        if tier:
            yield _step(
                f"{key} of", "personnel.grant-clearance", person=f"${key}", tier=tier, since=SINCE
            )
    told = {"pack": BASE, "digest": shelf().digest(BASE), "since": "2026-03-02"}
    yield _step("adoption", "law.adopt", **told)
    payload = {"do": "law.adopt", **told, "confirms": "$adoption"}
    yield Step(name="confirmed", payload=payload, by="$principal")


def _step(name: str, do: str, /, **told: object) -> Step:
    return Step(name=name, payload={"do": do, **told})


class Founded:
    """The unit, its cast by name, and what can be done with it."""

    def __init__(self, unit: str, alias: str = "default") -> None:
        self.clock = Clock()
        self.door = Door(
            unit=unit,
            catalogue=everything(),
            make_book=lambda: LawBook(shelf()),
            keyring=begin(unit, MASTER, using=alias),
            clock=self.clock,
            using=alias,
        )
        base = AdoptedPack(
            id="ground", pack=BASE, digest=shelf().digest(BASE) or "", since=MONDAY.date()
        )
        self.cast = found(self.door, first_acts(), base)
        for pack in REGULATIONS:
            self.adopt(pack)

    @property
    def pages(self) -> PagesHouse:
        return PagesHouse(door=self.door, shelf=shelf(), clock=self.clock)

    def do(self, slug: str, by: str, **told: object) -> Outcome:
        outcome = self.door.do({"do": slug, **told}, self.cast[by])
        said = [str(each.breach.message) for each in outcome.ruling.refusing() if each.breach]
        assert outcome.ruling.verdict.value != "refused", said
        return outcome

    def adopt(self, pack: str) -> None:
        told = {"pack": pack, "digest": shelf().digest(pack), "since": "2026-03-02"}
        change = self.do("law.adopt", "secretary", **told).made[0]
        self.do("law.adopt", "principal", confirms=change, **told)

    def paper(self, name: str = "通知第7号", copies: int = 2) -> tuple[str, ...]:
        """Copies of a paper that the handler and the second may read."""
        edition = {
            "open_name": name,
            "title": "关于某事项的通知",
            "issuer": "市局",
            "level": "secret",
            "period": "10年",
            "readers": [self.cast["handler"], self.cast["second"]],
        }
        told = [
            {"copy_number": f"{number:06}", "stamp_on_first_page": True}
            for number in range(7, 7 + copies)
        ]
        return self.do("carriers.register", "officer", new_edition=edition, copies=told).made

    def lend(self, *carriers: str, to: str = "handler") -> str:
        """Offer carriers to a reader."""
        told = {
            "carriers": carriers,
            "receiver": self.cast[to],
            "basis": "circulation",
            "place_of_use": "302室",
        }
        return self.do("carriers.hand-over", "officer", **told).made[0]

    def accept(self, offer: str, by: str = "handler") -> None:
        self.do("carriers.accept", by, hand_over=offer, signature_kind="at_desk")
