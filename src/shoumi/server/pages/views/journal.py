"""The journal page: entries as sentences, whether the chain holds, and receipts."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse

from shoumi.decision.verdict import Finding, Ruling, Verdict
from shoumi.evidence.receipt import receipt_for, without_body
from shoumi.evidence.tree import leaf
from shoumi.server.journal.reading import checkpoints_of, entries_of
from shoumi.server.journal.sealing import SEALED
from shoumi.server.journal.wiping import WIPE
from shoumi.server.pages.answer import answer_from
from shoumi.server.pages.desk import Desk, at_desk, opened, person_of, the_house, to_log_in
from shoumi.server.pages.entries import may_read, reads_all, told
from shoumi.server.pages.shown import guarded, shown
from shoumi.server.tables.models import Checkpoint, Entry, Head
from shoumi.server.verify import checkpoint_now
from shoumi.server.visibility import NotFoundError

PAGE = 50
LOOKED_AT = 500


@at_desk
def journal(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The newest entries that this person may read."""
    using, unit = desk.pages.door.using, desk.pages.unit
    rows = Entry.objects.using(using).filter(unit=unit).order_by("-number")
    for column in ("by", "act", "verdict"):
        if request.GET.get(column):
            rows = rows.filter(**{column: request.GET[column]})
    before = request.GET.get("before", "")
    if before.isdigit():
        rows = rows.filter(number__lt=int(before))
    looked_at = list(rows[:LOOKED_AT])
    desk.by_id(one for row in looked_at for one in json.loads(row.things))
    readable = [row for row in looked_at if may_read(desk, row)]
    return shown(
        request,
        desk,
        "journal.html",
        {
            "entries": tuple(told(desk, row) for row in readable[:PAGE]),
            "not_all": answer_from(desk, reads_all(desk)).of("no"),
            "next": next_before(looked_at, readable),
            "chosen": request.GET,
            "acts": sorted(desk.catalogue.acts, key=lambda slug: desk.words.term("act", slug)),
            "head": Head.objects.using(using).filter(unit=unit).first(),
            "checkpoint": last_checkpoint(desk),
        },
    )


def next_before(looked_at: list[Entry], readable: list[Entry]) -> int | None:
    """Before which entry the next page begins; None where this one reached the first entry."""
    if len(readable) > PAGE:
        return readable[PAGE - 1].number
    return looked_at[-1].number if len(looked_at) == LOOKED_AT else None


@at_desk
def entry(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One entry: what was asked, what the law said, and what became of it."""
    row = row_of(desk, number)
    body: dict[str, Any] = json.loads(row.body)
    ruling = Ruling(
        verdict=Verdict(body["verdict"]),
        findings=msgspec.convert(body["findings"], tuple[Finding, ...]),
    )
    return shown(
        request,
        desk,
        "entry.html",
        {
            "entry": told(desk, row),
            "digest": bytes(row.digest).hex(),
            "previous": bytes(row.previous).hex(),
            "law": body["law"],
            "answer": answer_from(desk, ruling),
            "wipes": WIPE if SEALED in row.body and may_wipe(desk, number) else None,
        },
    )


def may_wipe(desk: Desk, number: int) -> bool:
    """Whether the law would hear this person on wiping what the entry tells."""
    told = {"do": WIPE, "entries": [number], "ground": "ordered", "reason": "-"}
    return desk.may(desk.read(told)).verdict is not Verdict.REFUSED


def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """A proof that an entry is in the journal, to be verified without it; it tells no content.

    The head is signed first if no checkpoint covers the entry yet.
    """
    if person_of(request) is None:
        return to_log_in(request)
    try:
        with opened(request) as desk:
            row_of(desk, number)
            checkpoints = checkpoints_of(desk.known.direct, desk.pages.unit)
    except NotFoundError as error:
        raise Http404 from error
    if not any(one.statement.number >= number for one in checkpoints):
        checkpoint_now(the_house().door)
    with opened(request) as desk:
        entries = list(entries_of(desk.known.direct, desk.pages.unit))
        checkpoint = checkpoints_of(desk.known.direct, desk.pages.unit)[-1]
    leaves = [leaf(one.digest) for one in entries]
    proof = without_body(receipt_for(entries[number - 1], leaves, checkpoint))
    response = HttpResponse(msgspec.json.encode(proof), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="receipt-{number}.json"'
    return guarded(response)


def row_of(desk: Desk, number: int) -> Entry:
    """The row of an entry that this person may read; NotFoundError else."""
    using, unit = desk.pages.door.using, desk.pages.unit
    row = Entry.objects.using(using).filter(unit=unit, number=number).first()
    if row is None or not may_read(desk, row):
        raise NotFoundError
    return row


def last_checkpoint(desk: Desk) -> dict[str, Any] | None:
    """The newest signed statement of the head, as it travels."""
    using, unit = desk.pages.door.using, desk.pages.unit
    row = Checkpoint.objects.using(using).filter(unit=unit).order_by("-number").first()
    return {**json.loads(row.body), "at": row.at} if row else None
