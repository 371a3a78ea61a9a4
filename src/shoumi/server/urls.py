"""Where each address leads; pages and the API add theirs."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("shoumi.server.api.urls")),
    path("", include("shoumi.server.accounts.urls")),
    path("", include("shoumi.server.pages.urls")),
]
if find_spec("typst") is not None:
    # Paper is an extra; an installation that prints nothing does without the typesetter.
    urlpatterns.insert(0, path("forms/", include("shoumi.server.forms.urls")))

handler404 = "shoumi.server.pages.shown.not_found"
