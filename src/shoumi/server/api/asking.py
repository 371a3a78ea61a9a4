"""Who asks and what the token opens: what every address has in front of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Concatenate, ParamSpec, TypeAlias

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from shoumi.decision.catalogue import UnusableActError
from shoumi.law.clause import Json
from shoumi.law.words import say
from shoumi.matters.access.tokens import ApiToken
from shoumi.server.api.problems import FieldError, ProblemError, answer
from shoumi.server.api.telling import Teller
from shoumi.server.api.tokens import shown
from shoumi.server.journal.trouble import NumberTakenError, Trouble
from shoumi.server.pages.desk import Desk, the_house
from shoumi.server.pages.house import PagesHouse
from shoumi.server.pages.words import language
from shoumi.server.perform import one_moment
from shoumi.server.visibility import NotFoundError

P = ParamSpec("P")
_LOG = logging.getLogger("shoumi.api")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One request of a program: the house, and the token that it showed."""

    house: PagesHouse
    token: ApiToken
    request: HttpRequest

    @property
    def person(self) -> str:
        """In whose name it acts."""
        return self.token.person

    def opens_act(self, slug: str) -> None:
        """Go on only if the token opens the act; unknown acts are not told apart."""
        if slug not in self.token.acts:
            raise ProblemError(403)

    def opens_kind(self, kind: str) -> None:
        """Go on only if the token opens the register; unknown ones are not told apart."""
        if kind not in self.token.kinds:
            raise ProblemError(403)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The registers of one moment, as the person may see them."""
        with _desk(self.house, self.person) as desk:
            yield desk

    def payload(self, slug: str) -> dict[str, Json]:
        """The body as the payload of an act."""
        try:
            told = msgspec.json.decode(self.request.body or b"{}", type=dict[str, Json])
        except RequestDataTooBig as error:
            raise ProblemError(413) from error
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise ProblemError(400, detail=str(error)) from error
        if "do" in told:
            message = gettext("The address names the act; leave this out.")
            raise ProblemError(422, errors=(FieldError(field="do", message=message),))
        return {**told, "do": slug}

    def teller(self) -> Teller:
        """Tells rulings in the language that the request asks for."""
        return Teller(
            self.house.shelf,
            say=lambda message: say(message, gettext),
            text=lambda text: text.within(language()),
        )


View: TypeAlias = Callable[Concatenate[Asked, P], HttpResponse]
Address: TypeAlias = Callable[Concatenate[HttpRequest, P], HttpResponse]


def asked(method: str) -> Callable[[View[P]], Address[P]]:
    """An address of the API: asked by one method, with a token; what fails is a problem."""

    def bind(view: View[P]) -> Address[P]:
        def address(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            response = _answered(request, method, lambda found: view(found, *args, **kwargs))
            response.headers["Cache-Control"] = "no-store"
            if response.status_code == 405:  # noqa: PLR2004 method not allowed
                response.headers["Allow"] = method
            return response

        return csrf_exempt(address)

    return bind


def _answered(
    request: HttpRequest, method: str, view: Callable[[Asked], HttpResponse]
) -> HttpResponse:
    try:
        if request.method != method:
            raise ProblemError(405)  # noqa: TRY301 answered like every other problem
        return view(_who(request))
    except Exception as error:  # noqa: BLE001 the last door: says so and vouches for nothing
        return answer(_problem(error))


def _problem(error: Exception) -> ProblemError:
    """What a program is told of whatever went wrong; what we do not know is our mistake."""
    match error:
        case ProblemError():
            return error
        case NotFoundError():
            return ProblemError(404)
        case UnusableActError():
            message = say(error.message, gettext)
            field = FieldError(field=error.field or "", message=message)
            return ProblemError(422, errors=(field,))
        case NumberTakenError():
            return ProblemError(409, detail=say(error.message, gettext))
        case Trouble():
            return ProblemError(503, detail=say(error.message, gettext))
        case _:
            _LOG.error("a request failed", exc_info=error)
            return ProblemError(500)


def _who(request: HttpRequest) -> Asked:
    scheme, _, written = request.headers.get("Authorization", "").partition(" ")
    house = the_house()
    if scheme.lower() != "bearer":
        raise ProblemError(401)
    with _desk(house, "") as desk:
        token = shown(desk, written.strip())
    if token is None:
        raise ProblemError(401)
    return Asked(house=house, token=token, request=request)


@contextmanager
def _desk(house: PagesHouse, person: str) -> Iterator[Desk]:
    connection = connections[house.door.using]
    with connection.wrap_database_errors, one_moment(connection) as direct:
        yield Desk(house, house.door.registers(direct), person)


def as_json(value: Any, status: int = 200) -> HttpResponse:  # noqa: ANN401 whatever msgspec encodes
    """A value as the body of a response."""
    return HttpResponse(msgspec.json.encode(value), status=status, content_type="application/json")
