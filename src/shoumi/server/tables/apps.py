"""The tables as Django's application."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate

from shoumi.server.tables.checks import guards_stand
from shoumi.server.tables.views import after_migrating, before_migrating


class Tables(AppConfig):
    name = "shoumi.server.tables"
    label = "tables"

    def ready(self) -> None:
        """Look after guards and views whenever Django looks at a database."""
        checks.register(guards_stand, checks.Tags.database)
        pre_migrate.connect(before_migrating, sender=self)
        post_migrate.connect(after_migrating, sender=self)
