"""Where each address of the API leads."""

from __future__ import annotations

from django.urls import path

from shoumi.server.api import addresses

app_name = "api"
urlpatterns = [
    path("acts/<str:slug>", addresses.perform, name="perform"),
    path("may/<str:slug>", addresses.may, name="may"),
    path("registers/<str:kind>", addresses.register, name="register"),
    path("things/<str:kind>/<str:identifier>", addresses.thing, name="thing"),
    path("duties", addresses.duties, name="duties"),
    path("journal", addresses.journal, name="journal"),
    path("openapi.json", addresses.openapi, name="openapi"),
]
