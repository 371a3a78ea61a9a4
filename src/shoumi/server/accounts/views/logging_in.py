"""Log in, leave, lock and come back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.server.accounts import sittings
from shoumi.server.accounts.house import account_of, is_done, tell, the_house, the_policy
from shoumi.server.accounts.middleware import LOCKED, tell_locked
from shoumi.server.accounts.models import Credential, Sitting
from shoumi.server.accounts.policy import Policy
from shoumi.server.accounts.proving import Proof, prove

NOT_IN = 403


@never_cache
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """登录: one answer for an unknown account, a wrong proof and a locked account."""
    policy, at = the_policy(), the_house().clock()
    told = {"policy": policy, "next": _back(request)}
    if request.method == "GET":
        return render(request, "accounts/log-in.html", {**told, "failed": False})
    proof = Proof(name=request.POST.get("name", ""), secret=request.POST.get("secret", ""))
    credential = prove(proof, policy, at)
    before = last_log_in(credential) if credential else ""
    if credential is None or not admitted(credential, policy):
        return render(request, "accounts/log-in.html", {**told, "failed": True}, status=NOT_IN)
    request.session["ended_elsewhere"] = sittings.begin(request, credential, at)
    request.session["last_log_in_at"] = before
    return redirect("accounts:password" if credential.must_change else _back(request))


def last_log_in(credential: Credential) -> str:
    """When the account was opened before, as ISO text; empty for the first time."""
    account = account_of(credential.account, credential.person)
    at = account.last_log_in_at if account else None
    return at.isoformat() if at else ""


def admitted(credential: Credential, policy: Policy) -> bool:
    """Whether the law lets the account log in. A new account first gets its password."""
    account = account_of(credential.account, credential.person)
    if account is None or account.state in {"closed", "locked"}:
        return False
    if account.state == "pending":
        if not policy.one_time:
            return credential.must_change
        if not is_done(tell("access.set-password", credential.person, account=account.id)):
            return False
    entered = tell("access.log-in", credential.person, account=account.id, method=policy.method)
    return is_done(entered)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """退出."""
    sitting = sitting_of(request)
    if sitting is not None:
        sittings.end(sitting, the_house().clock(), "by_hand")
    request.session.flush()
    return redirect("accounts:log-in")


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """锁定: by hand, or by the page that saw nobody for too long."""
    sitting = sitting_of(request)
    cause = "idle" if request.POST.get("cause") == "idle" else "by_hand"
    if sitting is not None and sittings.lock(sitting, the_house().clock()):
        tell_locked(sitting, cause=cause)
    if cause == "idle":
        return JsonResponse({"locked": True})
    return redirect("accounts:locked")


@never_cache
@require_http_methods(["GET", "POST"])
def locked(request: HttpRequest) -> HttpResponse:
    """继续: the owner proves to be back. The overlay of a page asks the same as this page."""
    sitting = sitting_of(request)
    if sitting is None or sitting.locked_at is None:
        return redirect(_back(request))
    failed = False
    if request.method == "POST":
        if _is_back(request, sitting):
            if _wants_json(request):
                return JsonResponse({"locked": False})
            return redirect(_back(request))
        failed = True
        if Credential.objects.filter(pk=sitting.credential_id, locked=True).exists():
            sittings.end_all(sitting.credential_id, the_house().clock())
    if failed and _wants_json(request):
        return JsonResponse({"locked": True}, status=NOT_IN)
    told = {"policy": the_policy(), "next": _back(request), "failed": failed}
    return render(request, "accounts/locked.html", told, status=LOCKED if failed else 200)


def _is_back(request: HttpRequest, sitting: Sitting) -> bool:
    policy, at = the_policy(), the_house().clock()
    proof = Proof(name=sitting.credential.name, secret=request.POST.get("secret", ""))
    credential = prove(proof, policy, at)
    if credential is None:
        return False
    told = tell(
        "access.resume", credential.person, account=credential.account, method=policy.method
    )
    if is_done(told):
        sittings.resume(request, sitting, at)
    return is_done(told)


@require_POST
def here(_request: HttpRequest) -> HttpResponse:
    """A page says that somebody works on it; by answering, the sitting has noted it."""
    return JsonResponse({"locked": False})


def sitting_of(request: HttpRequest) -> Sitting | None:
    """The sitting that the middleware found."""
    found: Sitting | None = getattr(request, "sitting", None)
    return found


def _back(request: HttpRequest) -> str:
    """The page that was asked for, if it is one of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/"):
        return asked
    return "/"


def _wants_json(request: HttpRequest) -> bool:
    return "json" in request.headers.get("Accept", "")
