"""Which forms there are, of what and for whom; and those that a person may print here."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import msgspec
from django.urls import reverse

from shoumi.acts.thing import Thing, kind_of
from shoumi.law.words import Text
from shoumi.matters.applications.things import ApplicationRow
from shoumi.matters.carriers.things import Carrier, HandOver
from shoumi.matters.carriers.work import Batch, Inventory, Job
from shoumi.matters.organisation.things import Person
from shoumi.server.forms import books, copying, counting, custody, destruction
from shoumi.server.forms.eyes import Content, Eyes, eyes_of
from shoumi.server.pages.desk import Desk
from shoumi.server.pages.words import language

KEEPING = frozenset({"desk"})
ANYBODY = frozenset({"row", "know", "own", "desk"})
OFFICERS = frozenset({"secrecy_officer", "secrecy_office"})
LEDGER_READERS = OFFICERS | {"inspector"}

Fits = Callable[[Eyes, Thing], bool]


def always(eyes: Eyes, thing: Thing) -> bool:  # noqa: ARG001 every test of a form takes both
    """A form that every thing of its kind has."""
    return True


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form about one thing.

    `number` stands in the codes on paper and is never given to another form. `see` are the
    groups of which one opens it; `of_the_person` limits it to officers and the person himself.
    """

    number: int
    slug: str
    title: Text
    kind: type[Thing]
    layout: str
    content: Callable[[Eyes, Any], Content]
    see: frozenset[str] = ANYBODY
    fits: Fits = always
    of_the_person: bool = False
    officers_only: bool = False


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """A register on paper, as far as the person who prints it sees its lines."""

    number: int
    slug: str
    title: Text
    kind: type[Thing]
    layout: str
    content: Callable[[Eyes, books.Period], Content]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A form that may be printed here."""

    slug: str
    title: str
    address: str


FORMS: tuple[Form, ...] = (
    Form(
        number=1,
        slug="first-page-strip",
        title=Text(zh="首页签条", en="First-page strip and carrier label"),
        kind=Carrier,
        layout="first-page-strip",
        content=custody.first_page_strip,
        see=KEEPING,
    ),
    Form(
        number=2,
        slug="hand-over-slip",
        title=Text(zh="交接单", en="Hand-over slip"),
        kind=HandOver,
        layout="hand-over-slip",
        content=custody.hand_over_slip,
    ),
    Form(
        number=3,
        slug="copy-mark",
        title=Text(zh="复印标记", en="Copy mark"),
        kind=Carrier,
        layout="copy-mark",
        content=copying.copy_mark,
        fits=copying.bears_a_mark,
    ),
    Form(
        number=4,
        slug="copy-marks",
        title=Text(zh="复印标记", en="Copy marks"),
        kind=Job,
        layout="copy-mark",
        content=copying.copy_marks,
        fits=copying.made_copies,
    ),
    Form(
        number=5,
        slug="copy-approval",
        title=Text(zh="制作（复印）审批单", en="Approval of making or copying"),
        kind=ApplicationRow,
        layout="copy-approval",
        content=copying.approval_of_application,
        fits=copying.asks_for_a_copy,
    ),
    Form(
        number=6,
        slug="job-approval",
        title=Text(zh="制作（复印）审批单", en="Approval of making or copying"),
        kind=Job,
        layout="copy-approval",
        content=copying.approval_of_job,
    ),
    Form(
        number=7,
        slug="destruction-approval",
        title=Text(zh="销毁审批表及清册", en="Approval and list of a destruction"),
        kind=ApplicationRow,
        layout="destruction-approval",
        content=destruction.approval_of_application,
        fits=destruction.asks_for_destruction,
    ),
    Form(
        number=8,
        slug="batch-approval",
        title=Text(zh="销毁审批表及清册", en="Approval and list of a destruction"),
        kind=Batch,
        layout="destruction-approval",
        content=destruction.approval_of_batch,
        see=KEEPING,
    ),
    Form(
        number=9,
        slug="destruction-certificate",
        title=Text(zh="销毁证明", en="Certificate of destruction"),
        kind=Batch,
        layout="destruction-certificate",
        content=destruction.certificate,
        see=KEEPING,
        fits=destruction.is_closed,
    ),
    Form(
        number=10,
        slug="media-list",
        title=Text(zh="介质送销清单", en="List of media brought to destruction"),
        kind=Batch,
        layout="media-list",
        content=destruction.media_list,
        see=KEEPING,
        fits=destruction.has_media,
    ),
    Form(
        number=11,
        slug="count-sheet",
        title=Text(zh="清点单", en="Count sheet, blank"),
        kind=Inventory,
        layout="count-sheet",
        content=counting.blank_sheet,
    ),
    Form(
        number=12,
        slug="differences",
        title=Text(zh="差异表", en="Differences of a count"),
        kind=Inventory,
        layout="differences",
        content=counting.differences,
        see=KEEPING,
    ),
    Form(
        number=13,
        slug="held-list",
        title=Text(zh="个人持有清单", en="What a person holds"),
        kind=Person,
        layout="held-list",
        content=custody.held_list,
        of_the_person=True,
    ),
    Form(
        number=14,
        slug="recall-note",
        title=Text(zh="催还单", en="Reminder to return"),
        kind=Person,
        layout="recall-note",
        content=custody.recall_note,
        fits=custody.owes_something,
        officers_only=True,
    ),
)
BOOKS: tuple[Book, ...] = (
    Book(
        number=101,
        slug="receipt-register",
        title=Text(zh="收文登记簿", en="Register of what came in"),
        kind=Carrier,
        layout="receipt-register",
        content=books.receipts,
    ),
    Book(
        number=102,
        slug="carrier-register",
        title=Text(zh="涉密载体台账", en="Register of carriers"),
        kind=Carrier,
        layout="carrier-register",
        content=books.carriers,
    ),
    Book(
        number=103,
        slug="copy-register",
        title=Text(zh="复印登记", en="Register of copying"),
        kind=Job,
        layout="copy-register",
        content=books.copies,
    ),
)


def is_installed() -> bool:
    """Whether this installation prints: the typesetter is an extra."""
    return find_spec("typst") is not None


def forms_for(desk: Desk, thing: Thing) -> tuple[Link, ...]:
    """The forms of a thing that the person at the desk may print now."""
    if not is_installed():
        return ()
    return tuple(
        Link(
            slug=form.slug,
            title=form.title.within(language()),
            address=reverse("form", args=[form.slug, thing.id]),
        )
        for form in FORMS
        if form.kind is type(thing) and may_print(desk, form, thing)
    )


def forms_of_register(kind: str) -> tuple[Link, ...]:
    """The registers on paper that show things of a kind; each prints what its reader may see."""
    if not is_installed():
        return ()
    return tuple(
        Link(
            slug=book.slug,
            title=book.title.within(language()),
            address=reverse("form-register", args=[book.slug]),
        )
        for book in BOOKS
        if kind_of(book.kind) == kind
    )


def may_print(desk: Desk, form: Form, thing: Thing) -> bool:
    """Whether the person at the desk may see what the form shows, and it has something to show."""
    if not desk.groups(thing) & form.see:
        return False
    is_officer = bool(desk.asking.people.roles(desk.person) & OFFICERS)
    if form.officers_only and not is_officer:
        return False
    if form.of_the_person and not is_officer and desk.person != thing.id:
        return False
    return form.fits(eyes_of(desk), thing)
