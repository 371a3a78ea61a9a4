"""One request's view of the unit: who asks, and what that person may be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.apps import apps
from django.db import connections
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse

from shoumi.acts.act import Act
from shoumi.acts.thing import Thing
from shoumi.decision.perform import may
from shoumi.decision.verdict import Ruling
from shoumi.law.adoption import LawInForce
from shoumi.law.clause import Json
from shoumi.matters.organisation.things import Person, Unit
from shoumi.server.pages.beside.works import Works
from shoumi.server.pages.house import PagesHouse
from shoumi.server.pages.words import Words
from shoumi.server.perform import one_moment
from shoumi.server.registry import DatabaseRegisters
from shoumi.server.visibility import NotFoundError, Sight, viewer_of

T = TypeVar("T", bound=Thing)
P = ParamSpec("P")
AT_ONCE = 500


class Desk:
    """Reads one moment of the registers for one person; everything shown passes through here."""

    def __init__(self, pages: PagesHouse, known: DatabaseRegisters, person: str) -> None:
        """Open the law of now; the registers are read as pages ask for them."""
        self.pages, self.known, self.person = pages, known, person
        self.catalogue = pages.door.catalogue
        self._book = pages.book_for(known.direct)
        self.asking, self.house = pages.door.asked(person, pages.clock(), known, self._book)
        self.at = self.asking.at
        self.words = Words(self.asking, self.house, pages.shelf)
        viewer = viewer_of(person, self.asking.people, self.asking.levels)
        self.sight = Sight(known.direct, pages.unit, viewer)
        self._groups: dict[str, frozenset[str]] = {}
        self._kinds: dict[str, str | None] = {}
        self._answers: dict[str, Ruling] = {}

    def for_person(self, person: str) -> Desk:
        """The same moment with another person's questions; only a verdict may come out of it."""
        return Desk(self.pages, self.known, person)

    def may(self, act: Act) -> Ruling:
        """The verdict on an act as of now, and nothing is recorded."""
        return may(act, self.asking, self.house)

    def right(self, slug: str, **payload: Json) -> Ruling:
        """The verdict on an act that a whole page turns on, worked out once for the moment."""
        key = " ".join((slug, *(f"{name}={value}" for name, value in sorted(payload.items()))))
        if key not in self._answers:
            self._answers[key] = self.may(self.read({"do": slug, **payload}))
        return self._answers[key]

    def law_of_all_days(self) -> LawInForce:
        """The unit's law before and after today, for the analysis of a regulation."""
        return self._book.in_force(self.known)

    def read(self, payload: Mapping[str, Json]) -> Act:
        """The typed act of a payload; UnusableActError if it is none."""
        return self.pages.door.read(payload)

    def groups(self, thing: Thing) -> frozenset[str]:
        """The groups in which the person stands for the thing; none: it does not exist."""
        if thing.id not in self._groups:
            try:
                self._groups[thing.id] = self.sight.groups_for(thing)
            except NotFoundError:
                self._groups[thing.id] = frozenset()
        return self._groups[thing.id]

    def seen(self, kind: str, identifier: str) -> Thing:
        """The thing, if the person may see it; NotFoundError alike for unseen and for absent."""
        found = self.seen_or_none(kind, identifier)
        if found is None:
            raise NotFoundError
        return found

    def seen_or_none(self, kind: str, identifier: str | None) -> Thing | None:
        """The thing, if the person may see it."""
        struct = self.catalogue.things.get(kind)
        thing = self.known.get(struct, identifier) if struct and identifier else None
        return thing if thing is not None and self.groups(thing) else None

    def kind(self, kind: str) -> type[Thing]:
        """The struct of a kind; NotFoundError where there is no such kind."""
        struct = self.catalogue.things.get(kind)
        if struct is None:
            raise NotFoundError
        return struct

    def by_id(self, identifiers: Iterable[str]) -> dict[str, Thing]:
        """Of things of which only the ids are at hand, those that the person may see."""
        wanted = tuple(dict.fromkeys(identifiers))
        self._ask_kinds([one for one in wanted if one not in self._kinds])
        pairs = [(kind, one) for one in wanted if (kind := self._kinds[one]) is not None]
        self.known.warm(pairs)
        things = [self.known.get(self.catalogue.things[kind], one) for kind, one in pairs]
        there = [thing for thing in things if thing is not None]
        self.look_at(there)
        return {thing.id: thing for thing in there if self.groups(thing)}

    def look_at(self, things: Iterable[Thing]) -> None:
        """Ask for many things at once whether the person may see them."""
        fresh = [one for one in things if not one.open_to_all and one.id not in self._groups]
        for start in range(0, len(fresh), AT_ONCE):
            part = fresh[start : start + AT_ONCE]
            found = self.sight.groups((one.id, one.face().level) for one in part)
            self._groups.update((one.id, found.get(one.id, frozenset())) for one in part)

    def _ask_kinds(self, identifiers: list[str]) -> None:
        kinds = tuple(self.catalogue.things)
        for start in range(0, len(identifiers), AT_ONCE):
            part = identifiers[start : start + AT_ONCE]
            rows = self.known.direct.ask(
                "SELECT kind, id FROM thing WHERE unit = %s "  # noqa: S608 marks only
                f"AND kind IN ({', '.join(['%s'] * len(kinds))}) "
                f"AND id IN ({', '.join(['%s'] * len(part))})",
                [self.pages.unit, *kinds, *part],
            )
            self._kinds.update(dict.fromkeys(part))
            self._kinds.update((one, kind) for kind, one in rows)

    def find(self, kind: type[T], **face: str) -> tuple[T, ...]:
        """The things with such a face that the person may see."""
        found = self.known.find(kind, **face)
        self.look_at(found)
        return tuple(thing for thing in found if self.groups(thing))

    def held(self) -> Iterator[Thing]:
        """What the person holds, of all kinds."""
        for struct in self.catalogue.things.values():
            for thing in self.known.find(struct, holder=self.person):
                if self.groups(thing):
                    yield thing

    @property
    def me(self) -> Person | None:
        """Who asks."""
        return self.known.get(Person, self.person)

    @property
    def unit(self) -> Unit | None:
        """The unit whose ledger this is."""
        return next(iter(self.known.find(Unit)), None)


