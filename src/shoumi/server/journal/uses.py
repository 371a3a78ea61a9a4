"""How often each clause spoke, and what it said: a derived table that its readers keep up.

An act writes nothing of this. The table holds what entries up to a number told, by month; whoever
asks adds what came since, and brings the table up once that has become much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import msgspec
from django.db.backends.base.base import BaseDatabaseWrapper

from shoumi.server.perform import one_moment
from shoumi.server.tables.statements import Direct, Writer

BEHIND = 1000
"""So many entries are read again at each request before the table is brought up."""
AT_ONCE = 2000
COLUMNS = ("unit", "month", "clause", "outcome")


class Use(NamedTuple):
    """What was counted: a month like 2026-03, a clause, and what came of asking it.

    `outcome` is what the clause said; a duty that was closed is `kept` or `late`.
    """

    month: str
    clause: str
    outcome: str


class _Found(msgspec.Struct, frozen=True, gc=False):
    clause: str
    said: str
    due_at: datetime | None = None


class _Part(msgspec.Struct, frozen=True):
    findings: tuple[_Found, ...] = ()
    contains: tuple[_Part, ...] = ()


class _Told(_Part, frozen=True, kw_only=True):
    at: str


_DECODER = msgspec.json.Decoder(_Told)


def uses_in(body: str | bytes) -> Iterator[Use]:
    """What the clauses said in one entry, those of contained acts too."""
    told = _DECODER.decode(body)
    parts: list[_Part] = [told]
    while parts:
        part = parts.pop()
        parts += part.contains
        for found in part.findings:
            yield Use(month=told.at[:7], clause=found.clause, outcome=_outcome(found, told.at))


def _outcome(found: _Found, at: str) -> str:
    if found.said != "closed":
        return found.said
    in_time = found.due_at is None or datetime.fromisoformat(at) <= found.due_at
    return "kept" if in_time else "late"


def uses_since(direct: Direct, unit: str, month: str = "") -> Counter[Use]:
    """All uses from a month on, up to the head of the journal: the table, and what came since."""
    counted = Counter(kept_uses(direct, unit))
    for _, body in _bodies(direct, unit, _kept_up_to(direct, unit)):
        counted.update(uses_in(body))
    return Counter({use: count for use, count in counted.items() if use.month >= month})


def bring_up(connection: BaseDatabaseWrapper, unit: str) -> None:
    """Let the table hold all uses up to the head, if it has fallen behind by much."""
    with connection.wrap_database_errors:
        with one_moment(connection) as direct:
            before, fresh = _kept_up_to(direct, unit), Counter[Use]()
            heads = direct.ask("SELECT number FROM head WHERE unit = %s", [unit])
            if not heads or heads[0][0] - before <= BEHIND:
                return
            for _, body in _bodies(direct, unit, before):
                fresh.update(uses_in(body))
        with direct.transaction():
            _add(direct, unit, before, heads[0][0], fresh)


def kept_uses(direct: Direct, unit: str) -> dict[Use, int]:
    """What the table holds."""
    rows = direct.ask(
        "SELECT month, clause, outcome, number FROM clause_use WHERE unit = %s", [unit]
    )
    return {Use(month, clause, outcome): number for month, clause, outcome, number in rows}


def _kept_up_to(direct: Direct, unit: str, lock: str = "") -> int:
    rows = direct.ask(f"SELECT number FROM clause_use_upto WHERE unit = %s{lock}", [unit])
    return int(rows[0][0]) if rows else 0


def _bodies(direct: Direct, unit: str, after: int) -> Iterator[tuple[int, str]]:
    while rows := direct.ask(
        "SELECT number, body FROM entry WHERE unit = %s AND number > %s "
        f"ORDER BY number LIMIT {AT_ONCE}",
        [unit, after],
    ):
        yield from rows
        after = rows[-1][0]


def _add(direct: Direct, unit: str, before: int, last: int, fresh: Counter[Use]) -> None:
    """Add what was counted, unless another reader was quicker."""
    writer = Writer(direct)
    writer.insert("clause_use_upto", "unit, number", [(unit, 0)], " ON CONFLICT (unit) DO NOTHING")
    if _kept_up_to(direct, unit, " FOR UPDATE" if direct.postgresql else "") != before:
        return
    writer.run("UPDATE clause_use_upto SET number = %s WHERE unit = %s", [last, unit])
    writer.insert(
        "clause_use",
        f"{', '.join(COLUMNS)}, number",
        [(unit, *use, number) for use, number in sorted(fresh.items())],
        f" ON CONFLICT ({', '.join(COLUMNS)}) "
        "DO UPDATE SET number = clause_use.number + excluded.number",
    )


def differing_uses(direct: Direct, unit: str) -> list[tuple[Use, int, int]]:
    """Every use of which the table holds another number than the entries tell: told, then held."""
    upto, told = _kept_up_to(direct, unit), Counter[Use]()
    for number, body in _bodies(direct, unit, 0) if upto else ():
        if number > upto:
            break
        try:
            told.update(uses_in(body))
        except msgspec.MsgspecError:
            continue  # the chain names the entry; what it told is missing here, and is told too
    held = kept_uses(direct, unit)
    wrong = sorted(use for use in told.keys() | held if told[use] != held.get(use, 0))
    return [(use, told[use], held.get(use, 0)) for use in wrong]
