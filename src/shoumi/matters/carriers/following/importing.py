"""What follows from finishing an import and from taking it back."""

from __future__ import annotations

from shoumi.acts.consequence import (
    Consequence,
    Contained,
    Made,
    Moment,
    Noticed,
    Numbered,
    become,
)
from shoumi.law.words import N_, Message
from shoumi.matters.carriers import numbering
from shoumi.matters.carriers.facts.importing import FinishImportFacts, TakeBackFacts
from shoumi.matters.carriers.imports import FinishImport, Import, TakeBackImport


def import_finished(
    act: FinishImport, facts: FinishImportFacts, moment: Moment
) -> tuple[Consequence, ...]:
    """The batch, and the count that compares it with what is there."""
    editions = dict.fromkeys(one.edition for one in facts.things if one.edition)
    batch = Import(
        id=moment.new_id(),
        number=numbering.slip("DR", moment.on.year, facts.next_number),
        book=act.book,
        sheet=act.sheet,
        carriers=tuple(one.id for one in facts.things),
        editions=tuple(editions),
        entered_by=moment.by,
        entered_at=moment.at,
    )
    count = Contained(
        {
            "do": "carriers.open-count",
            "purpose": "opening_stock",
            "carriers": [*batch.carriers],
            "counters": [*act.counters],
        }
    )
    return (Made(batch), Numbered(f"import:{moment.on.year}", facts.next_number), count)


def import_taken_back(
    act: TakeBackImport, facts: TakeBackFacts, moment: Moment
) -> tuple[Consequence, ...]:
    """Carriers and documents end as entered wrongly; the count has nothing left to count."""
    if facts.batch is None:
        return ()
    number = facts.batch.number
    ended = (
        become(one, state="entered_wrongly", ended_on=moment.on, end_ref=number)
        for one in facts.things
    )
    documents = (become(one, entered_wrongly=True) for one in facts.editions)
    counts = (become(one, state="withdrawn") for one in facts.counts)
    told = (
        Noticed(
            person,
            Message(
                N_("There is nothing left to count: {number} is withdrawn."), {"number": one.number}
            ),
            one.id,
        )
        for one in facts.counts
        for person in one.counters
    )
    taken = become(facts.batch, state="taken_back", taken_back_on=moment.on, reason=act.reason)
    return (taken, *ended, *documents, *counts, *told)
