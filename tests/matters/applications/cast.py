"""An application on its way, in a house in memory."""

from __future__ import annotations

from datetime import datetime

from shoumi.acts.consequence import Consequence
from shoumi.decision.renewing import renewed
from shoumi.decision.sight import may_see
from shoumi.law.breach import Breach
from shoumi.matters.applications.acts import Sign
from shoumi.matters.applications.matter import MATTER
from shoumi.matters.applications.opening import open_application
from shoumi.matters.applications.things import AWAITS, About, ApplicationRow
from shoumi.matters.applications.waiting import awaited
from shoumi.procedures.application import Application, Decision
from shoumi.procedures.route import Asked, Mode, compose
from tests.matters.house import MONDAY, House

ACT = "carriers.copy"


def a_house() -> House:
    return House(MATTER)


def asked(*roles: str, rank: int | None = 40, mode: Mode = Mode.ONE, clause: str = "p/1") -> Asked:
    return Asked(roles=roles, rank=rank, clauses=(clause,), mode=mode)


HEAD_THEN_LEADER = (asked("department_head", rank=20), asked("leader_in_charge", rank=40))


def opened(
    house: House, *wanted: Asked, by: str = "handler", payload: dict[str, object] | None = None
) -> str:
    """The id of an application that is open from now on."""
    identifier = house.new_id()
    found = opening(house, identifier, *wanted, by=by, payload=payload)
    house.keep((*found, *renewed(found, house.asking(by))))
    return identifier


def opening(
    house: House,
    identifier: str,
    *wanted: Asked,
    by: str = "handler",
    payload: dict[str, object] | None = None,
) -> tuple[Consequence, ...]:
    found = open_application(
        identifier,
        {"do": ACT, "reason": "开会用"} | (payload or {}),
        route=compose(wanted or HEAD_THEN_LEADER),
        about=About(subjects=("C",)),
        asking=house.asking(by),
    )
    assert not isinstance(found, Breach), found
    return found


def the_application(house: House, identifier: str) -> Application:
    row = house.known.get(ApplicationRow, identifier)
    assert row is not None
    return row.application


def awaited_by(house: House, identifier: str, at: datetime = MONDAY) -> set[str]:
    """Whose signature it waits for that day; the links lead from each of them to it."""
    found = awaited(the_application(house, identifier), house.asking("handler", at))
    assert found <= set(house.known.linked(identifier, AWAITS))
    return set(found)


def sees(house: House, person: str, identifier: str, at: datetime = MONDAY) -> bool:
    """Whether the person sees the application that day."""
    row = house.known.get(ApplicationRow, identifier)
    assert row is not None
    asking = house.asking(person, at)
    return may_see(person, row, known=house.known, people=asking.people, levels=asking.levels)


def agreement(identifier: str, **more: object) -> Sign:
    return Sign(application=identifier, decision=Decision.AGREE, **more)  # type: ignore[arg-type]
