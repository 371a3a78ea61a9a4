"""Who sits at the browser, said by a cookie: the log-in has its own tests."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def seat(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    def seated(request: HttpRequest) -> HttpResponse:
        request.person = request.COOKIES.get("person")  # type: ignore[attr-defined]
        return get_response(request)

    return seated
