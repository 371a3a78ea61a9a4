"""The journal for reading: entries as sentences, and the custody of a carrier out of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec

from shoumi.acts.thing import Thing
from shoumi.decision.verdict import Ruling, Verdict
from shoumi.matters.carriers.things import Carrier
from shoumi.server.pages.desk import Desk
from shoumi.server.tables.models import Entry, Mention

SHOWN = 100


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as a sentence: who did what to which things, and what the law said."""

    number: int
    at: datetime
    by: str
    act: str
    verdict: str
    about: tuple[Thing, ...]
    clauses: tuple[str, ...]


class Stint(msgspec.Struct, frozen=True, kw_only=True):
    """A time in which one person had a carrier, and why; `until` None: still."""

    holder: str
    basis: str
    place: str
    state: str
    since: datetime
    until: datetime | None
    entry: int
    unconfirmed: bool = False


class Custody(msgspec.Struct, frozen=True, kw_only=True):
    """The line of a carrier's life; `lanes` are its holders in the order in which they had it."""

    stints: tuple[Stint, ...]
    lanes: tuple[str, ...]
    begins: datetime
    ends: datetime

    def share(self, at: datetime) -> float:
        """Where a moment lies between beginning and end, in thousandths of the line."""
        whole = max((self.ends - self.begins).total_seconds(), 1.0)
        return round(1000 * (at - self.begins).total_seconds() / whole, 1)


def entries_about(desk: Desk, identifier: str, most: int = SHOWN) -> tuple[Told, ...]:
    """The newest entries that touched a thing."""
    using, unit = desk.pages.door.using, desk.pages.unit
    numbers = (
        Mention.objects.using(using)
        .filter(unit=unit, thing=identifier)
        .order_by("-number")
        .values_list("number", flat=True)[:most]
    )
    rows = Entry.objects.using(using).filter(unit=unit, number__in=list(numbers))
    return tuple(told(desk, row) for row in rows.order_by("-number"))


def told(desk: Desk, row: Entry) -> Told:
    """An entry, with those of its things that this person may see; the others are not counted."""
    body = json.loads(row.body)
    # What an act was about comes before the people it names: every register names readers.
    seen = sorted(desk.by_id(json.loads(row.things)).values(), key=lambda one: one.open_to_all)
    about = tuple({desk.words.label(thing): thing for thing in seen}.values())
    return Told(
        number=row.number,
        at=row.at,
        by=row.by,
        act=row.act,
        verdict=row.verdict,
        about=about,
        clauses=tuple(
            dict.fromkeys(
                one["clause"]
                for one in body.get("findings", ())
                if one["said"] not in ("satisfied", "recorded")
            )
        ),
    )


def may_read(desk: Desk, row: Entry) -> bool:
    """Who did it, whoever may consult the whole journal, and who sees what it is about.

    People and departments are known to all and tell nothing: an entry about more than those is
    read by who sees something of the rest.
    """
    if row.by == desk.person or reads_all(desk).verdict is Verdict.PERMITTED:
        return True
    named = json.loads(row.things)
    seen = desk.by_id(named)
    return len(seen) == len(set(named)) or any(not one.open_to_all for one in seen.values())


def reads_all(desk: Desk) -> Ruling:
    """Whether this person may read every entry, and which clauses say so."""
    return desk.right("journal.consult")


def custody_of(desk: Desk, thing: Thing) -> Custody | None:
    """Who had a carrier when, out of the entries that changed it; None for other things."""
    if not isinstance(thing, Carrier) or not desk.groups(thing) & {"desk", "know", "audit"}:
        return None
    stints = tuple(_stints(_states(desk, thing.id)))
    if "desk" not in desk.groups(thing):
        stints = tuple(msgspec.structs.replace(one, basis="", place="") for one in stints)
    if not stints:
        return None
    lanes = tuple(dict.fromkeys(stint.holder for stint in stints))
    ends = max(desk.at, stints[-1].since)
    return Custody(stints=stints, lanes=lanes, begins=stints[0].since, ends=ends)


def _states(desk: Desk, identifier: str) -> Iterator[tuple[int, datetime, dict[str, Any]]]:
    """What the carrier was after each entry that changed it, the first one first."""
    using, unit = desk.pages.door.using, desk.pages.unit
    numbers = list(
        Mention.objects.using(using)
        .filter(unit=unit, thing=identifier)
        .order_by("number")
        .values_list("number", flat=True)
    )
    body: dict[str, Any] = {}
    rows = Entry.objects.using(using).filter(unit=unit, number__in=numbers).order_by("number")
    for row in rows:
        changed = False
        for change in json.loads(row.body).get("changes", ()):
            if change.get("id") == identifier and change.get("change") in {"make", "alter"}:
                body = {**body, **change["body"]}
                changed = True
        if changed:
            yield row.number, row.at, desk.known.opened(body)


def _stints(states: Iterable[tuple[int, datetime, dict[str, Any]]]) -> Iterator[Stint]:
    open_stint: Stint | None = None
    for number, at, body in states:
        stint = Stint(
            holder=body["holder"],
            basis=body.get("basis") or "keep",
            place=body.get("place") or "",
            state=body.get("state") or "kept",
            since=at,
            until=None,
            entry=number,
            unconfirmed=bool(body.get("in_handover")),
        )
        if open_stint is not None and _same(open_stint, stint):
            continue
        if open_stint is not None:
            yield msgspec.structs.replace(open_stint, until=at)
        open_stint = stint
    if open_stint is not None:
        yield open_stint


def _same(one: Stint, other: Stint) -> bool:
    return (one.holder, one.basis, one.place, one.state, one.unconfirmed) == (
        other.holder,
        other.basis,
        other.place,
        other.state,
        other.unconfirmed,
    )
