"""The accounts as Django's application, with the rules of logging in as read last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.apps import AppConfig

from shoumi.server.accounts.policy import Kept
from shoumi.server.pages.house import now


class Accounts(AppConfig):
    """Holds the rules of logging in until an act changes the journal."""

    name = "shoumi.server.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    kept: Kept | None = None
    clock: Callable[[], datetime] = staticmethod(now)
