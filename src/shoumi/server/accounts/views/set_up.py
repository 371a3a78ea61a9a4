"""The set-up: one question a page; nothing is written before the last one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Final, cast

import msgspec
from django.apps import apps
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shoumi.decision.everything import everything
from shoumi.law.pack import Pack
from shoumi.law.words import say
from shoumi.server.accounts.apps import Accounts
from shoumi.server.accounts.setup import draft as drafts
from shoumi.server.accounts.setup.acts import BASE
from shoumi.server.accounts.setup.draft import Draft, Entrant, Faults
from shoumi.server.accounts.setup.found import Ground, found_unit, policy_for
from shoumi.server.accounts.setup.keeping import drop, keep, kept
from shoumi.server.journal.founding import AlreadyFoundedError, RefusedAtFoundingError
from shoumi.server.keys.keyring import master_in
from shoumi.server.pages.words import language
from shoumi.server.shelf import stand_up

UNFIT = 422
BLANK_LINES, FIRST_LINES = 3, 7
STEPS: Final = (
    "level",
    "unit",
    "departments",
    "people",
    "roles",
    "regulations",
    "review",
)
UNIT_KINDS: Final = ("agency", "company", "institute", "association", "mission", "bureau")
Taken = Callable[[Draft, QueryDict], Draft]


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A regulation that may be adopted, with what it leaves open."""

    id: str
    title: str
    source: str
    clauses: int
    gaps: int
    unserved: int


@never_cache
@require_safe
def start(_request: HttpRequest) -> HttpResponse:
    """The first question that is not answered yet."""
    return redirect("accounts:set-up-step", STEPS[0])


@never_cache
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, step: str) -> HttpResponse:
    """One question; an answer that is right leads to the next."""
    if step not in STEPS:
        raise Http404
    draft, faults = kept(request.session), {}
    if request.method == "POST":
        draft = _TAKEN[step](draft, request.POST)
        keep(request.session, draft)
        faults = _CHECKS[step](draft)
        if "more" not in request.POST and not faults:
            return _onward(request, step, draft)
    return _shown(request, step, draft, faults)


def _onward(request: HttpRequest, step: str, draft: Draft) -> HttpResponse:
    if step != STEPS[-1]:
        return redirect("accounts:set-up-step", STEPS[STEPS.index(step) + 1])
    try:
        slips = found_unit(draft, ground_of_this_installation())
    except RefusedAtFoundingError as refusal:
        return _shown(request, step, draft, {"refused": refusal.message})
    except AlreadyFoundedError as error:
        # Another browser was faster by a moment; from now on there is no such page.
        drop(request.session)
        raise Http404 from error
    drop(request.session)
    # Shown with this answer and kept nowhere: a slip that is lost is issued again.
    return render(request, "accounts/slips.html", {"slips": slips, "first": True})


def _shown(request: HttpRequest, step: str, draft: Draft, faults: Faults) -> HttpResponse:
    more = max(BLANK_LINES, FIRST_LINES - len(draft.people))
    blank = tuple(Entrant(name="", log_in="", department="") for _ in range(more))
    told: dict[str, object] = {
        "step": step,
        "steps": STEPS,
        "place": STEPS.index(step) + 1,
        "draft": draft,
        "lines": (*draft.people, *blank),
        "faults": {field: say(each, gettext) for field, each in faults.items()},
        "levels": declarable(),
        "unit_kinds": UNIT_KINDS,
        "asked": drafts.ASKED,
        "needed": drafts.NEEDED,
        "tiers": tiers(),
        "name_of": name_of,
        "offers": offers() if step in {"regulations", "review"} else (),
    }
    if draft.level:
        told["policy"] = policy_for(draft, ground_of_this_installation())
    status = UNFIT if faults and "more" not in request.POST else 200
    return render(request, f"accounts/set-up/{step}.html", told, status=status)


# What each step takes from its form -----------------------------------------------------------


def _level(draft: Draft, given: QueryDict) -> Draft:
    chosen = given.get("level", "")
    return msgspec.structs.replace(draft, level=chosen if chosen in declarable() else "")


def _unit(draft: Draft, given: QueryDict) -> Draft:
    kind = given.get("unit_kind", "agency")
    return msgspec.structs.replace(
        draft,
        name=given.get("name", "").strip(),
        unit_kind=kind if kind in UNIT_KINDS else "agency",
        code=given.get("code", "").strip(),
    )


