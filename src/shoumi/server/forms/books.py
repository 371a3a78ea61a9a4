"""收文登记簿, 涉密载体台账, 复印登记: registers on paper, a month, a year or all of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice

import msgspec

from shoumi.law.clause import Json
from shoumi.matters.carriers.things import Carrier, Edition, HandOver
from shoumi.matters.carriers.work import Job
from shoumi.server.forms.copying import copies_of
from shoumi.server.forms.eyes import Content, Eyes, TooLongError, short_day, text
from shoumi.server.forms.opinions import application_of, approvers
from shoumi.server.pages.environment import local

_RECEIVED = frozenset({"received", "brought_back"})
MOST_LINES = 2_000
_HUNDRED = 100
_LAST_YEAR = 9999
_LAST_MONTH = 12


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed of a register: all of it, a year, or a month of a year."""

    year: int | None = None
    month: int | None = None

    def holds(self, on: date | None) -> bool:
        """Whether a day falls into it."""
        if self.year is None:
            return True
        return on is not None and on.year == self.year and self.month in (None, on.month)

    @property
    def number(self) -> int:
        """The period as one number, for the code on the print."""
        return (self.year or 0) * _HUNDRED + (self.month or 0)


def period_of(number: int) -> Period:
    """The period behind its number."""
    year, month = divmod(number, _HUNDRED)
    return Period(year=year or None, month=month or None)


def period_from(year: str, month: str) -> Period | None:
    """The period that somebody typed; None where there is no such."""
    if not year and not month:
        return Period()
    if not year.isdecimal() or not 1 <= int(year) <= _LAST_YEAR:
        return None
    if not month:
        return Period(year=int(year))
    if not month.isdecimal() or not 1 <= int(month) <= _LAST_MONTH:
        return None
    return Period(year=int(year), month=int(month))


def _content(period: Period, rows: Iterable[Json]) -> Content:
    lines = list(islice(rows, MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise TooLongError
    return Content(
        number="",
        state="",
        values={
            "year": text(period.year),
            "month": text(period.month),
            "rows": lines,
            "lines": str(len(lines)),
        },
    )


def receipts(eyes: Eyes, period: Period) -> Content:
    """收文登记簿, in the order of the register numbers."""
    told = [(one, eyes.told(one)) for one in eyes.listed(Carrier, "newest")]
    came = [
        (one, fields)
        for one, fields in told
        if fields.get("origin") in _RECEIVED and period.holds(fields.get("received_on"))
    ]
    came.sort(key=lambda pair: text(pair[1].get("register_number")))
    return _content(period, (_receipt(eyes, one, fields) for one, fields in came))


def _receipt(eyes: Eyes, carrier: Carrier, told: dict[str, object]) -> Json:
    edition = eyes.edition_of(carrier)
    given = eyes.thing(HandOver, carrier.in_handover)
    returned = "returned" if carrier.state == "returned" else ""
    return [
        text(told.get("register_number")),
        short_day(told.get("received_on")),  # type: ignore[arg-type]
        text(edition.get("issuer")),
        text(told.get("packet")),
        text(edition.get("document_number")),
        text(carrier.copy_number),
        eyes.level(carrier.level),
        f"1/{text(told.get('pages')) or '—'}",
        text(edition.get("title")),
        eyes.person(carrier.keeper),
        eyes.person(given.receiver) if given else eyes.person(_elsewhere(carrier)),
        "",
        short_day(carrier.ended_on) if returned else "",
        _whereto(eyes, told),
        "",
        text(told.get("book")),
    ]


def _elsewhere(carrier: Carrier) -> str | None:
    return carrier.holder if carrier.holder != carrier.keeper else None


def _whereto(eyes: Eyes, told: dict[str, object]) -> str:
    return eyes.term("disposition", told.get("disposition"))


def carriers(eyes: Eyes, period: Period) -> Content:
    """涉密载体台账, in the order of the carrier numbers, which tell no order of coming."""
    told = ((one, eyes.told(one)) for one in eyes.listed(Carrier, "number"))
    kept = ((one, each) for one, each in told if _falls(one, each, period))
    return _content(period, (_carrier(eyes, one, each) for one, each in kept))


def _falls(carrier: Carrier, told: dict[str, object], period: Period) -> bool:
    came = told.get("received_on")
    return period.holds(came if isinstance(came, date) else local(carrier.since).date())


def _carrier(eyes: Eyes, carrier: Carrier, told: dict[str, object]) -> Json:
    return [
        carrier.carrier_number,
        eyes.term("carrier_kind", carrier.kind),
        eyes.level(carrier.level),
        text(eyes.edition_of(carrier).get("period")),
        text(carrier.copy_number),
        eyes.person(carrier.keeper),
        eyes.person(carrier.holder),
        text(told.get("place")),
        eyes.term("basis", told.get("basis")),
        short_day(told.get("due_at")),  # type: ignore[arg-type]
        _whereto(eyes, told),
        eyes.words.state(carrier),
    ]


def copies(eyes: Eyes, period: Period) -> Content:
    """复印登记 in the order of jm-comms/28, the oldest first."""
    jobs = [
        one
        for one in eyes.listed(Job, "number")
        if one.kind == "copy" and one.finished_on is not None and period.holds(one.finished_on)
    ]
    return _content(period, (_job(eyes, one) for one in jobs))


def _job(eyes: Eyes, job: Job) -> Json:
    edition = eyes.told(eyes.thing(Edition, job.edition))
    receivers = eyes.told(job).get("receivers") or ()
    return [
        short_day(job.finished_on),
        text(edition.get("title")),
        text(edition.get("document_number")),
        eyes.level(job.level),
        text(job.made),
        approvers(eyes, application_of(eyes, job.id)),
        eyes.people(receivers) or eyes.person(job.operator),
        _came_back(eyes, job),
    ]


def _came_back(eyes: Eyes, job: Job) -> str:
    """The day on which the last copy was with its keeper again; nothing while one is out."""
    made = copies_of(eyes, job)
    if not made or any(one.holder != one.keeper for one in made):
        return ""
    return short_day(max(local(one.since).date() for one in made))
