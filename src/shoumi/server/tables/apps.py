"""The tables as Django's application."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks

from shoumi.server.tables.checks import guards_stand


class Tables(AppConfig):
    name = "shoumi.server.tables"
    label = "tables"

    def ready(self) -> None:
        """Look after the guards whenever Django looks at a database."""
        checks.register(guards_stand, checks.Tags.database)
