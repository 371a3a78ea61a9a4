"""The addresses of the forms, below /forms/."""

from __future__ import annotations

from django.urls import path

from shoumi.server.forms import views

urlpatterns = [
    path("check/", views.check, name="form-check"),
    path("register/<str:slug>/", views.register, name="form-register"),
    path("<str:slug>/<str:identifier>/", views.form, name="form"),
]
