"""The stages that one approve clause draws; procedures compose them into a route."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from shoumi.law.clause import Json
from shoumi.law.conditions import Condition, parse


class StageMode(StrEnum):
    """Who of the stage's roles must answer."""

    ONE = "one"
    ALL = "all"
    BODY = "body"
    OUTSIDE = "outside"
    CHAIN = "chain"


class StageRule(msgspec.Struct, frozen=True, kw_only=True):
    """One stage as its clause prints it.

    `roles` None: the text names none, the unit names one (`set_by` a parameter). `rank` None:
    the text prints no order.
    """

    roles: tuple[str, ...] | None
    rank: int | None
    mode: StageMode
    when: Condition = Condition()
    needs: tuple[str, ...] = ()
    task: str | None = None
    decision: tuple[str, ...] = ()
    as_printed: str | None = None
    set_by: str | None = None
    via: str | None = None
    min_rank: str | None = None
    place: str | None = None
    authorised_ok: bool = False
    on_order: bool = False
    separate_persons: bool | None = False
    consent: str | None = None


class RouteRule(msgspec.Struct, frozen=True, kw_only=True):
    """The route of one clause. `stages` None: the unit draws it (the chart is missing).

    `follows` are clauses and `same_route_as` an act whose route applies instead.
    """

    stages: tuple[StageRule, ...] | None
    follows: tuple[str, ...] = ()
    same_route_as: str | None = None


STAGE_KEYS = frozenset({"role", *StageRule.__struct_fields__} - {"roles"})


def route_of(figures: Mapping[str, Json]) -> RouteRule:
    """The route that an approve clause's figures of a day draw."""
    stages = figures.get("stages")
    return RouteRule(
        stages=None if stages is None else tuple(_stage(each) for each in stages),
        follows=_codes(figures.get("follows")),
        same_route_as=figures.get("same_route_as"),
    )


def _stage(raw: Mapping[str, Json]) -> StageRule:
    """A stage from a table that the reader has checked."""
    plain = {key: value for key, value in raw.items() if key not in _CHANGED}
    role = raw.get("role")
    return StageRule(
        roles=None if role is None else _codes(role),
        rank=raw.get("rank"),
        mode=StageMode(raw["mode"]),
        when=parse(raw.get("when") or {}),
        needs=_codes(raw.get("needs")),
        decision=_codes(raw.get("decision")),
        **plain,
    )


_CHANGED = frozenset({"role", "rank", "mode", "when", "needs", "decision"})


def _codes(value: Json) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
