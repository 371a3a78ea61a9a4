"""How the fictional unit begins: its first acts, and the regulations that it adopts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from shoumi.law.clause import Json
from shoumi.server.demo.people import PLACES, UNIT_NAME, Worker
from shoumi.server.journal.founding import Step

REGULATIONS = {
    "jm-carriers": "国家秘密载体保密管理制度",
    "jm-media": "涉密存储介质保密管理制度",
    "jm-staff": "工作人员保密守则",
    "jm-leaders": "领导干部保密守则",
    "p6-bureau": "机要文件保密管理办法",
}


def first_acts(workers: Iterable[Worker], since: date, base: str, digest: str) -> Iterator[Step]:
    """The unit, its departments, its people with roles and tiers, and the base pack."""
    workers = tuple(workers)
    day = since.isoformat()
    yield _step("unit", "organisation.register-unit", name=UNIT_NAME, unit_kind="institute")
    for place in PLACES:
        yield _step(place.key, "organisation.open-department", name=place.name)
    for worker in workers:
        yield from _enrolled(worker, day)
    adoption: dict[str, Json] = {"pack": base, "digest": digest, "since": day}
    yield _step("base", "law.adopt", **adoption)
    confirming = {"do": "law.adopt", "confirms": "$base", **adoption}
    yield Step(name="base confirmed", payload=confirming, by="$principal")


def _enrolled(worker: Worker, day: str) -> Iterator[Step]:
    person = f"${worker.key}"
    yield _step(
        worker.key,
        "organisation.enrol-person",
        name=worker.name,
        department=f"${worker.place}",
        started_on=day,
    )
    for role in worker.roles:
        place = {"department": f"${worker.place}"} if role == "department_head" else {}
        yield _step(
            f"{worker.key} as {role}",
            "organisation.appoint",
            person=person,
            role=role,
            since=day,
            **place,
        )
    if worker.tier:
        yield _step(
            f"{worker.key} of {worker.tier}",
            "personnel.grant-clearance",
            person=person,
            tier=worker.tier,
            since=day,
        )


def _step(name: str, do: str, /, **told: Json) -> Step:
    return Step(name=name, payload={"do": do, **told})
