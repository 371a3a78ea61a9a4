"""The levels and tiers that a pack defines."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from shoumi.law import errors, level_errors
from shoumi.law.levels import Level, Levels, Scheme, Standing, Tier, circle_from, levels_of
from shoumi.law.reading.notes import listed
from shoumi.law.reading.table import CODE, Table

_STANDINGS: Final = frozenset(Standing)


def read_levels(table: Table, known: Levels) -> tuple[tuple[Scheme, ...], tuple[Tier, ...]]:
    """The schemes and tiers of levels.toml, held against those of the base pack."""
    taken = {level.scheme for level in known.levels.values()}
    schemes: list[Scheme] = []
    for entry in table.tables("scheme"):
        scheme = _scheme(entry, known.reference)
        if scheme.id in taken:
            entry.fault(level_errors.DOUBLED_SCHEME, scheme=scheme.id)
        taken.add(scheme.id)
        schemes.append(scheme)
    own = levels_of(tuple(schemes), ())
    every = Levels(
        levels={**known.levels, **own.levels}, tiers={}, reference=known.reference or own.reference
    )
    _check_mappings(table, own, every)
    tiers = _tiers(table, every, known.tiers)
    table.close()
    return tuple(schemes), tiers


def _scheme(entry: Table, reference: str) -> Scheme:
    name = entry.text("id")
    if name and not CODE.fullmatch(name):
        entry.fault(errors.BAD_CODE, code=name)
    entry.place = name or entry.place
    target = reference or name
    levels = tuple(_level(each, name, target) for each in entry.tables("level"))
    if not levels:
        entry.fault(level_errors.SCHEME_WITHOUT_LEVELS, scheme=name)
    _check_distinct(entry, name, levels)
    scheme = Scheme(id=name, name=entry.names(), reference=entry.flag("reference"), levels=levels)
    entry.close()
    return scheme


def _level(entry: Table, scheme: str, reference: str) -> Level:
    code = entry.text("code")
    if code and not CODE.fullmatch(code):
        entry.fault(errors.BAD_CODE, code=code)
    standing = _standing(entry)
    rank, target = entry.whole("rank"), entry.text("maps_to", required=False)
    if rank is None and standing is not Standing.BESIDE:
        entry.fault(level_errors.LEVEL_WITHOUT_RANK, level=code)
    level = Level(
        scheme=scheme,
        code=code,
        name=entry.names(),
        rank=rank,
        standing=standing,
        maps_to=(target if ":" in target else f"{reference}:{target}") if target else None,
    )
    entry.close()
    return level


def _standing(entry: Table) -> Standing:
    standing = entry.text("standing", required=False)
    if not standing or standing in _STANDINGS:
        return Standing(standing or "secret")
    entry.fault(
        errors.UNKNOWN_KIND, kind=standing, what="standing of a level", known=listed(_STANDINGS)
    )
    return Standing.SECRET


def _check_distinct(entry: Table, scheme: str, levels: tuple[Level, ...]) -> None:
    codes: set[str] = set()
    ranks: dict[int, str] = {}
    for level in levels:
        if level.code in codes:
            entry.fault(level_errors.DOUBLED_LEVEL, scheme=scheme, level=level.code)
        codes.add(level.code)
        if level.rank is None:
            continue
        first = ranks.setdefault(level.rank, level.code)
        if first != level.code:
            entry.fault(
                level_errors.DOUBLED_LEVEL_RANK, first=first, second=level.code, rank=level.rank
            )


def _check_mappings(table: Table, own: Levels, every: Levels) -> None:
    reported: set[str] = set()
    for level in own.levels.values():
        if level.maps_to is not None and level.maps_to not in every.levels:
            table.fault(
                level_errors.MAPS_TO_UNKNOWN_LEVEL,
                level=level.address,
                target=level.maps_to,
                known=listed(every.levels),
            )
        circle = () if level.address in reported else circle_from(level, every.levels)
        if circle:
            table.fault(level_errors.CYCLIC_MAPPING, circle=" → ".join(circle))
            reported.update(circle)


def _tiers(table: Table, every: Levels, known: Collection[str]) -> tuple[Tier, ...]:
    found: dict[str, Tier] = {}
    for entry in table.tables("tier"):
        code, level = entry.text("code"), entry.text("level", required=False)
        if code in found or code in known:
            entry.fault(level_errors.DOUBLED_TIER, tier=code)
        if not level:
            entry.fault(level_errors.TIER_WITHOUT_LEVEL, tier=code)
        elif not every.knows(level):
            entry.fault(errors.UNKNOWN_LEVEL, level=level, known=listed(every.levels))
        if "rank" not in entry.content:
            entry.fault(errors.MISSING_KEY, key="rank")
        rank = entry.whole("rank") or 0
        found[code] = Tier(code=code, name=entry.names(), rank=rank, level=level)
        entry.close()
    return tuple(found.values())
