"""The pages' place among Django's applications, and the house that they open on."""

from __future__ import annotations

from functools import cached_property

from django.apps import AppConfig

from shoumi.server.pages.beside.works import Works
from shoumi.server.pages.house import PagesHouse, house_of_this_installation, now


class Pages(AppConfig):
    """Holds the house for as long as the program runs; tests put their own in its place."""

    name = "shoumi.server.pages"
    label = "pages"

    def ready(self) -> None:
        """Nothing goes on beside the pages yet; what does ends with the program."""
        self.works = Works(now)

    @cached_property
    def house(self) -> PagesHouse:
        """The unit, its door and its shelf; read when the first page is asked for."""
        return house_of_this_installation()
