"""The regulation page: its articles in order, what each clause does, and how it is used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Concatenate, ParamSpec

import msgspec
from django.db import connections
from django.http import HttpRequest, HttpResponse

from shoumi.law.clause import Clause
from shoumi.law.pack import Article, Pack
from shoumi.matters.law.things import AdoptedPack
from shoumi.server.journal.uses import bring_up, uses_since
from shoumi.server.pages.desk import Desk, at_desk, person_of, the_house
from shoumi.server.pages.shown import shown
from shoumi.server.tables.models import Duty
from shoumi.server.visibility import NotFoundError

P = ParamSpec("P")


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """What a clause did since the year began."""

    asked: int = 0
    refused: int = 0
    opened: int = 0
    kept: int = 0
    missed: int = 0

    @property
    def any(self) -> bool:
        """Whether it did anything."""
        return bool(self.asked or self.opened)


class _Term(msgspec.Struct, frozen=True):
    clause: str


class _Terms(msgspec.Struct, frozen=True):
    """Of a duty only what it rests on."""

    terms: tuple[_Term, ...]


class ClauseLine(msgspec.Struct, frozen=True, kw_only=True):
    """A clause with its use. `served`: the program carries its rule out."""

    clause: Clause
    use: Use
    served: bool
    untold: tuple[str, ...]
    gaps: tuple[str, ...]
    in_force: bool

    @property
    def tone(self) -> str:
        """How its tile is painted."""
        if not self.in_force:
            return "off"
        if not self.served:
            return "later"
        if self.use.refused or self.use.missed:
            return "busy"
        return "used" if self.use.any else "unused"


def with_uses(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Bring the use of clauses up to date first: within a desk's moment nothing can be written."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if person_of(request) is not None:
            pages = the_house()
            bring_up(connections[pages.door.using], pages.unit)
        return view(request, *args, **kwargs)

    return wrapped


@with_uses
@at_desk
def shelf(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All regulations, in force or only on the shelf, each with its map of clauses."""
    uses = uses_this_year(desk)
    packs = [
        (pack, tuple(lines_of(desk, pack, uses)), adoption_of(desk, pack))
        for pack in desk.words.packs
    ]
    return shown(request, desk, "law.html", {"packs": packs})


@with_uses
@at_desk
def regulation(request: HttpRequest, desk: Desk, pack: str) -> HttpResponse:
    """One regulation, article by article."""
    found = pack_of(desk, pack)
    lines = tuple(lines_of(desk, found, uses_this_year(desk)))
    return shown(
        request,
        desk,
        "regulation.html",
        {
            "pack": found,
            "articles": tuple(by_article(found, lines)),
            "lines": lines,
            "adoption": adoption_of(desk, found),
            "others": [one for one in desk.words.packs if one.id != found.id],
        },
    )


@at_desk
def compare(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Two regulations side by side, by the rules that both speak of."""
    left, right = (pack_of(desk, request.GET.get(side, "")) for side in ("left", "right"))
    rules = dict.fromkeys(clause.rule for pack in (left, right) for clause in pack.clauses)
    pairs = [(rule, _of(left, rule), _of(right, rule)) for rule in rules]
    return shown(
        request,
        desk,
        "compare.html",
        {
            "left": left,
            "right": right,
            "both": [pair for pair in pairs if pair[1] and pair[2]],
            "one": [pair for pair in pairs if not (pair[1] and pair[2])],
        },
    )


@at_desk
def gaps(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the texts leave open and the unit has not set: the proposals count meanwhile."""
    law = desk.house.law
    found = [
        (clause, sorted(law.figures(clause).proposed), law.figures(clause))
        for clause in in_force(desk).values()
        if law.figures(clause).proposed
    ]
    return shown(request, desk, "gaps.html", {"gaps": found})


def pack_of(desk: Desk, identifier: str) -> Pack:
    """A regulation on the shelf; NotFoundError if there is none."""
    found = desk.words.pack(identifier)
    if found is None:
        raise NotFoundError
    return found


def adoption_of(desk: Desk, pack: Pack) -> AdoptedPack | None:
    """Since when a regulation binds, if it does."""
    rows = (row for row in desk.known.find(AdoptedPack) if row.pack == pack.id)
    return next((row for row in rows if row.since <= desk.asking.on), None)


def in_force(desk: Desk) -> dict[str, Clause]:
    """The clauses in force today, by id."""
    law = desk.house.law
    each = (clause for pack in desk.words.packs for clause in pack.clauses)
    return {clause.id: clause for clause in each if law.clause(clause.id) is not None}


def lines_of(desk: Desk, pack: Pack, uses: dict[str, Use]) -> Iterator[ClauseLine]:
    """Every clause of a regulation with what it did."""
    law, served = desk.house.law, desk.catalogue.served
    for clause in pack.clauses:
        found = law.clause(clause.id)
        yield ClauseLine(
            clause=clause,
            use=uses.get(clause.id, Use()),
            served=clause.is_served(served),
            untold=clause.untold(served) if clause.rule in served else (),
            gaps=tuple(sorted(law.figures(found).proposed)) if found else (),
            in_force=found is not None,
        )


def by_article(
    pack: Pack, lines: Iterable[ClauseLine]
) -> Iterator[tuple[Article, tuple[ClauseLine, ...]]]:
    """The clauses under the longest article number that begins theirs."""
    numbers = sorted((article.number for article in pack.articles), key=len, reverse=True)
    under: dict[str, list[ClauseLine]] = {number: [] for number in numbers}
    for line in lines:
        own = next((number for number in numbers if _is_under(line.clause.number, number)), "")
        under.setdefault(own, []).append(line)
    for article in pack.articles:
        yield article, tuple(under[article.number])


def _is_under(clause: str, article: str) -> bool:
    rest = clause.removeprefix(article)
    return clause.startswith(article) and (not rest or not rest[0].isdigit())


def _of(pack: Pack, rule: str) -> tuple[Clause, ...]:
    return tuple(clause for clause in pack.clauses if clause.rule == rule)


def uses_this_year(desk: Desk) -> dict[str, Use]:
    """How often each clause was asked, refused, and its duties kept or missed, this year."""
    unit, year = desk.pages.unit, desk.asking.on.year
    counted: dict[str, Counter[str]] = {}
    for use, number in uses_since(desk.known.direct, unit, f"{year}-01").items():
        counted.setdefault(use.clause, Counter())[use.outcome] += number
    overdue = _overdue(desk)
    return {
        clause: Use(
            asked=told.total(),
            refused=told["refused"],
            opened=told["opened"],
            kept=told["kept"],
            missed=told["late"] + overdue[clause],
        )
        for clause, told in ((one, counted.get(one, Counter())) for one in counted | overdue)
    }


def _overdue(desk: Desk) -> Counter[str]:
    """The open duties whose time has passed, by clause."""
    late: Counter[str] = Counter()
    every = Duty.objects.using(desk.pages.door.using)
    rows = every.filter(unit=desk.pages.unit, is_open=True, due_at__lt=desk.at)
    for body in rows.values_list("body", flat=True).iterator():
        late.update(term.clause for term in msgspec.json.decode(body, type=_Terms).terms)
    return late
