"""Jinja as the pages use it: what templates may call."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined

from shoumi.acts.shape import shapes
from shoumi.server.pages.words import language

ID = re.compile(r"[0-9a-f]{32}")


def environment(**options: object) -> Environment:
    """The environment that Django's settings ask for; an unknown name is a mistake of ours."""
    told = {**options, "undefined": StrictUndefined}
    made = Environment(autoescape=True, **{key: told[key] for key in told if key != "autoescape"})  # type: ignore[arg-type]
    made.trim_blocks = made.lstrip_blocks = True
    made.globals.update(
        shapes=shapes,
        url_if=address_if,
        url=address,
        static=staticfiles_storage.url,
        _=gettext,
        ngettext=ngettext,
        language=language,
        month_name=month_name,
    )
    made.tests.update(opaque=opaque)
    made.filters.update(day=day, moment=moment, clock=clock)
    return made


def opaque(text: str) -> bool:
    """Whether a text is the id of a thing, which tells a reader nothing."""
    return ID.fullmatch(text) is not None


def address(name: str, *args: object) -> str:
    """The address of a page by its name."""
    return reverse(name, args=[str(each) for each in args])


def address_if(name: str) -> str:
    """The address of a page that not every installation has; empty where it is not there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def local(at: datetime) -> datetime:
    """A point in time as the unit's clocks show it."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE))


def day(on: date | datetime | None) -> str:
    """A day as officials write it."""
    if on is None:
        return ""
    on = local(on).date() if isinstance(on, datetime) else on
    if language() == "en":
        return f"{on.day} {on:%B %Y}"
    return f"{on.year}年{on.month}月{on.day}日"


def month_name(month: int) -> str:
    """A month in a narrow place."""
    return f"{date(2000, month, 1):%b}" if language() == "en" else f"{month}月"


def clock(at: datetime | None) -> str:
    """The time of day."""
    return f"{local(at):%H:%M}" if at else ""


def moment(at: datetime | None) -> str:
    """A day with the time of day."""
    return f"{day(at)} {clock(at)}" if at else ""
