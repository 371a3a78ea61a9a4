"""The pages of pictures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from shoumi.server.pages.desk import Desk, at_desk
from shoumi.server.pages.pictures.flow import flow_of
from shoumi.server.pages.pictures.holdings import holdings_of
from shoumi.server.pages.pictures.year import may_see_the_units, year_of
from shoumi.server.pages.shown import shown

EARLIEST, LATEST = 1949, 2200


@at_desk
def holdings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who holds how much."""
    return shown(request, desk, "pictures/holdings.html", {"holdings": holdings_of(desk)})


@at_desk
def duties(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A year of duties: one's own, or the unit's for who reads the whole journal."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() else desk.asking.on.year
    year = min(max(year, EARLIEST), LATEST)
    may_all = may_see_the_units(desk)
    of_the_unit = may_all and request.GET.get("of") == "unit"
    told = {
        "year": year_of(desk, year, of_the_unit=of_the_unit),
        "of_the_unit": of_the_unit,
        "may_all": may_all,
    }
    return shown(request, desk, "pictures/duties.html", told)


@at_desk
def flow(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What came and went."""
    return shown(request, desk, "pictures/flow.html", {"flow": flow_of(desk)})
