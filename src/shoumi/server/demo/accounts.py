"""Whose part a visitor may take: a few of the unit's people, with one password for all."""

from __future__ import annotations

from datetime import datetime

import msgspec

from shoumi.law.clause import Json
from shoumi.server.demo.people import Opened, Worker
from shoumi.server.demo.play import Play

PASSWORD = "yunling-demo-2026"  # noqa: S105 shown to everybody; it opens nothing but the fiction
LEVEL = "secret"
"""The level that the fictional installation is declared for."""

PARTS = (
    ("officer", "officer", "保密员"),
    ("secretary", "secretary", "保密办主任"),
    ("leader", "leader", "分管领导"),
    ("principal", "principal", "主要负责人"),
    ("head", "head-geology", "部门负责人"),
    ("archivist", "archivist", "档案员"),
    ("staff", "colleague", "工作人员"),
    ("sysadmin", "system-administrator", "系统管理员"),
    ("secadmin", "security-administrator", "安全保密管理员"),
    ("auditor", "audit-administrator", "安全审计员"),
)
ADMINISTRATORS = frozenset(
    {"system_administrator", "security_administrator", "audit_administrator"}
)


class DemoAccount(msgspec.Struct, frozen=True, kw_only=True):
    """One part: its log-in name, the person's name, and what the person is."""

    log_in: str
    name: str
    post: str


class DemoAccounts(msgspec.Struct, frozen=True, kw_only=True):
    """What `shoumi serve --demo` shows, so that a visitor can log in."""

    password: str
    people: tuple[DemoAccount, ...]


def parts(workers: tuple[Worker, ...]) -> DemoAccounts:
    """All parts, with the names of the people of this plan."""
    called = {worker.key: worker.name for worker in workers}
    people = tuple(
        DemoAccount(log_in=log_in, name=called[key], post=post) for log_in, key, post in PARTS
    )
    return DemoAccounts(password=PASSWORD, people=people)


def open_accounts(play: Play, now: datetime) -> tuple[Opened, ...]:
    """The system administrator opens the accounts; each owner sets the password."""
    return tuple(_opened(play, now, log_in, key) for log_in, key, _ in PARTS)


def _opened(play: Play, now: datetime, log_in: str, key: str) -> Opened:
    worker = play.cast.worker(key)
    kind = next((role for role in worker.roles if role in ADMINISTRATORS), "ordinary")
    person = play.cast[key]
    told: dict[str, Json] = {"person": person, "account_kind": kind}
    opener = "security-administrator" if kind == "system_administrator" else "system-administrator"
    done = play.do(now, play.cast[opener], "access.open-account", **told)
    account = done.made[0]
    play.do(now, person, "access.set-password", account=account)
    return Opened(log_in=log_in, name=worker.name, kind=kind, person=person, account=account)
