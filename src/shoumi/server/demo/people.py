"""Who works in the fictional unit: departments, posts, roles and tiers."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import msgspec

from shoumi.server.demo.names import names

UNIT_NAME = "云岭省资源勘测研究院（演示）"


class Place(msgspec.Struct, frozen=True):
    """A department: its key in the plan, its name, and how large a part of the unit it is."""

    key: str
    name: str
    share: float


PLACES = (
    Place("leaders", "院领导", 0.0),
    Place("office", "院办公室", 0.07),
    Place("secrecy", "保密办公室", 0.0),
    Place("personnel", "人事教育处", 0.06),
    Place("finance", "财务资产处", 0.06),
    Place("science", "科技管理处", 0.08),
    Place("geology", "地质勘查一处", 0.14),
    Place("geophysics", "物探化探二处", 0.14),
    Place("survey", "测绘遥感处", 0.14),
    Place("laboratory", "实验测试中心", 0.12),
    Place("network", "信息网络中心", 0.08),
    Place("archive", "档案资料馆", 0.06),
)


class Worker(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the plan. `key` names the person within the plan, never in the unit."""

    key: str
    name: str
    place: str
    roles: tuple[str, ...] = ()
    tier: str | None = None


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """An account that was opened in the play, with its ids in the registers."""

    log_in: str
    name: str
    kind: str
    person: str
    account: str


NAMED = (
    ("principal", "leaders", ("principal",), "core"),
    ("leader", "leaders", ("leader_in_charge",), "core"),
    ("second-leader", "leaders", ("leader_in_charge",), "core"),
    ("committee", "leaders", ("committee", "committee_head"), "core"),
    ("secretary", "secrecy", ("secrecy_office",), "core"),
    ("media-keeper", "secrecy", ("secrecy_office", "secrecy_officer"), "core"),
    ("officer", "secrecy", ("secrecy_officer",), "core"),
    ("second-officer", "secrecy", ("secrecy_officer",), "core"),
    ("third-officer", "secrecy", ("secrecy_officer",), "core"),
    ("typist", "office", ("typist",), "important"),
    ("second-typist", "office", ("typist",), "important"),
    ("courier", "office", ("courier",), "important"),
    ("second-courier", "office", ("courier",), "important"),
    ("archivist", "archive", ("archivist",), "core"),
    ("colleague", "geology", (), "important"),
    ("personnel-officer", "personnel", ("personnel_office",), "important"),
    ("system-administrator", "network", ("system_administrator",), None),
    ("security-administrator", "network", ("security_administrator",), None),
    ("audit-administrator", "office", ("audit_administrator",), None),
)
"""Those whom the plan must be able to call by what they do."""

HEADED = tuple(place for place in PLACES if place.share)
OFFICERS = ("officer", "second-officer", "third-officer")


def plan_people(chance: Random, people: int) -> tuple[Worker, ...]:
    """So many people: those whom the unit needs first, the others spread over its departments."""
    calling = names(chance)
    needed = tuple(
        Worker(key=key, name=next(calling), place=place, roles=roles, tier=tier)
        for key, place, roles, tier in NAMED
    )
    heads = tuple(
        Worker(
            key=f"head-{place.key}",
            name=next(calling),
            place=place.key,
            roles=("department_head",),
            tier="core" if place.key in {"science", "geology"} else "important",
        )
        for place in HEADED
    )
    rest = people - len(needed) - len(heads)
    return (*needed, *heads, *_others(chance, calling, rest))


def _others(chance: Random, calling: Iterator[str], count: int) -> Iterator[Worker]:
    shares = [place.share for place in HEADED]
    tiers = ("core", "important", "general", None)
    for number in range(count):
        place = chance.choices(HEADED, shares)[0]
        tier = chance.choices(tiers, (2, 24, 40, 34))[0]
        yield Worker(key=f"worker-{number}", name=next(calling), place=place.key, tier=tier)
