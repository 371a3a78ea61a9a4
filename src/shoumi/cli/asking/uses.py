"""How often each clause has spoken in the unit's journal."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from django.db import connections

from shoumi.cli.asking.ledger import the_house
from shoumi.server.journal.reading import entries_of
from shoumi.server.perform import one_moment


class _Found(msgspec.Struct, frozen=True):
    clause: str
    said: str


class _Told(msgspec.Struct, frozen=True):
    findings: tuple[_Found, ...] = ()
    contains: tuple[Any, ...] = ()


def uses() -> dict[str, dict[str, int]]:
    """By clause: how often it was asked, and how often it refused."""
    house = the_house()
    asked: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    decoder = msgspec.json.Decoder(_Told)
    with one_moment(connections[house.door.using]) as direct:
        for entry in entries_of(direct, house.unit):
            told = [decoder.decode(entry.body)]
            while told:
                one = told.pop()
                told += [msgspec.convert(part, type=_Told) for part in one.contains]
                asked.update(found.clause for found in one.findings)
                refused.update(found.clause for found in one.findings if found.said == "refused")
    return {clause: {"asked": asked[clause], "refused": refused[clause]} for clause in asked}
