"""What an owner does with the own account: password and signing PIN."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shoumi.law.words import N_, Message, say
from shoumi.server.accounts.hashing import fits
from shoumi.server.accounts.house import account_of, the_house, the_policy
from shoumi.server.accounts.models import Credential
from shoumi.server.accounts.policy import Policy, faults
from shoumi.server.accounts.proving import Proof, prove, set_password, set_pin
from shoumi.server.accounts.views.logging_in import admitted, sitting_of

UNFIT = 422
Faults = dict[str, tuple[Message, ...]]


@never_cache
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """我的账号: what kind it is and when it was opened last."""
    credential = _credential(request)
    if credential is None:
        return redirect("accounts:log-in")
    told = {**_last(request), "credential": credential, "policy": the_policy()}
    return render(request, "accounts/me.html", told)


@never_cache
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """设置口令: at the first log-in, after an unlock, and whenever the owner wants."""
    credential = _credential(request)
    policy = the_policy()
    if credential is None or policy.one_time:
        return redirect("accounts:log-in")
    wrong: Faults = {}
    if request.method == "POST":
        wrong = _password_faults(request, credential, policy)
        if not wrong:
            return _with_new_password(request, credential, policy)
    told = {
        **_last(request),
        "policy": policy,
        "credential": credential,
        "faults": _said(wrong),
    }
    return render(request, "accounts/password.html", told, status=UNFIT if wrong else 200)


def _last(request: HttpRequest) -> dict[str, object]:
    """What the owner is shown, so that somebody else's log-in is noticed."""
    before: str = request.session.get("last_log_in_at", "")
    return {
        "last_log_in_at": datetime.fromisoformat(before) if before else None,
        "ended_elsewhere": request.session.get("ended_elsewhere", 0),
    }


def _password_faults(request: HttpRequest, credential: Credential, policy: Policy) -> Faults:
    new, again = request.POST.get("new", ""), request.POST.get("again", "")
    opened = prove(
        Proof(name=credential.name, secret=request.POST.get("old", "")),
        policy,
        the_house().clock(),
    )
    found: Faults = {}
    if opened is None:
        found["old"] = (Message(N_("This is not the present password.")),)
    if unfit := faults(policy, new, name=credential.name):
        found["new"] = unfit
    elif fits(new, credential.password):
        found["new"] = (Message(N_("Choose another password than the present one.")),)
    if new != again:
        found["again"] = (Message(N_("The two new passwords differ; enter the same twice.")),)
    return found


def _with_new_password(
    request: HttpRequest, credential: Credential, policy: Policy
) -> HttpResponse:
    """Keep the password; who was on the way in is in now, and the journal has it."""
    account = account_of(credential.account, credential.person)
    was_pending = account is not None and account.state == "pending"
    if not set_password(credential, request.POST["new"]):
        return redirect("accounts:log-in")
    if was_pending and not admitted(credential, policy):
        return redirect("accounts:log-in")
    request.session["ended_elsewhere"] = 0
    return redirect("/")


@never_cache
@require_http_methods(["GET", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    """签署码: for signing at somebody else's desk. The owner proves first who he is."""
    credential = _credential(request)
    policy = the_policy()
    if credential is None:
        return redirect("accounts:log-in")
    wrong: Faults = {}
    if request.method == "POST":
        wrong = _pin_faults(request, credential, policy)
        if not wrong and not set_pin(credential, request.POST["pin"]):
            return redirect("accounts:log-in")
    told = {
        "policy": policy,
        "credential": credential,
        "is_set": request.method == "POST" and not wrong,
        "faults": _said(wrong),
    }
    return render(request, "accounts/pin.html", told, status=UNFIT if wrong else 200)


def _pin_faults(request: HttpRequest, credential: Credential, policy: Policy) -> Faults:
    new = request.POST.get("pin", "")
    found: Faults = {}
    if not (new.isascii() and new.isdigit() and len(new) >= policy.pin_digits):
        template = N_("A signing PIN has at least {number} digits.")
        found["pin"] = (Message(template, {"number": policy.pin_digits}),)
    elif len(set(new)) == 1 or new in _RUNS:
        found["pin"] = (Message(N_("Do not use one digit or digits in a row.")),)
    proof = Proof(name=credential.name, secret=request.POST.get("old", ""))
    if not found and prove(proof, policy, the_house().clock()) is None:
        found["old"] = (Message(N_("This is not the present password.")),)
    return found


_RUNS = "01234567890123456789 98765432109876543210"


def _credential(request: HttpRequest) -> Credential | None:
    sitting = sitting_of(request)
    return Credential.objects.get(pk=sitting.credential_id) if sitting else None


def _said(wrong: Faults) -> dict[str, list[str]]:
    """Each field's faults in the reader's language."""
    return {field: [say(one, gettext) for one in found] for field, found in wrong.items()}
