"""What must be known for finishing an import, and for taking it back."""

from __future__ import annotations

from datetime import datetime

import msgspec

from shoumi.acts.known import Asking
from shoumi.matters.carriers.imports import FinishImport, Import, TakeBackImport
from shoumi.matters.carriers.things import Carrier, Edition
from shoumi.matters.carriers.work import Inventory, Job


class FinishImportFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What came in. `strange` are labels of what did not come in now and by this person.

    `came_in_as` is the number of the import by which the same sheet stands in the register.
    """

    at: datetime | None = None
    by: str = ""
    things: tuple[Carrier, ...] = ()
    strange: tuple[str, ...] = ()
    came_in_as: str | None = None
    next_number: int = 1


def finish_import_facts(act: FinishImport, asking: Asking) -> FinishImportFacts:
    """Look up the carriers and whether the sheet came in before."""
    things = _carriers(act.carriers, asking)
    stands = asking.known.find(Import, name=act.sheet, state="entered")
    return FinishImportFacts(
        at=asking.at,
        by=asking.by,
        things=things,
        strange=tuple(
            one.carrier_number
            for one in things
            if one.origin != "opening_stock"
            or not one.unverified
            or not _rests(one, by=asking.by, at=asking.at)
        ),
        came_in_as=stands[0].number if stands else None,
        next_number=asking.known.next_number(f"import:{asking.at.year}"),
    )


class TakeBackFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An import and what happened to it since, by label: what stands in the way of taking it back.

    `moved`: in other hands, offered, or ended. `counted`: numbers of counts that hold a sheet, or
    that expect it among other things. `used`: copied, joined by further copies, or with a duty.
    """

    at: datetime | None = None
    by: str = ""
    batch: Import | None = None
    state: str = "entered"
    things: tuple[Carrier, ...] = ()
    editions: tuple[Edition, ...] = ()
    counts: tuple[Inventory, ...] = ()
    moved: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    used: tuple[str, ...] = ()


def take_back_facts(act: TakeBackImport, asking: Asking) -> TakeBackFacts:
    """Look up everything that may have happened to what came in."""
    batch = asking.known.get(Import, act.import_batch)
    if batch is None:
        return TakeBackFacts(at=asking.at, by=asking.by, state="unknown")
    if batch.state != "entered":
        return TakeBackFacts(at=asking.at, by=asking.by, batch=batch, state=batch.state)
    things = _carriers(batch.carriers, asking)
    found = (asking.known.get(Edition, one) for one in batch.editions)
    own = frozenset(batch.carriers)
    counts = tuple(
        count
        for count in asking.known.find(Inventory)
        if count.state not in {"settled", "withdrawn"}
        and not own.isdisjoint(count.expected_carriers)
    )
    return TakeBackFacts(
        at=asking.at,
        by=asking.by,
        batch=batch,
        state=batch.state,
        things=things,
        editions=tuple(one for one in found if one is not None),
        counts=counts,
        moved=tuple(
            one.carrier_number
            for one in things
            if not _rests(one, by=batch.entered_by, at=batch.entered_at)
        ),
        counted=(
            *(one.carrier_number for one in things if not one.unverified),
            *(
                one.number
                for one in counts
                if one.sheets or not own.issuperset(one.expected_carriers)
            ),
        ),
        used=_used(things, own, asking),
    )


def _rests(carrier: Carrier, *, by: str, at: datetime) -> bool:
    """Whether custody is still what the entry of `at` began."""
    return (
        carrier.state == "kept"
        and carrier.holder == by
        and carrier.since == at
        and carrier.in_handover is None
    )


def _used(things: tuple[Carrier, ...], own: frozenset[str], asking: Asking) -> tuple[str, ...]:
    """The labels of what was copied, is owed a duty, or of whose document there are more copies."""
    copied = {one for job in asking.known.find(Job) for one in job.sources}
    used = [
        one.carrier_number
        for one in things
        if one.id in copied or asking.known.duties(thing=one.id)
    ]
    documents = dict.fromkeys(one.edition for one in things if one.edition)
    further = [
        one.carrier_number
        for document in documents
        for one in asking.known.find(Carrier, name=document)
        if one.id not in own
    ]
    return tuple(dict.fromkeys([*used, *further]))


def _carriers(identifiers: tuple[str, ...], asking: Asking) -> tuple[Carrier, ...]:
    found = (asking.known.get(Carrier, one) for one in dict.fromkeys(identifiers))
    return tuple(one for one in found if one is not None)
