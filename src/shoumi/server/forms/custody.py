"""首页签条, 交接单, 个人持有清单, 催还单: who has what, on paper."""

from __future__ import annotations

from collections import Counter

from shoumi.acts.thing import Thing
from shoumi.law.clause import Json
from shoumi.matters.carriers.things import ENDED, Carrier, HandOver
from shoumi.matters.organisation.things import Person
from shoumi.server.forms.codes import bars, square
from shoumi.server.forms.eyes import LASTING, UNSEEN, Content, Eyes, at_moment, on_day, text
from shoumi.server.pages.environment import local


def first_page_strip(eyes: Eyes, carrier: Carrier) -> Content:
    """收文编号, 收文日期, place for the stamp; and the label."""
    told = eyes.told(carrier)
    return Content(
        number=carrier.carrier_number,
        state=LASTING,
        values={
            "register_number": text(told.get("register_number")),
            "received_on": on_day(told.get("received_on")),
            "carrier_number": carrier.carrier_number,
            "level": eyes.level(carrier.level),
            "copy_number": text(carrier.copy_number),
            "carrier_picture": square(carrier.carrier_number),
            "carrier_bars": bars(carrier.carrier_number),
        },
    )


def hand_over_slip(eyes: Eyes, slip: HandOver) -> Content:
    """交出人, 接收人, 依据, each carrier, both signatures with their times."""
    told = eyes.told(slip)
    signed = slip.state == "confirmed"
    return Content(
        number=slip.number,
        state=eyes.words.state(slip),
        values={
            "giver": eyes.person(slip.giver),
            "receiver": eyes.person(slip.receiver),
            "basis": eyes.term("basis", slip.basis),
            "basis_ref": text(told.get("basis_ref")),
            "place_of_use": text(told.get("place_of_use")),
            "due_at": at_moment(slip.due_at),
            "pieces": text(slip.pieces),
            "rows": [_line(eyes, slip, one) for one in slip.carriers],
            "gave_at": at_moment(slip.offered_at),
            "took_at": at_moment(slip.confirmed_at) if signed else "",
            "signature": eyes.term("signature_kind", slip.signature_kind) if signed else "",
        },
    )


def _line(eyes: Eyes, slip: HandOver, identifier: str) -> list[Json]:
    carrier = eyes.thing(Carrier, identifier)
    told = eyes.told(carrier)
    if slip.state == "confirmed":
        condition = "absent" if identifier in slip.missing else "arrived"
    else:
        condition = "waiting"
    if carrier is None:
        return [UNSEEN, UNSEEN, UNSEEN, UNSEEN, condition]
    return [
        carrier.carrier_number,
        text(carrier.copy_number),
        eyes.level(carrier.level),
        text(told.get("pages")),
        condition,
    ]


def held_list(eyes: Eyes, person: Person) -> Content:
    """编号, 份号, 密级, 依据, 应还时间, 位置 of all that a person holds."""
    held = _held(eyes, person)
    return Content(
        number="",
        state=eyes.words.state(person),
        values={
            "name": person.name,
            "department": eyes.words.department(person.department),
            "rows": [_held_line(eyes, one) for one in held],
        },
    )


def _held(eyes: Eyes, person: Person) -> list[Carrier]:
    found = eyes.find(Carrier, holder=person.id)
    standing = (one for one in found if one.state not in ENDED)
    return sorted(standing, key=lambda one: one.carrier_number)


def _held_line(eyes: Eyes, carrier: Carrier) -> list[Json]:
    told = eyes.told(carrier)
    return [
        carrier.carrier_number,
        text(carrier.copy_number),
        eyes.level(carrier.level),
        eyes.term("basis", told.get("basis")),
        at_moment(told.get("due_at")),
        text(told.get("place")),
    ]


def recall_note(eyes: Eyes, person: Person) -> Content:
    """姓名, 件数, 应还时间; no number, level or title, because a note lies open on a desk."""
    days = Counter(
        local(one.due_at).date() for one in _held(eyes, person) if one.due_at is not None
    )
    lines: list[Json] = [[str(days[one]), on_day(one)] for one in sorted(days)]
    return Content(
        number="",
        state=eyes.words.state(person),
        values={"name": person.name, "rows": lines, "pieces": str(days.total())},
    )


def owes_something(eyes: Eyes, person: Thing) -> bool:
    """Whether there is anything to be called back from a person."""
    return isinstance(person, Person) and any(one.due_at for one in _held(eyes, person))
