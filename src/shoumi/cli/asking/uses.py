"""How often each clause has spoken in the unit's journal."""

from __future__ import annotations

from collections import Counter

from django.db import connections

from shoumi.cli.asking.ledger import the_house
from shoumi.server.journal.uses import bring_up, uses_since
from shoumi.server.perform import one_moment


def uses() -> dict[str, dict[str, int]]:
    """By clause: how often it was asked, and how often it refused."""
    house = the_house()
    connection = connections[house.door.using]
    bring_up(connection, house.unit)
    with one_moment(connection) as direct:
        counted = uses_since(direct, house.unit)
    asked: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for use, number in counted.items():
        asked[use.clause] += number
        refused[use.clause] += number * (use.outcome == "refused")
    return {clause: {"asked": asked[clause], "refused": refused[clause]} for clause in asked}
