"""销毁审批表及清册, 销毁证明, 介质送销清单: how carriers end, on paper."""

from __future__ import annotations

from collections.abc import Iterable

from shoumi.acts.thing import Thing
from shoumi.law.clause import Json
from shoumi.matters.applications.things import ApplicationRow
from shoumi.matters.carriers.ending_acts import Destroy
from shoumi.matters.carriers.things import Carrier
from shoumi.matters.carriers.work import Batch, BatchLine
from shoumi.server.forms.eyes import UNSEEN, Content, Eyes, at_moment, on_day, text
from shoumi.server.forms.opinions import (
    APPROVED,
    application_of,
    approvers,
    asked_for,
    granted_things,
    opinions,
)
from shoumi.server.visibility import NotFoundError

MEDIA = frozenset({"removable_medium", "device"})


def approval_of_application(eyes: Eyes, row: ApplicationRow) -> Content:
    """The list while it goes round."""
    application = row.application
    act = asked_for(eyes, application)
    if not isinstance(act, Destroy):
        raise NotFoundError
    lines = act.lines or tuple(BatchLine(carrier=one) for one in act.carriers)
    batches = (eyes.thing(Batch, one) for one in granted_things(eyes, row.id))
    batch = next((one for one in batches if one is not None), None)
    return Content(
        number=batch.number if batch else "",
        state=eyes.words.state(row),
        unapproved=application.state not in APPROVED,
        values={
            **_listed(eyes, lines, counted=batch.counted if batch else None),
            "method": eyes.term("destroy_method", act.method),
            "place": text(act.place),
            "equipment": text(act.equipment),
            "witnesses": eyes.people(act.witnesses),
            "applicant": eyes.person(application.applicant),
            "cancelled": _cancelled(eyes, batch),
            "opinions": opinions(eyes, application),
        },
    )


def approval_of_batch(eyes: Eyes, batch: Batch) -> Content:
    """The list as it was frozen, with what became of it."""
    told = eyes.told(batch)
    return Content(
        number=batch.number,
        state=eyes.words.state(batch),
        values={
            **_listed(eyes, batch.lines, counted=batch.counted),
            "method": eyes.term("destroy_method", batch.method),
            "place": text(told.get("place")),
            "equipment": text(told.get("equipment")),
            "witnesses": eyes.people(batch.witnesses),
            "applicant": eyes.person(batch.applicant),
            "cancelled": _cancelled(eyes, batch),
            "opinions": opinions(eyes, application_of(eyes, batch.id)),
        },
    )


def _listed(eyes: Eyes, lines: Iterable[BatchLine], counted: int | None) -> dict[str, Json]:
    rows: list[Json] = [_line(eyes, one) for one in lines]
    return {"rows": rows, "pieces": str(len(rows)), "counted": text(counted)}


def _line(eyes: Eyes, line: BatchLine) -> list[Json]:
    carrier = eyes.thing(Carrier, line.carrier)
    reason = eyes.term("disposal_reason", line.reason)
    if carrier is None:
        return [UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, reason]
    return [
        carrier.carrier_number,
        text(eyes.edition_of(carrier).get("document_number")),
        text(carrier.copy_number),
        eyes.level(carrier.level),
        text(eyes.told(carrier).get("pages")),
        reason,
    ]


def _cancelled(eyes: Eyes, batch: Batch | None) -> list[Json]:
    """What became of the entries, when, and the number of the certificate."""
    if batch is None or batch.closed_on is None:
        return []
    return [f"{eyes.words.state(batch)} {on_day(batch.closed_on)}", text(batch.certificate)]


def certificate(eyes: Eyes, batch: Batch) -> Content:
    """证明编号, 批次号, 件数及清册, 方式, 地点, 起止时间, 监销人签名, 批准人, 日期."""
    told = eyes.told(batch)
    times = sorted(one.at for one in batch.confirmations)
    return Content(
        number=text(batch.certificate),
        state=eyes.words.state(batch),
        values={
            **_listed(eyes, batch.lines, counted=batch.counted),
            "batch": batch.number,
            "method": eyes.term("destroy_method", batch.method),
            "place": text(told.get("place")),
            "began_at": at_moment(times[0]) if times else "",
            "ended_at": at_moment(times[-1]) if times else "",
            "witnesses": [
                {"name": eyes.person(one.person), "at": at_moment(one.at)}
                for one in batch.confirmations
            ],
            "approvers": approvers(eyes, application_of(eyes, batch.id))
            or eyes.people(batch.approvers),
            "closed_on": on_day(batch.closed_on),
        },
    )


def media_list(eyes: Eyes, batch: Batch) -> Content:
    """编号, 型号, 序列号, 密级, 数量 of each medium; two who bring it, one who takes it."""
    media = _media_of(eyes, batch)
    rows: list[Json] = [
        [
            text(one.medium_number),
            text(eyes.told(one).get("model")),
            text(eyes.told(one).get("serial")),
            eyes.level(one.level),
            "1",
        ]
        for one in media
    ]
    return Content(
        number=batch.number,
        state=eyes.words.state(batch),
        values={
            "rows": rows,
            "pieces": str(len(rows)),
            "brought_by": eyes.people(batch.witnesses),
            "receipt": text(eyes.told(batch).get("receipt")),
            "closed_on": on_day(batch.closed_on),
        },
    )


def _media_of(eyes: Eyes, batch: Batch) -> list[Carrier]:
    found = (eyes.thing(Carrier, line.carrier) for line in batch.lines)
    return [one for one in found if one is not None and one.family in MEDIA]


def is_closed(eyes: Eyes, batch: Thing) -> bool:  # noqa: ARG001 every test of a form takes both
    """Whether everything on the list has ended; before that nothing is certified."""
    return isinstance(batch, Batch) and batch.certificate is not None


def has_media(eyes: Eyes, batch: Thing) -> bool:
    """Whether media stand on the list."""
    return isinstance(batch, Batch) and bool(_media_of(eyes, batch))


def asks_for_destruction(eyes: Eyes, row: Thing) -> bool:  # noqa: ARG001 see above
    """Whether an application asks for a destruction."""
    return isinstance(row, ApplicationRow) and row.application.act == "carriers.destroy"
