"""What must be known for counting carriers and for ending them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from shoumi.acts.known import Asking
from shoumi.acts.thing import Thing
from shoumi.evidence.sm3 import digest
from shoumi.matters.carriers.ending_acts import (
    CloseBatch,
    Destroy,
    OpenCount,
    SettleCount,
    SubmitCount,
    WitnessDestruction,
)
from shoumi.matters.carriers.facts.views import CarrierFacts, kind_for_conditions, view
from shoumi.matters.carriers.things import ENDED, Carrier
from shoumi.matters.carriers.work import Batch, BatchLine, Inventory


class CountFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A count: what is expected, who counts, and which sheets are in."""

    at: datetime | None = None
    by: str = ""
    roles: frozenset[str] = frozenset()
    count: Inventory | None = None
    state: str = "open"
    counters: tuple[str, ...] = ()
    keeper: str | None = None
    keepers: frozenset[str] = frozenset()
    sheets_of: tuple[str, ...] = ()
    counters_exist: bool = True
    counters_needed: int = 2
    expected: tuple[Carrier, ...] = ()
    scanned: tuple[Carrier, ...] = ()
    differences: int = 0
    settled: int = 0
    labels_open: tuple[str, ...] = ()
    next_number: int = 1


def open_count_facts(act: OpenCount, asking: Asking) -> CountFacts:
    """Look up what the scope should hold. Only its digest will be shown before both sheets."""
    expected = _in_scope(act, asking)
    return CountFacts(
        at=asking.at,
        by=asking.by,
        roles=asking.people.roles(asking.by),
        counters=act.counters,
        counters_exist=all(asking.people.exists(person) for person in act.counters),
        counters_needed=int(asking.settings.parameter("counters_monthly") or 2),
        keeper=act.keeper,
        keepers=frozenset(one.keeper for one in expected),
        expected=expected,
        next_number=asking.known.next_number(f"count:{asking.at.year}"),
    )


def _in_scope(act: OpenCount, asking: Asking) -> tuple[Carrier, ...]:
    if act.carriers:
        named = (asking.known.get(Carrier, one) for one in dict.fromkeys(act.carriers))
        found = [one for one in named if one is not None]
    elif act.keeper is not None:
        found = [one for one in asking.known.find(Carrier) if one.keeper == act.keeper]
    elif act.departments:
        found = [
            one for place in act.departments for one in asking.known.find(Carrier, department=place)
        ]
    else:
        found = list(asking.known.find(Carrier))
    return tuple(one for one in found if one.state not in ENDED)


def digest_of(identifiers: tuple[str, ...]) -> str:
    """The digest of a list of carriers, whatever its order."""
    return digest("shoumi carrier list", "\n".join(sorted(identifiers)).encode()).hex()


def count_facts(act: SubmitCount | SettleCount, asking: Asking) -> CountFacts:
    """Look up an open count."""
    count = asking.known.get(Inventory, act.count)
    if count is None:
        return CountFacts(at=asking.at, by=asking.by, state="unknown")
    expected = tuple(
        one
        for identifier in count.expected_carriers
        if (one := asking.known.get(Carrier, identifier)) is not None
    )
    named = [one.label for one in act.lines if one.label] if isinstance(act, SettleCount) else []
    lines = act.lines if isinstance(act, SettleCount) else ()
    return CountFacts(
        at=asking.at,
        by=asking.by,
        roles=asking.people.roles(asking.by),
        count=count,
        state=count.state,
        counters=count.counters,
        keeper=count.keeper,
        keepers=frozenset(one.keeper for one in expected),
        sheets_of=tuple(sheet.counter for sheet in count.sheets),
        expected=expected,
        scanned=_scanned(act, count, asking),
        differences=len(count.differences),
        settled=len(lines),
        labels_open=tuple(
            difference.label or ""
            for position, difference in enumerate(count.differences)
            if difference.label not in named
            and not any(line.position == position for line in lines)
        ),
    )


def _scanned(
    act: SubmitCount | SettleCount, count: Inventory, asking: Asking
) -> tuple[Carrier, ...]:
    """Every carrier whose label stands on a sheet, found by its number."""
    sheets = [scan for sheet in count.sheets for scan in sheet.scans]
    now = act.scans if isinstance(act, SubmitCount) else ()
    labels = dict.fromkeys(scan.label for scan in (*sheets, *now) if scan.label)
    return tuple(one for label in labels for one in asking.known.find(Carrier, number=label))


class DestroyFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be destroyed, and what its issuers say of it."""

    at: datetime | None = None
    by: str = ""
    roles: frozenset[str] = frozenset()
    carriers: tuple[CarrierFacts, ...] = ()
    lines: tuple[BatchLine, ...] = ()
    things: tuple[Carrier, ...] = ()
    level: str = "confidential"
    kind: str = "paper"
    families: tuple[str, ...] = ()
    own_issue: bool = False
    size: str = "small"
    witnesses: tuple[str, ...] = ()
    witness_roles: dict[str, frozenset[str]] = {}
    unseen: int = 0
    next_number: int = 1
    made: tuple[Thing, ...] = ()


def destroy_facts(act: Destroy, asking: Asking) -> DestroyFacts:
    """Look up the listed carriers."""
    lines = (*act.lines, *(BatchLine(carrier=one) for one in act.carriers))
    wanted = tuple(dict.fromkeys(line.carrier for line in lines))
    things = tuple(one for each in wanted if (one := asking.known.get(Carrier, each)) is not None)
    carriers = tuple(view(one, asking) for one in things)
    families = tuple(dict.fromkeys(one.family for one in carriers))
    return DestroyFacts(
        at=asking.at,
        by=asking.by,
        roles=asking.people.roles(asking.by),
        carriers=carriers,
        lines=lines,
        things=things,
        kind=kind_for_conditions(families[0]) if families else "paper",
        families=families,
        size=_size(things, asking),
        witnesses=act.witnesses,
        witness_roles={person: asking.people.roles(person) for person in act.witnesses},
        next_number=asking.known.next_number(f"batch:{asking.at.year}"),
    )


def _size(things: tuple[Carrier, ...], asking: Asking) -> str:
    """Small while neither copies nor sheets exceed what the unit calls small."""
    stated = asking.settings.parameter("small_batch_max")
    most = stated if isinstance(stated, dict) else {"copies": stated}
    sheets = sum(one.pages or 0 for one in things)
    fits = len(things) <= (most.get("copies") or 0) and sheets <= (most.get("sheets") or sheets)
    return "small" if fits else "large"


class BatchFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An approved list and what its witnesses said."""

    at: datetime | None = None
    by: str = ""
    batch: Batch | None = None
    state: str = "approved"
    applicant: str = ""
    kind: str = "paper"
    method: str | None = None
    witnesses: tuple[str, ...] = ()
    witness_roles: dict[str, frozenset[str]] = {}
    confirmed_by: tuple[str, ...] = ()
    confirmed_pieces: tuple[int, ...] = ()
    line_count: int = 0
    lines_unconfirmed: int = 0
    digest_kept: bool = True
    counted: int | None = None
    approved_by: frozenset[str] = frozenset()
    carriers: tuple[CarrierFacts, ...] = ()
    things: tuple[Carrier, ...] = ()
    next_certificate: int = 1


def batch_facts(act: WitnessDestruction | CloseBatch, asking: Asking) -> BatchFacts:
    """Look up an approved list."""
    batch = asking.known.get(Batch, act.batch)
    if batch is None:
        return BatchFacts(at=asking.at, by=asking.by, state="unknown")
    wanted = tuple(line.carrier for line in batch.lines)
    things = tuple(one for each in wanted if (one := asking.known.get(Carrier, each)) is not None)
    carriers = tuple(view(one, asking) for one in things)
    agreed = [set(each.destroyed) for each in batch.confirmations]
    everywhere = set.intersection(*agreed) if agreed else set()
    return BatchFacts(
        at=asking.at,
        by=asking.by,
        batch=batch,
        state=batch.state,
        applicant=batch.applicant,
        kind=kind_for_conditions(carriers[0].family) if carriers else "paper",
        method=batch.method,
        witnesses=batch.witnesses,
        witness_roles={person: asking.people.roles(person) for person in batch.witnesses},
        confirmed_by=tuple(each.person for each in batch.confirmations),
        confirmed_pieces=tuple(each.pieces for each in batch.confirmations),
        line_count=len(wanted),
        lines_unconfirmed=len([one for one in wanted if one not in everywhere]),
        digest_kept=digest_of(wanted) == batch.digest,
        counted=batch.counted,
        approved_by=frozenset(batch.approvers),
        carriers=carriers,
        things=things,
        next_certificate=asking.known.next_number(f"certificate:{asking.at.year}"),
    )