def person_of(request: HttpRequest) -> str | None:
    """Who is logged in, as the accounts middleware says."""
    found: str | None = getattr(request, "person", None)
    return found


def the_house() -> PagesHouse:
    """The house that this program serves."""
    house: PagesHouse = apps.get_app_config("pages").house  # type: ignore[attr-defined]
    return house


def the_works() -> Works:
    """What goes on beside the pages of this program."""
    works: Works = apps.get_app_config("pages").works  # type: ignore[attr-defined]
    return works


@contextmanager
def opened(request: HttpRequest) -> Iterator[Desk]:
    """A desk for the length of a block, on one moment of the database."""
    pages = the_house()
    connection = connections[pages.door.using]
    with connection.wrap_database_errors, one_moment(connection) as direct:
        yield Desk(pages, pages.door.registers(direct), person_of(request) or "")


def at_desk(
    view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page that only reads: it gets a desk; without a log-in it leads to the log-in."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if person_of(request) is None:
            return to_log_in(request)
        try:
            with opened(request) as desk:
                return view(request, desk, *args, **kwargs)
        except NotFoundError as error:
            raise Http404 from error

    return wrapped


def to_log_in(request: HttpRequest) -> HttpResponse:
    """Where a person says who he is; the page asked for comes afterwards."""
    return redirect(f"{log_in_address()}?next={request.path}")


def log_in_address() -> str:
    """The address of the log-in, wherever the accounts put it."""
    try:
        return reverse("accounts:log-in")
    except NoReverseMatch:
        return "/log-in/"
