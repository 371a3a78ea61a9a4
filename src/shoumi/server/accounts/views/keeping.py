"""Open, unlock and close accounts: for the system and the security administrator."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shoumi.law.words import N_, Message, say
from shoumi.matters.access.things import Account
from shoumi.matters.organisation.things import Person
from shoumi.server.accounts.house import asking, is_done, tell, the_house, the_policy
from shoumi.server.accounts.models import Credential
from shoumi.server.accounts.slips import issue
from shoumi.server.accounts.unlocking import (
    ALONE,
    RENEW,
    TOGETHER,
    Unlocking,
    ask_to_unlock,
    name_of_owner,
    slip_for,
)
from shoumi.server.accounts.views.logging_in import sitting_of
from shoumi.server.perform import Outcome

GUARDIAN = "security_administrator"
KEEPERS = frozenset({"system_administrator", GUARDIAN})
ADMINISTRATORS = KEEPERS | {"audit_administrator"}
REFUSED = 422
View = Callable[..., HttpResponse]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One account in the list. `shut`: wrong entries closed it before its first log-in."""

    id: str
    person: str
    kind: str
    state: str
    name: str
    shut: bool


def _for_kinds(kinds: frozenset[str]) -> Callable[[View], View]:
    """A page that exists only for those who sit here with an account of these kinds."""

    def bind(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
            sitting = sitting_of(request)
            if sitting is None or sitting.credential.kind not in kinds:
                raise Http404
            return view(request, *args, **kwargs)

        return never_cache(wrapped)

    return bind


for_keepers = _for_kinds(KEEPERS)
for_administrators = _for_kinds(ADMINISTRATORS)


@for_keepers
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """账号与角色清单."""
    return render(request, "accounts/list.html", {"lines": _lines(_by(request)), **_who(request)})


@for_keepers
@require_http_methods(["GET", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """开通账号: the slip is shown once, on the answer to this request."""
    said: list[str] = []
    if request.method == "POST":
        answer = _opened(request)
        if isinstance(answer, HttpResponse):
            return answer
        said = answer
    with asking(_by(request)) as asked:
        people = sorted(asked.known.find(Person, state="here"), key=lambda one: one.name)
    told = {"people": people, "kinds": KINDS, "said": said, "given": request.POST}
    return render(request, "accounts/open.html", told, status=REFUSED if said else 200)


KINDS = ("ordinary", "system_administrator", "security_administrator", "audit_administrator")


def _opened(request: HttpRequest) -> HttpResponse | list[str]:
    policy = the_policy()
    name = request.POST.get("name", "").strip().casefold()
    if not name or Credential.objects.filter(name=name).exists():
        return [gettext("Choose another log-in name: this one is empty or taken.")]
    person, kind = request.POST.get("person", ""), request.POST.get("kind", "ordinary")
    outcome = tell(
        "access.open-account",
        _by(request),
        person=person,
        account_kind=kind,
        methods=[policy.method],
    )
    if not is_done(outcome):
        return _why(outcome)
    pages = the_house()
    credential = Credential(
        account=outcome.made[0], unit=pages.unit, person=person, kind=kind, name=name
    )
    return _slip(request, credential)


@for_keepers
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest, account: str) -> HttpResponse:
    """解锁账号: with how the identity was checked; the owner gets a new initial password."""
    return _unlocking(request, account, ALONE)


@for_keepers
@require_http_methods(["GET", "POST"])
def renew_slip(request: HttpRequest, account: str) -> HttpResponse:
    """补发口令条: the slip was lost before the first log-in."""
    return _unlocking(request, account, RENEW)


@for_administrators
@require_http_methods(["GET", "POST"])
def unlock_together(request: HttpRequest, account: str) -> HttpResponse:
    """共同解锁: the first of two administrators proposes, the second one gets the slip."""
    return _unlocking(request, account, TOGETHER)


@for_administrators
@require_safe
def together(request: HttpRequest) -> HttpResponse:
    """Locked accounts that only two administrators together unlock."""
    locked = [
        line
        for line in _lines(_by(request))
        if line.kind == GUARDIAN and line.state == "locked" and line.name
    ]
    return render(request, "accounts/together.html", {"lines": locked})


def _unlocking(request: HttpRequest, account: str, slug: str) -> HttpResponse:
    credential, by = _credential(account), _by(request)
    said: list[str] = []
    proposed = False
    if request.method == "POST":
        unlocking = Unlocking(
            account=account,
            identity_checked=request.POST.get("identity_checked", ""),
            reason=request.POST.get("reason", ""),
        )
        outcome = ask_to_unlock(slug, unlocking, by)
        slip = slip_for(credential, by, outcome)
        if slip is not None:
            return render(request, "accounts/slips.html", {"slips": [slip], "first": False})
        proposed = outcome is not None and is_done(outcome)
        said = [] if proposed or outcome is None else _why(outcome)
    told = {
        "credential": credential,
        "person": name_of_owner(credential, by),
        "slug": slug,
        "together": slug == TOGETHER,
        "proposed": proposed,
        "said": said,
    }
    return render(request, "accounts/unlock.html", told, status=REFUSED if said else 200)


@for_keepers
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, account: str) -> HttpResponse:
    """停用注销账号: its proofs are destroyed, its entries stay."""
    credential = _credential(account)
    said: list[str] = []
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        outcome = tell("access.close-account", _by(request), account=account, reason=reason)
        if is_done(outcome):
            credential.delete()
            return redirect("accounts:list")
        said = _why(outcome)
    told = {
        "credential": credential,
        "person": name_of_owner(credential, _by(request)),
        "said": said,
    }
    return render(request, "accounts/close.html", told, status=REFUSED if said else 200)


def _slip(request: HttpRequest, credential: Credential) -> HttpResponse:
    pages, policy = the_house(), the_policy()
    slip = issue(
        credential,
        pages.door.keyring,
        one_time=policy.one_time,
        person=name_of_owner(credential, _by(request)),
    )
    credential.save()
    return render(request, "accounts/slips.html", {"slips": [slip], "first": False})


def _credential(account: str) -> Credential:
    found = Credential.objects.filter(pk=account).first()
    if found is None:
        raise Http404
    return found


def _lines(by: str) -> list[Line]:
    kept = {one.account: one for one in Credential.objects.all()}
    with asking(by) as asked:
        held = asked.known.find(Account)
        people = {one.id: one.name for one in asked.known.find(Person)}
    return [
        Line(
            id=one.id,
            person=people.get(one.person, ""),
            kind=one.account_kind,
            state=one.state,
            name=kept[one.id].name if one.id in kept else "",
            shut=one.id in kept and kept[one.id].locked,
        )
        for one in held
    ]


def _who(request: HttpRequest) -> dict[str, object]:
    sitting = sitting_of(request)
    return {"unlocks": sitting is not None and sitting.credential.kind == GUARDIAN}


def _by(request: HttpRequest) -> str:
    sitting = sitting_of(request)
    if sitting is None:
        raise Http404
    return sitting.credential.person


def _why(outcome: Outcome) -> list[str]:
    """What the clauses said, each with its address."""
    return [
        f"{say(each.breach.message, gettext)} ({each.clause})"
        for each in outcome.ruling.refusing()
        if each.breach
    ] or [say(Message(N_("This needs the consent of others first.")), gettext)]