def _departments(draft: Draft, given: QueryDict) -> Draft:
    lines = given.get("departments", "").splitlines()
    return msgspec.structs.replace(
        draft, departments=tuple(line.strip() for line in lines if line.strip())
    )


def _people(draft: Draft, given: QueryDict) -> Draft:
    columns = [given.getlist(name) for name in ("name", "log_in", "department", "tier")]
    people = tuple(
        Entrant(
            name=name.strip(),
            log_in=log_in.strip().casefold(),
            department=department,
            tier=tier if tier in tiers() else "",
        )
        for name, log_in, department, tier in zip(*columns, strict=False)
        if name.strip() or log_in.strip()
    )
    return msgspec.structs.replace(draft, people=people)


def _roles(draft: Draft, given: QueryDict) -> Draft:
    chosen = {role: given.get(role, "") for role in drafts.ASKED}
    return msgspec.structs.replace(draft, roles={role: who for role, who in chosen.items() if who})


def _regulations(draft: Draft, given: QueryDict) -> Draft:
    offered = {offer.id for offer in offers()}
    chosen = tuple(one for one in given.getlist("regulations") if one in offered)
    return msgspec.structs.replace(draft, regulations=chosen)


def _review(draft: Draft, given: QueryDict) -> Draft:
    return msgspec.structs.replace(draft, paper=given.get("paper", "").strip())


def _nothing(_draft: Draft) -> Faults:
    return {}


_TAKEN: Final[Mapping[str, Taken]] = {
    "level": _level,
    "unit": _unit,
    "departments": _departments,
    "people": _people,
    "roles": _roles,
    "regulations": _regulations,
    "review": _review,
}
_CHECKS: Final[Mapping[str, Callable[[Draft], Faults]]] = {
    "level": drafts.level_faults,
    "unit": drafts.unit_faults,
    "departments": drafts.department_faults,
    "people": drafts.people_faults,
    "roles": drafts.role_faults,
    "regulations": _nothing,
    "review": drafts.all_faults,
}


# What stands on the shelf ---------------------------------------------------------------------


@cache
def ground_of_this_installation() -> Ground:
    """The packs, the catalogue and the master key; packs do not change while the program runs."""
    catalogue = everything()
    return Ground(
        catalogue=catalogue,
        # Whether clauses have their examples is the business of the tests of packs.
        shelf=stand_up(frozenset()),
        master=master_in(settings.SHOUMI_HOME),
        clock=_now,
    )


def _now() -> datetime:
    """The time as the accounts' application tells it."""
    return cast("Accounts", apps.get_app_config("accounts")).clock()


def offers() -> tuple[Offer, ...]:
    """The regulations on the shelf, without the base pack, which is always in force."""
    ground = ground_of_this_installation()
    packs = sorted(ground.shelf.library.values(), key=lambda pack: pack.id)
    return tuple(_offer(pack, ground) for pack in packs if pack.id != BASE)


def _offer(pack: Pack, ground: Ground) -> Offer:
    served = ground.catalogue.served
    unserved = [clause for clause in pack.clauses if not clause.is_served(served)]
    gaps = [
        clause
        for clause in pack.clauses
        if any(dated.value is None for figure in clause.figures.values() for dated in figure.values)
    ]
    return Offer(
        id=pack.id,
        title=pack.title.within(language()),
        source=pack.source,
        clauses=len(pack.clauses),
        gaps=len(gaps),
        unserved=len(unserved),
    )


def declarable() -> tuple[str, ...]:
    """The levels that an installation may be declared for, the highest last."""
    base = ground_of_this_installation().shelf.library[BASE]
    ranked = [
        (level.rank, level.code)
        for scheme in base.schemes
        for level in scheme.levels
        if scheme.reference and level.rank is not None
    ]
    return tuple(code for _rank, code in sorted(ranked))


def tiers() -> tuple[str, ...]:
    """The tiers of cleared people, the highest last."""
    base = ground_of_this_installation().shelf.library[BASE]
    return tuple(tier.code for tier in sorted(base.tiers, key=lambda each: each.rank))


def name_of(sort: str, code: str) -> str:
    """What the base pack calls a level, a role, a tier or another code."""
    base = ground_of_this_installation().shelf.library[BASE]
    if sort == "role":
        return base.roles[code].name.within(language())
    if sort == "tier":
        return next(one.name for one in base.tiers if one.code == code).within(language())
    if sort != "level":
        return base.terms[sort, code].within(language())
    levels = (level for scheme in base.schemes for level in scheme.levels)
    return next(one.name for one in levels if one.code == code).within(language())
