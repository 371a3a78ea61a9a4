"""What can go wrong, as problem JSON (RFC 9457): the same words whoever asks about whatever."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from django.http import HttpResponse
from django.utils.translation import gettext

from shoumi.law.words import N_
from shoumi.server.api.telling import ToldRuling

CONTENT_TYPE = "application/problem+json"
TITLES: Mapping[int, str] = {
    400: N_("This is no request that can be read."),
    401: N_("Show a token that stands: Authorization: Bearer …"),
    403: N_("The token does not open this."),
    404: N_("Nothing that you may see was found here."),
    405: N_("This address is asked in another way."),
    409: N_("This cannot be done now."),
    413: N_("The request is too large."),
    422: N_("Some fields cannot be used."),
    500: N_("We made a mistake; nothing was recorded."),
    503: N_("The ledger cannot answer now; try again."),
}


class FieldError(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong at one field; "" where it concerns the whole."""

    field: str
    message: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a request was not answered. `ruling` stands where the law said no."""

    type: str = "about:blank"
    status: int
    title: str
    detail: str | None = None
    errors: tuple[FieldError, ...] = ()
    ruling: ToldRuling | None = None
    entry: int | None = None


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(
        self, status: int, *, detail: str | None = None, errors: tuple[FieldError, ...] = ()
    ) -> None:
        """Keep what is told."""
        super().__init__(TITLES[status])
        self.status, self.detail, self.errors = status, detail, errors


def refused(ruling: ToldRuling, entry: int) -> HttpResponse:
    """The law said no: with the clauses, and the entry in which the attempt stands."""
    return _response(
        Problem(status=409, title=gettext(N_("The law says no.")), ruling=ruling, entry=entry)
    )


def answer(error: ProblemError) -> HttpResponse:
    """The response that tells a problem."""
    problem = Problem(
        status=error.status,
        title=gettext(TITLES[error.status]),
        detail=error.detail,
        errors=error.errors,
    )
    return _response(problem)


def _response(problem: Problem) -> HttpResponse:
    response = HttpResponse(
        msgspec.json.encode(problem), status=problem.status, content_type=CONTENT_TYPE
    )
    if problem.status == 401:  # noqa: PLR2004 unauthorised
        response.headers["WWW-Authenticate"] = 'Bearer realm="shoumi"'
    if problem.status == 503:  # noqa: PLR2004 unavailable
        response.headers["Retry-After"] = "2"
    return response
