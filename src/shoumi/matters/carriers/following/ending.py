"""What follows from counting carriers and from ending them."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.acts.consequence import (
    Became,
    Consequence,
    Contained,
    Linked,
    Made,
    Moment,
    Noticed,
    Numbered,
    become,
)
from shoumi.law.words import N_, Message
from shoumi.matters.carriers import numbering
from shoumi.matters.carriers.ending_acts import (
    CloseBatch,
    Destroy,
    OpenCount,
    SettleCount,
    SettledLine,
    SubmitCount,
    WitnessDestruction,
)
from shoumi.matters.carriers.facts.ending import (
    BatchFacts,
    CountFacts,
    DestroyFacts,
    digest_of,
)
from shoumi.matters.carriers.following.custody import happened
from shoumi.matters.carriers.things import ENDED, Carrier
from shoumi.matters.carriers.work import Batch, Difference, Inventory, Sheet, Witnessed


def count_opened(act: OpenCount, facts: CountFacts, moment: Moment) -> tuple[Consequence, ...]:
    """The expected list is frozen; of it only the digest is shown until both sheets are in."""
    expected = tuple(one.id for one in facts.expected)
    count = Inventory(
        id=moment.new_id(),
        number=numbering.slip("QD", moment.on.year, facts.next_number),
        purpose=act.purpose,
        keeper=act.keeper,
        scope_departments=act.departments,
        cut_off_at=act.cut_off_at or happened(act.happened_at, moment),
        opened_by=moment.by,
        counters=act.counters,
        expected=digest_of(expected),
        expected_carriers=expected,
    )
    told = tuple(
        Noticed(
            person, Message(N_("You are to count: {number}."), {"number": count.number}), count.id
        )
        for person in act.counters
    )
    return (Made(count), Numbered(f"count:{moment.on.year}", facts.next_number), *told)


def sheet_submitted(act: SubmitCount, facts: CountFacts, moment: Moment) -> tuple[Consequence, ...]:
    """A sheet is closed; after the last one the comparison is made."""
    if facts.count is None:
        return ()
    sheet = Sheet(
        counter=moment.by,
        scans=act.scans,
        nothing_left=act.nothing_left,
        at=happened(act.happened_at, moment),
    )
    sheets = (*facts.count.sheets, sheet)
    if len(sheets) < len(facts.counters):
        return (become(facts.count, sheets=sheets, state="one_sheet"),)
    differences = tuple(_differences(facts, sheets))
    return (become(facts.count, sheets=sheets, differences=differences, state="both_in"),)


def _differences(facts: CountFacts, sheets: tuple[Sheet, ...]) -> Iterator[Difference]:
    """What sheets and register do not agree on, carrier by carrier."""
    seen = [{scan.label for scan in sheet.scans if scan.label} for sheet in sheets]
    by_number = {one.carrier_number: one for one in facts.scanned}
    expected = {one.carrier_number: one for one in facts.expected}
    for number, carrier in expected.items():
        times = sum(number in labels for labels in seen)
        if times == len(seen) or (times == 0 and _is_elsewhere(carrier)):
            continue
        sort = "missing" if times == 0 else "seen_by_one"
        yield Difference(sort=sort, label=number, carrier=carrier.id)
    for label in dict.fromkeys(one for labels in seen for one in sorted(labels)):
        found = by_number.get(label)
        if label in expected:
            continue
        yield Difference(sort=_strange(found), label=label, carrier=found.id if found else None)
    for sheet in sheets:
        for scan in sheet.scans:
            if scan.label is None and scan.described:
                yield Difference(sort="unregistered", described=scan.described)


def _is_elsewhere(carrier: Carrier) -> bool:
    """In somebody's hand or on the way: counted by its holder, not on the shelf."""
    return carrier.state in {"issued", "carried", "sent", "missing"}


def _strange(found: Carrier | None) -> str:
    if found is None:
        return "unregistered"
    return "ended_but_seen" if found.state in ENDED else "with_other_holder"


