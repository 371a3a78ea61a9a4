"""The page of a thing: what it is, what can be done now, where it was, what is owed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from shoumi.acts.shape import Shape, shapes
from shoumi.acts.thing import Thing, kind_of
from shoumi.server.forms.catalogue import forms_for
from shoumi.server.pages.answer import Answer, asked
from shoumi.server.pages.desk import Desk, at_desk
from shoumi.server.pages.entries import custody_of, entries_about
from shoumi.server.pages.shown import shown
from shoumi.server.pages.views.today import due_about, subject_field
from shoumi.server.visibility import readable

MOST_ACTS = 40
GROUPS = ("row", "know", "own", "desk", "audit")


class Possible(msgspec.Struct, frozen=True, kw_only=True):
    """An act about this thing, and what the clauses say of it now."""

    slug: str
    field: str
    answer: Answer
    final: bool

    @property
    def is_open(self) -> bool:
        """Whether nothing speaks against it but fields that are still empty."""
        return self.answer.verdict != "refused"


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One field of a thing, with its value as it is stored."""

    label: str
    shape: Shape
    value: Any
    group: str


@at_desk
def thing(request: HttpRequest, desk: Desk, kind: str, identifier: str) -> HttpResponse:
    """Any thing of any matter."""
    found = desk.seen(kind, identifier)
    acts = sorted(possible_acts(desk, found), key=lambda one: not one.is_open)
    entries = entries_about(desk, found.id)
    return shown(
        request,
        desk,
        "thing.html",
        {
            "thing": found,
            "kind": kind,
            "face": found.face(),
            "cells": cells_of(desk, found),
            "acts": acts,
            "dues": due_about(desk, found),
            "entries": entries,
            "custody": custody_of(desk, found),
            "forms": forms_for(desk, found),
        },
    )


def possible_acts(desk: Desk, thing: Thing) -> Iterator[Possible]:
    """Every act that could be about this thing, each asked as of now."""
    about = [
        (slug, field)
        for slug in desk.catalogue.acts
        if (field := subject_field(desk, slug, thing)) is not None
    ]
    for slug, field in about[:MOST_ACTS]:
        kind = desk.catalogue.acts[slug]
        many = any(shape.name == field and shape.many for shape in shapes(kind.act))
        payload = {field: [thing.id] if many else thing.id}
        yield Possible(slug=slug, field=field, answer=asked(desk, slug, payload), final=kind.final)


def cells_of(desk: Desk, thing: Thing) -> list[tuple[str, list[Cell]]]:
    """The fields that this person may read, by the group that lets him."""
    told = readable(thing, desk.groups(thing))
    cells = [
        Cell(
            label=desk.words.field(shape, kind_of(thing)),
            shape=shape,
            value=told[shape.name],
            group=shape.see,
        )
        for shape in shapes(type(thing))
        if shape.name in told and shape.name != "id" and told[shape.name] not in (None, "", ())
    ]
    grouped = [(group, [cell for cell in cells if cell.group == group]) for group in GROUPS]
    return [(group, found) for group, found in grouped if found]
