"""People of a founded unit who ask for pages, without a browser and without the log-in."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from django.apps import apps
from django.conf import settings
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from shoumi.server.pages.beside.works import Work, Works
from tests.journeys.unit import Founded

View = Callable[..., HttpResponse]


class Sitter(Founded):
    """The founded unit; `get` and `post` are what a browser would send."""

    def get(self, view: View, by: str, *address: str, **asked: str) -> HttpResponse:
        return self._answer(RequestFactory().get("/", asked), view, by, *address)

    def post(self, view: View, by: str, *address: str, **sent: object) -> HttpResponse:
        return self._answer(RequestFactory().post("/", sent), view, by, *address)

    def _answer(self, request: HttpRequest, view: View, by: str, *address: str) -> HttpResponse:
        request.person = self.cast[by]  # type: ignore[attr-defined]
        request.session = {}  # type: ignore[assignment]
        request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
        # Commands that other tests ran may have left their language to this thread.
        with translation.override(settings.LANGUAGE_CODE):
            try:
                return view(request, *address)
            except Http404:
                return HttpResponse(status=404)

    @property
    def works(self) -> Works:
        works: Works = vars(apps.get_app_config("pages"))["works"]
        return works


def settled(work: Work) -> Work:
    """The work once its thread has let go of it."""
    never = Event()
    while work.until is None:
        assert not never.wait(0.01)
    return work
