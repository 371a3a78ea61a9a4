"""A unit in which much goes on that the insider, a handler with a plain account, has no part in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

import msgspec
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from shoumi.server.accounts.house import the_house
from shoumi.server.accounts.models import Credential
from shoumi.server.api.tokens import issue
from shoumi.server.pages.desk import Desk
from shoumi.server.pages.entries import may_read
from shoumi.server.perform import Outcome, one_moment
from shoumi.server.tables.models import Entry

TITLE = "关于某某隐秘事项的请示"
NAME = "隐名第九号"


class World(msgspec.Struct, frozen=True, kw_only=True):
    """The insider at the browser, a token of the same person that opens everything, and the ids.

    `unseen` are the things, by kind, that are there and not for the insider; `unread` the entries;
    `laid` files that another has laid down to be screened.
    """

    people: Mapping[str, str]
    insider: Client
    token: str
    unseen: Mapping[str, tuple[str, ...]]
    unread: tuple[int, ...]
    accounts: tuple[str, ...]
    laid: tuple[str, ...]

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """One thing of each kind that the insider may not see."""
        for kind, identifiers in sorted(self.unseen.items()):
            yield kind, identifiers[0]


def did(slug: str, by: str, **told: object) -> Outcome:
    outcome = the_house().door.do({"do": slug, **told}, by)
    said = [str(each.breach.message) for each in outcome.ruling.refusing() if each.breach]
    assert outcome.ruling.verdict.value != "refused", (slug, said)
    return outcome


def filled_world(people: Mapping[str, str], insider: Client, other: Client) -> World:
    """Papers, a loan, a request, a count, an incident and tokens, all among others."""
    edition = {
        "open_name": NAME,
        "title": TITLE,
        "issuer": "市局",
        "level": "secret",
        "period": "10年",
        "readers": [people["chen"]],
    }
    copies = [{"copy_number": f"00000{one}", "stamp_on_first_page": True} for one in (7, 8, 9)]
    made = did("carriers.register", people["wang"], new_edition=edition, copies=copies).made
    loan = {"receiver": people["chen"], "basis": "circulation", "place_of_use": "302室"}
    did("carriers.hand-over", people["wang"], carriers=[made[0]], **loan)
    wanted = {"carriers": [made[1]], "copies": 2, "purpose": TITLE}
    did("carriers.copy", people["wang"], **wanted)
    found_at = the_house().clock() - timedelta(hours=1)
    told = {"kinds": ["leak"], "discovered_at": found_at.isoformat(), "what": TITLE}
    did("incidents.report", people["chen"], **told)
    until = (the_house().clock() + timedelta(days=9)).date()
    issue(the_house(), people["wang"], acts=("carriers.copy",), kinds=(), until=until)
    catalogue = the_house().door.catalogue
    kinds = (*catalogue.things, "duties", "journal")
    mine = issue(the_house(), people["li"], acts=tuple(catalogue.acts), kinds=kinds, until=until)
    assert mine.text
    file = SimpleUploadedFile("draft.txt", TITLE.encode())
    laid = other.post("/screen/", {"file": file})["Location"].rstrip("/").rpartition("/")[2]
    unseen, unread = _hidden_from(people["li"])
    others = Credential.objects.exclude(person=people["li"]).order_by("name")
    return World(
        people=people,
        insider=insider,
        token=mine.text,
        unseen=unseen,
        unread=unread,
        accounts=tuple(one.account for one in others),
        laid=(laid,),
    )


def _hidden_from(person: str) -> tuple[dict[str, tuple[str, ...]], tuple[int, ...]]:
    house = the_house()
    with one_moment(connections["default"]) as direct:
        desk = Desk(house, house.door.registers(direct), person)
        hidden = {
            kind: tuple(one.id for one in desk.known.find(struct) if not desk.groups(one))
            for kind, struct in desk.catalogue.things.items()
        }
        entries = Entry.objects.filter(unit=house.unit).order_by("number")
        unread = tuple(row.number for row in entries if not may_read(desk, row))
    return {kind: found for kind, found in hidden.items() if found}, unread
