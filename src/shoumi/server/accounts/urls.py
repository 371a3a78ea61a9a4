"""Where the pages of accounts and of the set-up are."""

from __future__ import annotations

from django.urls import path

from shoumi.server.accounts.views import keeping, logging_in, own, set_up

app_name = "accounts"
urlpatterns = [
    path("accounts/log-in/", logging_in.log_in, name="log-in"),
    path("accounts/log-out/", logging_in.log_out, name="log-out"),
    path("accounts/lock/", logging_in.lock, name="lock"),
    path("accounts/locked/", logging_in.locked, name="locked"),
    path("accounts/here/", logging_in.here, name="here"),
    path("accounts/me/", own.me, name="account"),
    path("accounts/password/", own.password, name="password"),
    path("accounts/pin/", own.pin, name="pin"),
    path("accounts/", keeping.accounts, name="list"),
    path("accounts/open/", keeping.open_account, name="open"),
    path("accounts/together/", keeping.together, name="together"),
    path(
        "accounts/<str:account>/unlock-together/",
        keeping.unlock_together,
        name="unlock-together",
    ),
    path("accounts/<str:account>/slip/", keeping.renew_slip, name="renew-slip"),
    path("accounts/<str:account>/unlock/", keeping.unlock, name="unlock"),
    path("accounts/<str:account>/close/", keeping.close, name="close"),
    path("set-up/", set_up.start, name="set-up"),
    path("set-up/<str:step>/", set_up.step, name="set-up-step"),
]