def count_settled(act: SettleCount, facts: CountFacts, moment: Moment) -> tuple[Consequence, ...]:
    """Every difference has its result; what is missing becomes a suspected loss."""
    count = facts.count
    if count is None:
        return ()
    settled = tuple(
        _settled(difference, _line(act, difference, place), moment)
        for place, difference in enumerate(count.differences)
    )
    done = become(count, differences=settled, settled_on=moment.on, state="settled")
    discovered = max(sheet.at for sheet in count.sheets) if count.sheets else moment.at
    lost = {one.carrier for one in settled if one.result == "missing"}
    missing = tuple(one for one in facts.expected if one.id in lost)
    verified = tuple(
        become(one, unverified=False)
        for one in facts.expected
        if one.unverified and one.id not in lost
    )
    reports = tuple(suspected_loss(one, discovered.isoformat()) for one in missing)
    gone = tuple(become(one, state="missing") for one in missing)
    return (done, *gone, *verified, *reports)


def suspected_loss(carrier: Carrier, discovered: str) -> Contained:
    """The report of a suspected loss, with its clock running from the discovery."""
    medium = carrier.family == "removable_medium"
    return Contained(
        {
            "do": "incidents.report",
            "kinds": ["suspected_loss", *(["medium_lost"] if medium else [])],
            "subjects": [carrier.id],
            "level": carrier.level,
            "discovered_at": discovered,
        }
    )


def _line(act: SettleCount, difference: Difference, place: int) -> SettledLine | None:
    for line in act.lines:
        if line.position == place or (line.label and line.label == difference.label):
            return line
    return None


def _settled(difference: Difference, line: SettledLine | None, moment: Moment) -> Difference:
    return Difference(
        sort=difference.sort,
        label=difference.label,
        carrier=difference.carrier,
        described=difference.described,
        result=line.result if line else None,
        reason=line.reason if line else None,
        settled_by=moment.by,
    )


def batch_approved(act: Destroy, facts: DestroyFacts, moment: Moment) -> tuple[Consequence, ...]:
    """The list is frozen by its digest; what stands on it moves no more."""
    batch = Batch(
        id=moment.new_id(),
        number=numbering.slip("PC", moment.on.year, facts.next_number),
        lines=facts.lines,
        digest=digest_of(tuple(line.carrier for line in facts.lines)),
        method=act.method,
        place=act.place,
        equipment=act.equipment,
        size=facts.size,
        applicant=moment.by,
        witnesses=act.witnesses,
    )
    listed = tuple(
        become(one, state="listed", disposition="destroy", basis="batch", basis_ref=batch.number)
        for one in facts.things
    )
    shown = tuple(
        Linked(one.id, "shown-to", person) for one in facts.things for person in act.witnesses
    )
    told = tuple(
        Noticed(
            person,
            Message(N_("You are a witness of the destruction {number}."), {"number": batch.number}),
            batch.id,
        )
        for person in act.witnesses
    )
    number = Numbered(f"batch:{moment.on.year}", facts.next_number)
    return (Made(batch), *listed, *shown, number, *told)


def witnessed(
    act: WitnessDestruction, facts: BatchFacts, moment: Moment
) -> tuple[Consequence, ...]:
    """One witness's line."""
    if facts.batch is None:
        return ()
    line = Witnessed(
        person=moment.by,
        pieces=act.pieces_counted,
        at=happened(act.happened_at, moment),
        began_at=act.began_at,
        ended_at=act.ended_at,
        shred_mm2=act.shred_mm2,
        destroyed=act.destroyed,
        statements=act.statements,
    )
    counted = act.counted_before if act.counted_before is not None else facts.batch.counted
    return (
        become(
            facts.batch,
            confirmations=(*facts.batch.confirmations, line),
            counted=counted,
            state="under_way",
        ),
    )


def batch_closed(act: CloseBatch, facts: BatchFacts, moment: Moment) -> tuple[Consequence, ...]:
    """Every line ends; the certificate is numbered."""
    if facts.batch is None:
        return ()
    certificate = numbering.certificate(moment.on.year, facts.next_certificate)
    ended: tuple[Became, ...] = tuple(
        become(one, state="destroyed", ended_on=moment.on, end_ref=certificate)
        for one in facts.things
    )
    closed = become(
        facts.batch,
        state="closed",
        closed_on=moment.on,
        certificate=certificate,
        receipt=act.receipt_number,
    )
    number = Numbered(f"certificate:{moment.on.year}", facts.next_certificate)
    return (closed, *ended, number)
