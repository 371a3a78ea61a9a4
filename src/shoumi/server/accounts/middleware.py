"""In front of every page: who sits here, whether he may still, and where he has to go first."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from shoumi.server.accounts import sittings
from shoumi.server.accounts.house import is_set_up, tell, the_house, the_policy
from shoumi.server.accounts.models import Sitting
from shoumi.server.accounts.policy import Policy
from shoumi.server.accounts.rooms import may_enter

Answer = Callable[[HttpRequest], HttpResponse]
LOCKED = 423
QUIET = "X-Shoumi-Quiet"
"""A page that asks by itself says so; such asking does not count as use."""
_SET_UP = "/set-up/"
_API = "/api/"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_HANDED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")
"""What a proxy on this machine says of a request that came from elsewhere."""


class Guard:
    """Sets request.person, request.account_kind and request.sitting, or leads elsewhere.

    `person` is None for who has not logged in, whose sitting is locked, or who has to set a
    password first. Addresses below /api/ pass without a sitting: tokens are checked there.
    """

    def __init__(self, get_response: Answer) -> None:
        """Stand in front of `get_response`."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or pass on what may pass."""
        _sits(request, None, None)
        if request.path.startswith(settings.STATIC_URL):
            return self._next(request)
        if not is_set_up():
            return self._before_set_up(request)
        if request.path.startswith(_SET_UP):
            raise Http404
        policy, at = the_policy(), the_house().clock()
        sitting = sittings.standing(request, policy, at)
        if sitting is None:
            return self._without_sitting(request)
        if sittings.is_idle(sitting, policy, at) and sittings.lock(sitting, at):
            tell_locked(sitting, cause="idle")
            sitting.locked_at = at
        request.policy = policy  # type: ignore[attr-defined]
        response = self._with(request, sitting) or self._used(request, sitting, policy)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _before_set_up(self, request: HttpRequest) -> HttpResponse:
        """Only who sits at the machine itself sets the unit up."""
        handed_on = any(name in request.headers for name in _HANDED_ON)
        if handed_on or request.META.get("REMOTE_ADDR") not in _LOOPBACK:
            return render(request, "accounts/not-set-up.html", status=503)
        if not request.path.startswith(_SET_UP):
            return redirect(_SET_UP)
        return self._next(request)

    def _without_sitting(self, request: HttpRequest) -> HttpResponse:
        open_to_all = (reverse("accounts:log-in"), _API)
        if request.path.startswith(open_to_all):
            return self._next(request)
        return led_to(request, "accounts:log-in")

    def _with(self, request: HttpRequest, sitting: Sitting) -> HttpResponse | None:
        """Where a sitting has to go before it goes on; None: nowhere."""
        _sits(request, sitting, None)
        if sitting.locked_at is not None:
            return self._only(request, "accounts:locked", "accounts:log-out", "accounts:lock")
        if sitting.credential.must_change:
            return self._only(request, "accounts:password", "accounts:log-out")
        if not may_enter(sitting.credential.kind, request.path):
            raise Http404
        return None

    def _only(self, request: HttpRequest, *names: str) -> HttpResponse:
        if request.path in {reverse(name) for name in names}:
            return self._next(request)
        return led_to(request, names[0])

    def _used(self, request: HttpRequest, sitting: Sitting, policy: Policy) -> HttpResponse:
        _sits(request, sitting, sitting.credential.person)
        if QUIET not in request.headers:
            sittings.seen(sitting, policy, the_house().clock())
        return self._next(request)


def _sits(request: HttpRequest, sitting: Sitting | None, person: str | None) -> None:
    """Say to the views who is here."""
    seated: dict[str, object] = {
        "sitting": sitting,
        "person": person,
        "account_kind": sitting.credential.kind if sitting else None,
    }
    for name, value in seated.items():
        setattr(request, name, value)


def tell_locked(sitting: Sitting, *, cause: str) -> None:
    """Record that a sitting was locked."""
    credential = sitting.credential
    tell("access.lock", credential.person, account=credential.account, cause=cause)


def led_to(request: HttpRequest, name: str) -> HttpResponse:
    """Lead a reader to a page and back afterwards; a script is told that it must wait."""
    address = reverse(name)
    if "HX-Request" in request.headers or "json" in request.headers.get("Accept", ""):
        return JsonResponse({"go": address}, status=LOCKED, headers={"HX-Redirect": address})
    if request.method != "GET":
        return redirect(address)
    return redirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
