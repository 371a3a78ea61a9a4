"""Forms as PDF, and what a print that comes back is worth."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from shoumi.acts.thing import Thing, kind_of
from shoumi.law.clause import Json
from shoumi.law.words import Text
from shoumi.server.forms.books import MOST_LINES, Period, period_from, period_of
from shoumi.server.forms.catalogue import BOOKS, FORMS, LEDGER_READERS, Book, Form, may_print
from shoumi.server.forms.codes import NoCodeError, PrintCode, digest_of, read, square, written
from shoumi.server.forms.eyes import (
    Content,
    TooLongError,
    at_moment,
    eyes_of,
    eyes_of_the_record,
)
from shoumi.server.forms.press import Press
from shoumi.server.pages.desk import Desk, at_desk
from shoumi.server.pages.shown import guarded, shown
from shoumi.server.pages.words import language
from shoumi.server.visibility import NotFoundError

OFFICIAL = "zh-hans"
"""Official forms are in Chinese, whatever language the pages have for their reader."""
LONG = 200
CURRENT, SUPERSEDED, UNKNOWN = "current", "superseded", "unknown"


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a code leads to, for who may see it."""

    title: str
    kind: str = ""
    identifier: str = ""
    printed: int = 0
    now: int = 0


@at_desk
def form(request: HttpRequest, desk: Desk, slug: str, identifier: str) -> HttpResponse:  # noqa: ARG001 Django's
    """One form about one thing."""
    found = next((one for one in FORMS if one.slug == slug), None)
    if found is None:
        raise NotFoundError
    thing = desk.seen(kind_of(found.kind), identifier)
    with translation.override(OFFICIAL):
        if not may_print(desk, found, thing):
            raise NotFoundError
        content = found.content(eyes_of(desk), thing)
        code = code_of(desk, found, thing)
        return _printed(desk, found.layout, found.title, content, code)


@at_desk
def register(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """A register on paper, of a month, a year or all years."""
    book = next((one for one in BOOKS if one.slug == slug), None)
    period = period_from(request.GET.get("year", ""), request.GET.get("month", ""))
    if book is None or period is None:
        raise NotFoundError
    try:
        with translation.override(OFFICIAL):
            content = book.content(eyes_of(desk), period)
            code = code_of_book(desk, book, period, content)
            return _printed(desk, book.layout, book.title, content, code)
    except TooLongError:
        told = {"title": book.title.within(language()), "most": MOST_LINES, "year": desk.at.year}
        return shown(request, desk, "forms/too-long.html", told, status=422)


def code_of(desk: Desk, form: Form, thing: Thing) -> PrintCode:
    """The code of a print made now; its digest is of the record, whatever the printer may see."""
    return PrintCode(
        form=form.number,
        subject=thing.id,
        version=version_of(desk, thing),
        digest=digest_of(form.content(eyes_of_the_record(desk), thing), desk.pages.door.keyring),
    )


def code_of_book(desk: Desk, book: Book, period: Period, content: Content) -> PrintCode:
    """The code of a register printed now: it is about what its printer saw."""
    return PrintCode(
        form=book.number,
        subject=desk.person,
        version=period.number,
        digest=digest_of(content, desk.pages.door.keyring),
    )


def version_of(desk: Desk, thing: Thing) -> int:
    """How often the record of a thing has been written."""
    ((version,),) = desk.known.direct.ask(
        "SELECT version FROM thing WHERE unit = %s AND kind = %s AND id = %s",
        [desk.pages.unit, kind_of(thing), thing.id],
    )
    return int(version)


def _printed(
    desk: Desk, layout: str, title: Text, content: Content, code: PrintCode
) -> HttpResponse:
    letters = written(code, desk.pages.unit, desk.pages.door.keyring)
    unit = desk.unit
    told: dict[str, Json] = {
        **msgspec.to_builtins(content),
        "title": title.zh,
        "unit": unit.name if unit else "",
        "printed_at": at_moment(desk.at),
        "printed_by": desk.words.person(desk.person),
        "code": letters,
        "code_picture": square(letters),
    }
    rows = content.values.get("rows")
    is_long = isinstance(rows, list) and len(rows) > LONG
    made = the_press().pdf_apart(layout, told) if is_long else the_press().pdf(layout, told)
    response = guarded(HttpResponse(made, content_type="application/pdf"))
    response["Content-Disposition"] = f'inline; filename="{layout}.pdf"'
    return response


@cache
def the_press() -> Press:
    """The press of this program, with the site's own fonts from its folder."""
    return Press([Path(settings.SHOUMI_HOME) / "fonts"])


# Prints that come back --------------------------------------------------------------------------


@at_desk
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Whether a print still says what the record says: current, superseded or unknown."""
    scanned = request.GET.get("code", "").strip()
    answer, found = (UNKNOWN, None) if not scanned else checked(desk, scanned)
    told = {"code": scanned, "answer": answer, "found": found}
    status = 404 if scanned and answer == UNKNOWN else 200
    return shown(request, desk, "forms/check.html", told, status=status)


def checked(desk: Desk, scanned: str) -> tuple[str, Found | None]:
    """What a code is worth; unknown alike for a false one and for what may not be seen."""
    try:
        code = read(scanned, desk.pages.unit, desk.pages.door.keyring)
    except NoCodeError:
        return UNKNOWN, None
    book = next((one for one in BOOKS if one.number == code.form), None)
    if book is not None:
        return _checked_book(desk, book, code)
    form = next((one for one in FORMS if one.number == code.form), None)
    return (UNKNOWN, None) if form is None else _checked_form(desk, form, code)


def _checked_form(desk: Desk, form: Form, code: PrintCode) -> tuple[str, Found | None]:
    kind = kind_of(form.kind)
    thing = desk.seen_or_none(kind, code.subject)
    if thing is None or not may_print(desk, form, thing):
        return UNKNOWN, None
    found = Found(
        title=form.title.within(language()),
        kind=kind,
        identifier=thing.id,
        printed=code.version,
        now=version_of(desk, thing),
    )
    with translation.override(OFFICIAL):
        same = code_of(desk, form, thing).digest == code.digest
    return (CURRENT if same else SUPERSEDED), found


def _checked_book(desk: Desk, book: Book, code: PrintCode) -> tuple[str, Found | None]:
    roles = desk.asking.people.roles(desk.person)
    if desk.person != code.subject and not roles & LEDGER_READERS:
        return UNKNOWN, None
    theirs, period = desk.for_person(code.subject), period_of(code.version)
    with translation.override(OFFICIAL):
        content = book.content(eyes_of(theirs), period)
        same = code_of_book(theirs, book, period, content).digest == code.digest
    return (CURRENT if same else SUPERSEDED), Found(title=book.title.within(language()))
