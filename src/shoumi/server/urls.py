"""Where each address leads; pages and the API add theirs."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("shoumi.server.api.urls")),
    path("", include("shoumi.server.accounts.urls")),
    path("", include("shoumi.server.pages.urls")),
]

handler404 = "shoumi.server.pages.shown.not_found"
