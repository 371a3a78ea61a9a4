"""The same people in every test: officer, handler, leader, outsider, and what they apply for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from shoumi.law.breach import Breach
from shoumi.procedures.application import Application, Decision, Round, Signature
from shoumi.procedures.authorisation import Wanted
from shoumi.procedures.route import Asked, Mode, Route, Stage, compose
from shoumi.procedures.settling import settle
from shoumi.procedures.signing import sign_stage

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

HOLDERS = {
    "department_head": ("head",),
    "secrecy_officer": ("officer", "second-officer"),
    "leader_in_charge": ("leader",),
    "principal": ("principal",),
    "committee": ("secretary",),
    "issuer": ("officer", "second-officer"),
}


def later(days: int = 0, hours: int = 0) -> datetime:
    return MONDAY + timedelta(days=days, hours=hours)


def asked(*roles: str, rank: int | None = 40, clause: str = "p/1", mode: Mode = Mode.ONE) -> Asked:
    return Asked(roles=roles, rank=rank, clauses=(clause,), mode=mode)


def settled(
    *wanted: Asked,
    holders: Mapping[str, tuple[str, ...]] = HOLDERS,
    deputies: Mapping[str, tuple[str, ...]] | None = None,
    parties: tuple[str, ...] = (),
) -> Route:
    def candidates(stage: Stage) -> tuple[str, ...]:
        return tuple(person for role in stage.roles for person in holders.get(role, ()))

    def stand_ins(stage: Stage, holder: str) -> tuple[str, ...]:
        return (deputies or {}).get(holder, ())

    return settle(
        compose(wanted), candidates, deputies=stand_ins, applicant="handler", parties=parties
    )


def an_application(
    route: Route, *, how_many: int = 2, until: date | None = None, parties: tuple[str, ...] = ()
) -> Application:
    return Application(
        id="A",
        applicant="handler",
        on=MONDAY.date(),
        wanted=Wanted(act="carriers.copy", subjects=("C",), how_many=how_many, until=until),
        parties=parties,
        rounds=(Round(payload={"copies": 2}, route=route, opened_at=MONDAY, reason="meeting"),),
    )


def agreement(stage: str, by: str, at: datetime = MONDAY) -> Signature:
    return Signature(stage=stage, by=by, at=at, decision=Decision.AGREE)


def signed(application: Application, stage_id: str, by: str, at: datetime = MONDAY) -> Application:
    stage = application.route.stage(stage_id)
    assert stage is not None
    return done(sign_stage(application, agreement(stage_id, by, at), signers=stage.persons))


def done(answer: Application | Breach) -> Application:
    assert isinstance(answer, Application), answer
    return answer


def refused(answer: object) -> str:
    assert isinstance(answer, Breach), answer
    return str(answer.message)
